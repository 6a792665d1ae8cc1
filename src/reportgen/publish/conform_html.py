"""The table of clauses as one page that an office can read and print; nothing in it is fetched, nothing runs."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from reportgen.conformity import Conformity, Row, Strength, Verdict
from reportgen.publish.conform_table import (
    BASIS,
    HEADINGS,
    NOT_JUDGED,
    STRENGTHS,
    TITLE,
    cells,
    summary,
    where,
    worst_first,
)
from reportgen.publish.markup import MarkupText, digest_of, element, look, page, words


def write(tables: Sequence[Conformity]) -> bytes:
    """The page, one section a document."""
    head = element("h1", TITLE) + element("p", BASIS, class_="quiet")
    body = "".join(_section(table) for table in tables)
    style = look("conform.css")
    return page(TITLE, f"style-src {digest_of(style)}", style, element("main", f"\n{head}\n{body}{_notes()}"))


def _section(table: Conformity) -> MarkupText:
    head = element("h2", words(PurePosixPath(table.text.path).name)) + element(
        "p", f"{words(summary(table))}。"
    )
    return element("section", head + _to_do(table) + _table(table)) + "\n"


def _to_do(table: Conformity) -> MarkupText:
    """What has to be changed, first of all."""
    if not table.breaches:
        return element("p", element("b", "规定的条款没有不符合的。"))
    items = "".join(element("li", words(_breach(row))) for row in table.breaches)
    return element("h3", "需要修改") + element("ul", items)


def _breach(row: Row) -> str:
    place = "，".join(part for part in (f"第 {row.clause.number} 条", where(row)) if part)
    return f"{row.clause.element}：{row.found.measured}，应为{row.clause.required}（{place}）"


def _table(table: Conformity) -> MarkupText:
    heads = "".join(element("th", heading, scope="col") for heading in HEADINGS)
    rows = "".join(map(_row, worst_first(table)))
    return element("table", element("thead", element("tr", heads)) + element("tbody", rows))


def _row(row: Row) -> MarkupText:
    verdict = row.found.verdict
    is_custom = verdict is Verdict.UNMET and row.clause.strength is Strength.CUSTOM
    told = "".join(
        element("td", words(cell), data_th=heading, class_="verdict" if heading == "结论" else None)
        for heading, cell in zip(HEADINGS, cells(row), strict=True)
    )
    return element("tr", told, class_="custom" if is_custom else verdict.name.lower()) + "\n"


def _notes() -> MarkupText:
    strengths = [f"{name}：{meaning}。" for name, meaning in STRENGTHS]
    notes = "".join(element("li", note) for note in (*strengths, *NOT_JUDGED))
    return element("section", element("h2", "说明") + element("ul", notes), class_="quiet")
