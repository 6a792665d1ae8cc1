"""The page of our synthetic localities as a template in other dialects: same styles, same paragraphs, same tables.

It is simpler than ours: one run a paragraph, no conditions, every table with its own five columns.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docx import Document
from docx.document import Document as Word
from docx.table import Table

COLUMNS = ("name", "count", "asked", "cut", "approved")
HEADS = ("项目", "指标数（个）", "送审", "审减", "审定")


@dataclass(frozen=True)
class Dialect:
    """How a template language says: the value of a field, repeat from here, until here.

    `paragraph` are the tags on lines of their own around repeated paragraphs; `row` those in rows of their own, or, when `in_row`,
    within the first and the last cell of the repeated row. Each may name {list} and {item}.
    """

    value: str
    paragraph: tuple[str, str]
    row: tuple[str, str]
    in_row: bool


DOCXTPL = Dialect("{{{{ {item}.{field} }}}}", ("{{%p for {item} in {list} %}}", "{{%p endfor %}}"),
                  ("{{%tr for {item} in {list} %}}", "{{%tr endfor %}}"), False)  # fmt: skip
BRACES = Dialect("{{{field}}}", ("{{#{name}}}", "{{/{name}}}"), ("{{#{name}}}", "{{/{name}}}"), True)
"""docxtemplater and easy-template-x."""


def write(source: Path, target: Path, dialect: Dialect | None) -> None:
    """Writes the template; the styles, header and footer are those of `source`. None is Carbone's dialect, which repeats by index."""
    word = Document(str(source))
    for element in list(word.element.body)[:-1]:
        word.element.body.remove(element)
    (_carbone if dialect is None else _looped)(word, dialect)
    for section in word.sections:
        for margin in (section.header, section.even_page_header, section.first_page_header):
            for paragraph in margin.paragraphs:
                paragraph.text = ""
    word.save(str(target))


def _looped(word: Word, dialect: Dialect | None) -> None:
    assert dialect is not None

    def line(style: str, text: str) -> None:
        word.add_paragraph(text, style)

    def value(item: str, field: str) -> str:
        return dialect.value.format(item=item, field=field)

    def repeat(end: int, item: str, owner: str, name: str) -> None:
        owned = f"{owner}.{name}" if owner else name
        line("Body Text", dialect.paragraph[end].format(item=item, list=owned, name=name))

    root = "report"
    line("Title", value(root, "title"))
    repeat(0, "chapter", root, "chapters")
    line("Heading 1", value("chapter", "heading"))
    line("Body Text", value("chapter", "text"))
    repeat(0, "item", "chapter", "points")
    line("Body Text", value("item", "text"))
    repeat(1, "item", "chapter", "points")
    repeat(1, "chapter", root, "chapters")
    for name in ("projects", "evaluations"):
        line("表题", value(root, f"{name}_caption"))
        line("表单位", "单位：万元")
        _table(word, dialect, name)
    repeat(0, "one", root, "listed")
    line("附件说明（其余）", value("one", "text"))
    repeat(1, "one", root, "listed")
    repeat(0, "attachment", root, "attachments")
    line("附件序号", value("attachment", "label"))
    line("Title", value("attachment", "title"))
    line("作者", value("attachment", "author"))
    repeat(0, "section", "attachment", "sections")
    line("Heading 1", value("section", "heading"))
    line("Body Text", value("section", "text"))
    repeat(1, "section", "attachment", "sections")
    repeat(1, "attachment", root, "attachments")


def _table(word: Word, dialect: Dialect, name: str) -> None:
    table = word.add_table(0, len(COLUMNS), "公文表格")
    _row(table, list(HEADS))
    texts = [dialect.value.format(item="row", field=field) for field in COLUMNS]
    start, end = (tag.format(item="row", list=f"report.{name}", name=name) for tag in dialect.row)
    if dialect.in_row:
        _row(table, [start + texts[0], *texts[1:-1], texts[-1] + end])
    else:
        for tag in (start, None, end):
            _row(table, texts if tag is None else [tag, *[""] * (len(COLUMNS) - 1)])


def _row(table: Table, texts: list[str]) -> None:
    for cell, text in zip(table.add_row().cells, texts, strict=True):
        cell.paragraphs[0].add_run(text)
        cell.paragraphs[0].style = "表文字"


def _carbone(word: Word, _: Dialect | None) -> None:
    """Carbone repeats what lies between [i] and [i+1]."""
    word.add_paragraph("{d.title}", "Title")
    for style, text in _indexed("chapters", (("Heading 1", "heading"), ("Body Text", "text")), "points"):
        word.add_paragraph(text, style)
    for name in ("projects", "evaluations"):
        word.add_paragraph(f"{{d.{name}_caption}}", "表题")
        word.add_paragraph("单位：万元", "表单位")
        table = word.add_table(0, len(COLUMNS), "公文表格")
        _row(table, list(HEADS))
        for index in ("i", "i+1"):
            _row(table, [f"{{d.{name}[{index}].{field}}}" for field in COLUMNS])
    for index in ("i", "i+1"):
        word.add_paragraph(f"{{d.listed[{index}].text}}", "附件说明（其余）")
    heads = (("附件序号", "label"), ("Title", "title"), ("作者", "author"))
    for style, text in _indexed("attachments", heads, "sections"):
        word.add_paragraph(text, style)


def _indexed(outer: str, fields: tuple[tuple[str, str], ...], inner: str) -> Iterator[tuple[str, str]]:
    inner_fields = (
        (("Heading 1", "heading"), ("Body Text", "text")) if inner == "sections" else (("Body Text", "text"),)
    )
    for style, field in fields:
        yield style, f"{{d.{outer}[i].{field}}}"
    for index in ("i", "i+1"):
        for style, field in inner_fields:
            yield style, f"{{d.{outer}[i].{inner}[{index}].{field}}}"
    yield fields[0][0], f"{{d.{outer}[i+1].{fields[0][1]}}}"
