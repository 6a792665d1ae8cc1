"""One mistake at every line of a file it can be made in: told once, on that line, and the rest is read as it was meant."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reportgen.content import Items, Locality, Section
from reportgen.finding import Finding
from reportgen.load.load import read_locality
from reportgen.load.yaml.notes import edited
from reportgen.places import Place, Source
from test_load_mistakes import DICTIONARY, MISTAKES

GOOD = """\
locality: 宁县
year: 2025
report: official-letter
title: 宁县2025年预算绩效管理工作情况
author: 宁县财政局
letter:
  发文机关: 宁县财政局
  抄送: [县委办公室, 县政府办公室]
metrics:
  事前评估:
    项目数: 260个
    送审金额: 64727.72万元 = 审减金额 + 审定金额
    审减金额: {value: 6008.00万元, note: 见附表}
    审定金额: 58719.72万元
  制度建设: {办法: [《办法》（宁财发〔2025〕5号）, 等], 办法数: 10项}
  评价:
    分项:
      - {名称: 学校, 金额: 300.50万元}
      - 名称: 医院
        金额: 20.00万元

    个数: 2个
checks:
  - 事前评估.审减金额 <= 事前评估.送审金额
waive:
  - {code: D101, at: 评价.个数, reason: 口径, by: 张三}
sections:
  - heading: 工作开展情况
    with: 事前评估
    text: |
      全年评估{{ 项目数 }}，送审{{ 送审金额 }}。

      审减{{ 审减金额 }}，审定{{ 审定金额 }}。
    points:
      - heading: 建立制度
        text: |
          印发办法{{ 制度建设.办法数 }}。
      - text: |
          抓好落实。
  - heading: 分项情况
    sections:
      - heading: 评价
        table:
          rows: 评价.分项
          columns: [名称, 金额]
attachments:
  - title: 情况统计表
    table: 评价.分项
"""
LINES = GOOD.split("\n")[:-1]


def read(lines: list[str]) -> tuple[Locality | None, list[Finding]]:
    source = Source(Path("case.yaml"), Place(2025, "ningxian"))
    locality, notes = read_locality("\n".join([*lines, ""]).encode(), source, DICTIONARY)
    return locality, notes.findings


def meaning(locality: Locality | None) -> dict[str, Any]:
    """What a file says, without where it says it."""
    if locality is None:
        return {}
    cells = {
        f"cell {p}": (_stated(c.stated), c.formula and c.formula.text) for p, c in locality.cells.items()
    }
    rest = {
        "title": _said(locality.title),
        "checks": [c.text for c in locality.checks],
        "author": locality.author,
    }
    letter = {name: field.values for name, field in locality.letter.items()}
    waived = [(w.code, w.at, w.by) for w in locality.waivers]
    sections = [_outline(section) for section in locality.sections]
    attached = [(_said(e.title), e.table and e.table.rows) for e in locality.enclosures]
    return cells | rest | {"letter": letter, "waive": waived, "sections": sections, "attached": attached}


def _stated(stated: object) -> object:
    return (stated.items, stated.open_ended) if isinstance(stated, Items) else str(stated)


def _said(fragment: Any) -> str:
    return fragment.prose.text if fragment else ""


def _outline(section: Section) -> Any:
    table = section.table and (section.table.rows, section.table.columns)
    inner = [_outline(s) for s in (*section.points, *section.items, *section.sections)]
    return _said(section.heading), section.group, _said(section.text), table, inner


def made(mistake: str) -> list[tuple[int, list[str]]]:
    """The file with the mistake at every line it can be made in, by the line's number."""
    change = MISTAKES[mistake]
    found = [
        (number, [*LINES[: number - 1], change(line), *LINES[number:]])
        for number, line in enumerate(LINES, 1)
        if change(line) != line
    ]
    assert found, "a mistake that no line of the file lets one make"
    return found


HEALED = (
    "full-width colon", "full-width colon of a group", "no space behind the colon", "one space more", "one space less", "full-width indent",
    "zero width in the key", "merge marker", "dash without space", "full-width dash", "no bar", "text sunk", "bracket left open",
    "brace left open", "key misspelt", "head without colon", "key at the margin", "full-width comma",
)  # fmt: skip
"""Mistakes that leave no doubt of what was meant."""
TIDIED = (
    "full-width colon", "full-width colon of a group", "no space behind the colon", "full-width indent", "full-width digits",
    "zero width in the key", "zero width in the number", "dash without space", "full-width dash", "no bar",
    "head without colon", "full-width comma",
)  # fmt: skip
"""Mistakes that `check --fix` takes back."""
ALSO_GOOD = {("one space more", 26), ("one space less", 26)}
"""A list may stand at any indent."""
TOLD_TWICE = {("tab", 22)}
"""A tab may stand for any width: here for that of the row above."""
NOT_READ = {("no colon", 20), ("sign before the value", 1)}
NOT_READ |= {("key at the margin", line) for line in (20, 22, 41, 45)}
"""Where the line is what the file is known by, holds up what follows, or may belong to several places."""


def test_the_file_is_good() -> None:
    assert read(LINES)[1] == []


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_once_wherever_it_is_made(mistake: str) -> None:
    for number, lines in made(mistake):
        told = [finding.span.line for finding in read(lines)[1]]
        once = [number] * ((mistake, number) not in ALSO_GOOD) + [number] * ((mistake, number) in TOLD_TWICE)
        assert told == once, (number, lines[number - 1])


@pytest.mark.parametrize("mistake", MISTAKES)
def test_the_rest_is_read_as_it_was_meant(mistake: str) -> None:
    meant = meaning(read(LINES)[0])
    for number, lines in made(mistake):
        if (mistake, number) in NOT_READ:
            continue
        understood = meaning(read(lines)[0])
        differing = [key for key in meant if understood.get(key) != meant[key]]
        if mistake in HEALED:
            assert understood == meant, (number, lines[number - 1], differing)
        assert len(differing) <= 2, (number, lines[number - 1], differing)


@pytest.mark.parametrize("mistake", TIDIED)
def test_what_check_fix_takes_back_is_the_file_as_it_was(mistake: str) -> None:
    for number, lines in made(mistake):
        source = Source(Path("case.yaml"), Place(2025, "ningxian"))
        text = "\n".join([*lines, ""])
        for _ in range(3):
            notes = read_locality(text.encode(), source, DICTIONARY)[1]
            text = edited(notes.text, (edit for edit in notes.edits if edit.tidy)).text
        assert text == GOOD, (number, lines[number - 1])


def test_each_mistake_reads_well(golden: Callable[[str, str], None]) -> None:
    told = []
    for mistake in MISTAKES:
        told.append(f"# {mistake}")
        for number, lines in made(mistake):
            for finding in read(lines)[1]:
                marked = finding.span.quote.replace("\n", "⏎")
                told.append(f"{finding.span}: {lines[number - 1].strip()}")
                told.append(f"    {finding.code} {finding.message}〔{marked}〕{finding.hint}")
    golden("load-mistakes", "\n".join(told) + "\n")
