"""The oldest versions that may be used: those in which known holes are mended, or whose holes our own gate stops."""

import re
import sys
import tomllib
from importlib.metadata import version

import pypandoc

from hostile import overlapping
from ours import ROOT
from reportgen.package import Refusal, read_parts

MENDED = {
    "lxml": "6.1.0",  # CVE-2026-41066: local files read by way of entities
    "jinja2": "3.1.6",  # CVE-2025-27516: out of the sandbox by way of |attr
    "openpyxl": "3.1.5",
    "python-docx": "1.2.0",
    "ruamel.yaml": "0.19.1",
}
PANDOC = "3.1.4"  # CVE-2023-35936: files written by way of a picture's name


def numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", text)[:3]))


def test_dependencies_have_a_floor_and_stand_on_it() -> None:
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    floors = {name: floor for name, _, floor in (entry.partition(">=") for entry in listed)}
    for name, mended in MENDED.items():
        assert numbers(floors[name]) >= numbers(mended), name
    for name, floor in floors.items():
        assert numbers(version(name)) >= numbers(floor), name


def test_pandoc_writes_no_files_of_its_own_accord() -> None:
    assert numbers(str(pypandoc.get_pandoc_version())) >= numbers(PANDOC)


def test_overlapping_members_are_refused_whatever_python_does() -> None:
    """CVE-2024-0450: zipfile itself refuses them from 3.11.8 and 3.12.2 on."""
    refused = read_parts(overlapping())
    assert isinstance(refused, Refusal) and refused.code == "L507"
    assert sys.version_info >= (3, 11)
