"""附件说明：附件名称较长需回行时，应当与上一行附件名称的首字对齐；各个顺序号上下对齐。

核对：悬挂缩进是否等于“附件：”和顺序号的宽度；版面上回行的左端与名称首字的距离，误差不超过 1.5 mm。
"""

from decimal import Decimal

from reportgen.conform.clauses.c5_2_3_characters import advance
from reportgen.conform.clauses.c7_3_4_form import names
from reportgen.conform.docx import Paragraph
from reportgen.conform.lengths import em, mm, said
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, faults_or, met, unmet

ELEMENT = "附件说明的回行"
STRENGTH = Strength.REQUIRED
REQUIRED = "回行与名称首字对齐"

_TOLERANCE = Decimal("1.5")


def check(sheet: Sheet) -> Measurements:
    own = sheet.elements.enclosures
    if not own:
        return
    prefixes = [p.words[: len(p.words) - len(name)] for p, name in zip(own, names(sheet), strict=True)]
    pairs = [pair for pair in zip(own, prefixes, strict=True) if not pair[0].number]  # a list aligns its own
    wrong = (fault for p, prefix in pairs for fault in _in_file(sheet, p, prefix))
    yield from faults_or(wrong, met("悬挂缩进与名称首字一致", own[0].line))
    turned = [(p, prefix) for p, prefix in pairs if len(sheet.lines(p)) > 1]
    if turned:
        wrong = (fault for p, prefix in turned for fault in _on_page(sheet, p, prefix))
        yield from faults_or(wrong, met(f"{len(turned)}处回行对齐", turned[0][0].line, "版面"))


def _in_file(sheet: Sheet, paragraph: Paragraph, prefix: str) -> Measurements:
    """A name that fits on one line needs no hanging indent."""
    one, first = em(paragraph.size), paragraph.first_line
    hangs, width = -first * one, _width(sheet, paragraph, prefix)
    room = sheet.section(paragraph).text_width - (paragraph.indent("left") + first) * one
    if _width(sheet, paragraph, paragraph.words) > room and abs(hangs - width) > _TOLERANCE:
        yield unmet(f"悬挂{said(hangs)}，名称首字在{said(width)}", paragraph.line)


def _on_page(sheet: Sheet, paragraph: Paragraph, prefix: str) -> Measurements:
    first, *others = sheet.lines(paragraph)
    name = first.left + _width(sheet, paragraph, prefix)
    for line in others:
        if abs(line.left - name) > _TOLERANCE:
            shown = f"回行左端{said(line.left)}，名称首字{said(name)}"
            yield unmet(shown, paragraph.line, f"第{line.page}面")


def _width(sheet: Sheet, paragraph: Paragraph, text: str) -> Decimal:
    """How wide a text is set in the paragraph's type: a Chinese character one em, a digit half."""
    step = advance(sheet, paragraph)
    extra = step - paragraph.size * 10
    narrow = sum(1 for c in text if c < "\x80")
    return mm(1) * (step * (len(text) - narrow) + (Decimal(paragraph.size * 5) + extra) * narrow)
