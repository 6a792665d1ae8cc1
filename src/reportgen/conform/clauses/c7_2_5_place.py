"""发文字号：居中排布；上行文的发文字号居左空一字编排，与最后一个签发人姓名处在同一行。

核对：对齐、缩进、制表位；版面上的左端或中线，与签发人是否同一基线。
"""

from decimal import Decimal

from reportgen.characters import unspaced
from reportgen.conform.docx import Paragraph
from reportgen.conform.elements.patterns import NUMBER
from reportgen.conform.lengths import BODY_SIZE, em, mm, said
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, judged, unknown

ELEMENT = "发文字号的位置"
STRENGTH = Strength.REQUIRED
REQUIRED = "居中；上行文左空一字、与末位签发人同行"

_ONE = em(BODY_SIZE)


def check(sheet: Sheet) -> Measurements:
    head = sheet.elements.head
    number = head.number
    if number is None:
        return
    if number.cell or number.in_frame:
        yield unknown("排在表格或文本框里，请用 --rendered 量", number.line)
    elif head.is_upward:
        start, same = _starts_at(number), number in head.signers
        good = abs(start - _ONE) <= 1 and same
        yield judged(good, f"左空{said(start)}，{'' if same else '不'}与末位签发人同行", number.line)
    else:
        yield judged(number.is_centred, "居中" if number.is_centred else "没有居中", number.line)
    yield from _on_page(sheet, number)


def _starts_at(paragraph: Paragraph) -> Decimal:
    """How far from the left edge its first word stands: by indent, a tab stop, or blanks typed before it."""
    typed = paragraph.text[: len(paragraph.text) - len(paragraph.text.lstrip())]
    one = em(paragraph.size)
    indent = (paragraph.indent("left") + paragraph.first_line) * one
    stops = sorted(position for _, position in paragraph.tabs if mm(position) > indent)
    tabs = typed.count("\t")
    reached = mm(stops[tabs - 1]) if 0 < tabs <= len(stops) else indent
    return reached + typed.count("\u3000") * one + typed.count(" ") * one / 2


def _on_page(sheet: Sheet, number: Paragraph) -> Measurements:
    line = sheet.first_line(number)
    found = NUMBER.search(number.words)
    if line is None or found is None:
        return
    if sheet.elements.head.is_upward:
        off = line.left - sheet.left_edge(number)
        words = unspaced(found[0])
        signers = [other for other in sheet.lines(*sheet.elements.head.signers) if other.unspaced != words]
        same = any(other.beside(line) for other in signers)
        beside = "与签发人同一基线" if same else "与签发人不在一行"
        good = abs(off - _ONE) <= 1 and same and line.unspaced.startswith(words)
        yield judged(good, f"左空{said(off)}，{beside}", number.line, "第1面")
    else:
        off = abs(line.centre - sheet.middle(number))
        yield judged(off <= 1, f"中线偏{said(off)}", number.line, "第1面")
