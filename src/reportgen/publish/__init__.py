"""What a build leaves in output/<year>/<slug>/: one output a file, all of a report put in place together."""

import json
from collections.abc import Mapping
from pathlib import Path

from reportgen.files import FileTrouble, read_bytes, remove_file, replace_files
from reportgen.publish import checks_json, docx, manifest
from reportgen.publish.checks_json import Checked, Waived, encode, envelope, neutral
from reportgen.report import Report

__all__ = ["FORMATS", "Checked", "Waived", "encode", "envelope", "neutral", "publish"]

FORMATS = ("docx",)
"""What --to may ask for."""


def publish(
    folder: Path, report: Report, document: bytes, checked: Checked, root: str, inputs: Mapping[str, bytes]
) -> Path:
    """Writes a report's files into its folder and gives the document's path. Raises FileTrouble, with all old files in place.

    `root` is the content folder as findings show it, `inputs` the bytes of every file read by its neutral path.
    A document the last build left under another name goes once the new one stands; files of others are never touched.
    """
    outputs = {docx.name(report): document, checks_json.NAME: checks_json.write(checked, root)}
    before = _last_outputs(folder)
    replace_files(folder, {**outputs, manifest.NAME: manifest.write(report, inputs, outputs)})
    for name in before - outputs.keys():
        remove_file(folder / name)
    return folder / docx.name(report)


def _last_outputs(folder: Path) -> set[str]:
    """The names the last build's manifest lists; those that lead out of the folder do not count."""
    try:
        listed = json.loads(read_bytes(folder / manifest.NAME))["outputs"]
    except (FileTrouble, ValueError, KeyError, TypeError):
        return set()
    return {name for name in listed if Path(name).name == name}
