"""页码：阿拉伯数字，数字左右各放一条一字线；公文的版记页前有空白页的，空白页和版记页均不编排页码。

核对：页脚里有没有页码域（PAGE）、两边是不是一字线“—”；版面上各面是否都有页码，数字是否就是面数（只有版记的一面可以没有）。
"""

import re
from collections.abc import Iterator

from reportgen import patterns
from reportgen.conform.docx import Paragraph, Section
from reportgen.conform.page import Page
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, faults_or, met, unmet
from reportgen.value import Value

ELEMENT = "页码"
STRENGTH = Strength.REQUIRED
REQUIRED = "— 1 —，每面都有"

_ARABIC = ("decimal", "numberInDash")
_FORM = patterns.compile(r"—\s*\d+\s*—")


def check(sheet: Sheet) -> Measurements:
    yield from faults_or(_in_file(sheet), met("一字线夹页码域"))
    if sheet.pages:
        numbers = [p.number_line.unspaced for p in sheet.pages if p.number_line]
        fine = f"共{len(sheet.pages)}面，页码{numbers[0]}至{numbers[-1]}" if numbers else ""
        yield from faults_or(_on_pages(sheet), met(fine, place="版面"))


class NumberLine(Value, frozen=True):
    """A paragraph of a footer that prints the page number: the number of its section, from 1, and the kind of its footer."""

    number: int
    section: Section
    kind: str
    paragraph: Paragraph


def number_lines(sheet: Sheet) -> Iterator[NumberLine]:
    """Every paragraph that prints a page number."""
    for number, section in enumerate(sheet.word.sections, 1):
        for kind in shown_kinds(section, sheet.word.even_and_odd):
            for paragraph in section.footers.get(kind, ()):
                if prints_page(paragraph):
                    yield NumberLine(number, section, kind, paragraph)


def upright_number_lines(sheet: Sheet) -> list[NumberLine]:
    """Those of sections that are not laid across."""
    return [line for line in number_lines(sheet) if not line.section.is_landscape]


def shown_kinds(section: Section, even_and_odd: bool) -> tuple[str, ...]:
    """The footers a section really shows."""
    return ("default", *(("even",) if even_and_odd else ()), *(("first",) if section.first_differs else ()))


def prints_page(paragraph: Paragraph) -> bool:
    """Whether a paragraph has a field of the page number."""
    return any(re.match(r"PAGE\b", run.field) for run in paragraph.runs)


def _in_file(sheet: Sheet) -> Measurements:
    found = list(number_lines(sheet))
    if not found:
        yield unmet("页脚里没有页码域")
        return
    if sheet.word.sections[0].first_differs and not any(line.kind == "first" for line in found):
        yield unmet("首页不显示页码")
    for line in found:
        kind = line.section.numbering.get("fmt", "decimal")
        if kind not in _ARABIC:
            yield unmet(f"不是阿拉伯数字（{kind}）", place=f"第{line.number}节页脚")
        words = re.sub(r"\s+", " ", line.paragraph.words)
        if not _FORM.fullmatch(words):
            page = "双数面" if line.kind == "even" else ""
            yield unmet(f"写作“{words}”", place=f"第{line.number}节{page}页脚")


def _on_pages(sheet: Sheet) -> Measurements:
    for page in sheet.pages:
        line = page.number_line
        if line is None:
            if not _is_imprint_only(sheet, page):
                yield unmet("没有页码", place=f"第{page.number}面")
        elif line.text.strip("—－–- ") != str(page.number) or not _FORM.fullmatch(line.unspaced):
            yield unmet(f"印作“{line.text}”", place=f"第{page.number}面")


def _is_imprint_only(sheet: Sheet, page: Page) -> bool:
    """A page that holds nothing but 版记, or nothing at all; its header aside."""
    imprint = sheet.elements.imprint
    paragraphs = imprint.paragraphs if imprint else ()
    own = set(map(id, sheet.lines(*paragraphs)))
    top = max((sheet.section(p).margin("top") for p in paragraphs), default=0)
    return all(id(line) in own or line.baseline < top for line in page.text_lines)
