"""The table of clauses as one page that an office can read and print; nothing in it is fetched, nothing runs."""

from collections.abc import Sequence
from html import escape
from pathlib import PurePosixPath

from reportgen.publish.conform_table import (
    ABSENT,
    BASIS,
    HEADINGS,
    MET,
    NOT_JUDGED,
    STRENGTHS,
    TITLE,
    UNKNOWN,
    UNMET,
    ClauseTable,
    Entry,
)
from reportgen.publish.markup import digest_of, page

_CLASSES = {MET: "met", UNMET: "unmet", ABSENT: "absent", UNKNOWN: "unknown"}
_VERDICT = ' class="verdict"'
_STYLE = """
body { margin: 0; color: #1a1a1a; background: #fff; font: 15px/1.6 "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", sans-serif }
main { max-width: 1080px; margin: 0 auto; padding: 24px }
h1 { font-size: 22px; margin: 0 0 4px } h2 { font-size: 17px; margin: 32px 0 4px } h3 { font-size: 15px; margin: 16px 0 4px }
p, ul { margin: 4px 0 } .quiet, .absent td { color: #666 }
table { width: 100%; border-collapse: collapse; margin: 8px 0 } caption { text-align: left; font-weight: bold; padding: 4px 0 }
th, td { border: 1px solid #bbb; padding: 4px 8px; text-align: left; vertical-align: top }
th { background: #f2f2f2 } td:nth-child(1), td:nth-child(3), td:nth-child(6) { white-space: nowrap }
.verdict { font-weight: bold } .met .verdict { color: #14652b } .unknown .verdict { color: #7a5200 }
.unmet td { background: #fdeceb } .unmet .verdict { color: #a3160e } .custom td { background: #fff8e6 }
@media screen and (max-width: 760px) {
main { padding: 12px } thead { display: none } table, tbody, tr, td { display: block; border: 0 }
tr { margin: 8px 0; padding: 6px 10px; border: 1px solid #bbb } td { padding: 1px 0 } td:empty { display: none }
td::before { content: attr(data-th) "："; color: #666 } td.verdict { font-size: 16px } }
@media print { main { max-width: none; padding: 0 } thead { display: table-header-group } tr { break-inside: avoid } section { break-before: page } section:first-of-type { break-before: auto } }
"""  # noqa: E501 - style sheets wrap badly


def write(tables: Sequence[ClauseTable]) -> bytes:
    """The page, one section a document."""
    head = f'<h1>{TITLE}</h1><p class="quiet">{BASIS}</p>\n'
    body = "".join(_section(table) for table in tables)
    return page(TITLE, f"style-src {digest_of(_STYLE)}", _STYLE, f"<main>\n{head}{body}{_notes()}</main>")


def _section(table: ClauseTable) -> str:
    name = escape(PurePosixPath(table.path).name)
    rows = "".join(map(_row, table.worst_first))
    return (
        f"<section><h2>{name}</h2><p>{escape(table.summary)}。</p>{_to_do(table)}{_table(rows)}</section>\n"
    )


def _to_do(table: ClauseTable) -> str:
    """What has to be changed, first of all."""
    if not table.breaches:
        return "<p><b>规定的条款没有不符合的。</b></p>"
    items = "".join(
        f"<li>{escape(entry.element)}：{escape(entry.measured)}，应为{escape(entry.required)}"
        f"（{escape('，'.join(part for part in (f'第 {entry.clause} 条', entry.where) if part))}）</li>"
        for entry in table.breaches
    )
    return f"<h3>需要修改</h3><ul>{items}</ul>"


def _table(rows: str) -> str:
    head = "".join(f'<th scope="col">{heading}</th>' for heading in HEADINGS)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _row(entry: Entry) -> str:
    kind = _CLASSES[entry.verdict]
    if entry.verdict == UNMET and entry.strength == "习惯":
        kind = "custom"
    told = "".join(
        f'<td data-th="{heading}"{_VERDICT if heading == "结论" else ""}>{escape(cell)}</td>'
        for heading, cell in zip(HEADINGS, entry.cells, strict=True)
    )
    return f'<tr class="{kind}">{told}</tr>\n'


def _notes() -> str:
    strengths = "".join(f"<li>{name}：{meaning}。</li>" for name, meaning in STRENGTHS)
    rest = "".join(f"<li>{note}</li>" for note in NOT_JUDGED)
    return f'<section class="quiet"><h2>说明</h2><ul>{strengths}{rest}</ul></section>'
