"""output/<year>/index.html, the board of a year: every locality with its state, what is open, how far it is filled in, and links.

Made from the manifests of all reports of the year; what a run learned of a locality that has no new report (errors, no report at all)
is kept in the page itself, so that a run for one locality loses nobody.
"""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from urllib.parse import quote

from reportgen import patterns
from reportgen.publish.markup import MarkupText, element, look, page, words
from reportgen.value import Value, to_json, value_from_json

NAME = "index.html"
_KEPT = patterns.compile(r'<script type="application/json" id="lines">(.*?)</script>', re.DOTALL)
_COUNTS = ("错误", "警告", "待补", "需人工核对")
_LINKS = {".docx": "文稿", ".html": "审阅页", ".pdf": "PDF", ".xlsx": "数据来源表"}


class State(StrEnum):
    """How far a locality's report has come, worst first."""

    FAILED = "有问题"
    MISSING = "未生成"
    VOID = "签批失效"
    WAITING = "待补"
    DRAFT = "草稿"
    BUILT = "已生成"
    SUBMITTED = "待签批"
    SIGNED = "已签批"
    FIGURES = "只报数据"
    GONE = "内容文件已不在"


class Line(Value, frozen=True):
    """A locality on the board. `asked` cells are to be filled in, `filled` of them are; `outputs` are file names in its folder."""

    slug: str
    name: str
    state: State
    errors: int = 0
    warnings: int = 0
    unguarded: int = 0
    filled: int = 0
    asked: int = 0
    deadline: str = ""
    outputs: tuple[str, ...] = ()
    kept: bool = False  # the files are those of an earlier build

    @property
    def waiting(self) -> int:
        return self.asked - self.filled


def write(year: int, lines: Sequence[Line]) -> bytes:
    """The board's bytes; lines in the order of the folder tree."""
    ordered = sorted(lines, key=lambda line: line.slug.split("/"))
    body = element("h1", f"{year}年报告") + _summary(ordered) + _table(ordered)
    kept = to_json(ordered).decode().replace("<", "\\u003c")
    data = f'<script type="application/json" id="lines">{kept}</script>'
    return page(
        f"{year}年报告", "style-src 'unsafe-inline'", look("board.css"), f"<main>{body}</main>\n{data}"
    )


def lines_of(board: bytes) -> dict[str, Line]:
    """The lines of an earlier board by slug; nothing where it cannot be read."""
    found = _KEPT.search(board.decode("utf-8", "replace"))
    try:
        listed = value_from_json(found[1].encode(), tuple[Line, ...]) if found else ()
    except ValueError:
        return {}
    return {line.slug: line for line in listed}


def _summary(lines: Sequence[Line]) -> MarkupText:
    counts = [(state, sum(line.state is state for line in lines)) for state in State]
    said = "".join(
        element("li", f"<b>{number}</b>{state}", class_=state.name.lower())
        for state, number in counts
        if number
    )
    return element("ul", said, class_="states")


def _table(lines: Iterable[Line]) -> MarkupText:
    heads = "".join(
        element("th", title, class_="number" if title in _COUNTS else None)
        for title in ("地区", "状态", *_COUNTS, "填报进度", "期限", "打开")
    )
    rows = "".join(_row(line) for line in lines)
    return element("table", element("thead", element("tr", heads)) + element("tbody", rows))


def _row(line: Line) -> MarkupText:
    depth = line.slug.count("/")
    name = element("td", words(line.name), class_=f"name depth{min(depth, 3)}", data_th="地区")
    state = element(
        "td", element("span", line.state.value, class_=f"state {line.state.name.lower()}"), data_th="状态"
    )
    numbers = zip(_COUNTS, (line.errors, line.warnings, line.waiting, line.unguarded), strict=True)
    counted = "".join(
        element("td", str(number) if number else "", class_="number", data_th=title)
        for title, number in numbers
    )
    progress = element("td", _progress(line), data_th="填报进度")
    deadline = element("td", words(line.deadline), data_th="期限")
    return element(
        "tr", name + state + counted + progress + deadline + element("td", _links(line), data_th="打开")
    )


def _progress(line: Line) -> MarkupText:
    if not line.asked:
        return ""
    share = (line.filled * 200 + line.asked) // (2 * line.asked) if line.waiting else 100
    share = min(share, 99) if line.waiting else share
    return f'<span class="bar"><i style="width:{share}%"></i></span> {share}%'


def _links(line: Line) -> MarkupText:
    links = [
        element("a", label, href=f"{quote(line.slug)}/{quote(name)}")
        for ending, label in _LINKS.items()
        for name in line.outputs
        if name.endswith(ending)
    ]
    return " ".join(links) + (" （上次的）" if line.kept and links else "")
