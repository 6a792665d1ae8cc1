"""The table of clauses as one page that an office can read and print; nothing in it is fetched, nothing runs."""

from collections.abc import Sequence
from html import escape
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
from reportgen.publish.markup import digest_of, look, page

_VERDICT = ' class="verdict"'


def write(tables: Sequence[Conformity]) -> bytes:
    """The page, one section a document."""
    head = f'<h1>{TITLE}</h1><p class="quiet">{BASIS}</p>\n'
    body = "".join(_section(table) for table in tables)
    style = look("conform.css")
    return page(TITLE, f"style-src {digest_of(style)}", style, f"<main>\n{head}{body}{_notes()}</main>")


def _section(table: Conformity) -> str:
    name = escape(PurePosixPath(table.text.path).name)
    rows = "".join(map(_row, worst_first(table)))
    return (
        f"<section><h2>{name}</h2><p>{escape(summary(table))}。</p>{_to_do(table)}{_table(rows)}</section>\n"
    )


def _to_do(table: Conformity) -> str:
    """What has to be changed, first of all."""
    if not table.breaches:
        return "<p><b>规定的条款没有不符合的。</b></p>"
    items = "".join(
        f"<li>{escape(row.clause.element)}：{escape(row.found.measured)}，应为{escape(row.clause.required)}"
        f"（{escape('，'.join(part for part in (f'第 {row.clause.number} 条', where(row)) if part))}）</li>"
        for row in table.breaches
    )
    return f"<h3>需要修改</h3><ul>{items}</ul>"


def _table(rows: str) -> str:
    head = "".join(f'<th scope="col">{heading}</th>' for heading in HEADINGS)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _row(row: Row) -> str:
    verdict = row.found.verdict
    kind = verdict.name.lower()
    if verdict is Verdict.UNMET and row.clause.strength is Strength.CUSTOM:
        kind = "custom"
    told = "".join(
        f'<td data-th="{heading}"{_VERDICT if heading == "结论" else ""}>{escape(cell)}</td>'
        for heading, cell in zip(HEADINGS, cells(row), strict=True)
    )
    return f'<tr class="{kind}">{told}</tr>\n'


def _notes() -> str:
    strengths = "".join(f"<li>{name}：{meaning}。</li>" for name, meaning in STRENGTHS)
    rest = "".join(f"<li>{note}</li>" for note in NOT_JUDGED)
    return f'<section class="quiet"><h2>说明</h2><ul>{strengths}{rest}</ul></section>'
