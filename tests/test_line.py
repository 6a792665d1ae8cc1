"""A command line read by the signature of a function."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import pytest

from reportgen.cli.line import Argument, LineError, Option, read


class Colour(StrEnum):
    RED = "红"
    BLUE = "蓝"


def command(
    first: Annotated[str, Argument("甲", "甲")],
    rest: Annotated[list[Path], Argument("乙", "乙…")] = [],  # noqa: B006 - read only
    year: Annotated[int | None, Option("--year", "年份", "年份")] = None,
    jobs: Annotated[int, Option("--jobs", "个数", "个数", least=1)] = 1,
    dry: Annotated[bool, Option("--dry", "不写")] = False,
    name: Annotated[list[str], Option("--name", "名称", "名称", variable="NAMES")] = [],  # noqa: B006 - read only
    colour: Annotated[Colour, Option("--colour", "颜色", "红|蓝")] = Colour.RED,
) -> int:
    """试。"""
    return 0


DEFAULTS: dict[str, Any] = {
    "rest": [], "year": None, "jobs": 1, "dry": False, "name": [], "colour": Colour.RED,
}  # fmt: skip


@pytest.mark.parametrize(
    ("words", "given"),
    [
        ("x", {}),
        ("x y z", {"rest": [Path("y"), Path("z")]}),
        ("--year 2025 x", {"year": 2025}),
        ("x --year=2025 --dry", {"year": 2025, "dry": True}),
        ("--dry x y", {"dry": True, "rest": [Path("y")]}),
        ("x --name a --name=b", {"name": ["a", "b"]}),
        ("x --dry --dry", {"dry": True}),
        ("x --colour 蓝", {"colour": Colour.BLUE}),
        ("x -- --year -", {"rest": [Path("--year"), Path("-")]}),
        ("x --year -5", {"year": -5}),
    ],
)
def test_words_become_values(words: str, given: dict[str, Any]) -> None:
    assert read(command, words.split()) == {"first": "x", **DEFAULTS, **given}


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("", "缺少 甲"),
        ("x --yaer 1", "没有选项 --yaer，是不是 --year"),
        ("x --zzz", "没有选项 --zzz"),
        ("x --year", "选项 --year 后面要写内容"),
        ("x --dry=1", "选项 --dry 后面不写内容"),
        ("x --year 今年", "--year 写的是“今年”，应写年份"),
        ("x --jobs 0", "--jobs 写的是“0”，应写不小于 1 的个数"),
        ("x --jobs 2 --jobs 3", "--jobs 写了 2 次，只能写一次"),
        ("x --colour 绿", "--colour 写的是“绿”，应写红|蓝"),
    ],
)
def test_what_cannot_be_understood_is_said(words: str, complaint: str) -> None:
    with pytest.raises(LineError, match=f"^{complaint}$".replace("|", r"\|")):
        read(command, words.split())


def test_the_environment_may_give_a_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NAMES", "a b")
    assert read(command, ["x"])["name"] == ["a", "b"]
    assert read(command, ["x", "--name", "c"])["name"] == ["c"]


def test_defaults_are_not_shared() -> None:
    read(command, ["x"])["name"].append("a")
    assert read(command, ["x"])["name"] == []
