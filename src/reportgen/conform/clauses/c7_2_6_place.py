"""签发人：居右空一字，编排在发文机关标志下空二行位置；多个签发人一般每行排两个姓名，回行时与上一行第一个签发人姓名对齐。

核对：右对齐的制表位或右缩进；版面上右端距版心右边缘的距离，各行首个姓名的左端是否对齐。
"""

from decimal import Decimal

from reportgen.characters import unspaced
from reportgen.conform.docx import Paragraph
from reportgen.conform.elements.patterns import NUMBER, SIGNER
from reportgen.conform.lengths import BODY_SIZE, em, mm, said
from reportgen.conform.page import Line
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measured, Measurements, Strength, judged, unknown

ELEMENT = "签发人的位置"
STRENGTH = Strength.REQUIRED
REQUIRED = "居右空一字；多人每行两个、姓名左对齐"

_ONE = em(BODY_SIZE)


def check(sheet: Sheet) -> Measurements:
    signers = sheet.elements.head.signers
    if not signers:
        return
    if len(signers) == 1:
        yield _in_file(sheet, signers[0])
    else:
        yield unknown("多人签发，位置请用 --rendered 量", signers[0].line)
    yield from _on_page(sheet, signers)


def _in_file(sheet: Sheet, signer: Paragraph) -> Measured:
    free = _free_right(sheet, signer)
    if free is None:
        return unknown("位置由空格或普通制表位决定，请用 --rendered 量", signer.line)
    return judged(abs(free - _ONE) <= 1, f"右空{said(free)}", signer.line)


def _free_right(sheet: Sheet, signer: Paragraph) -> Decimal | None:
    """What stays free at the right, where alignment alone decides it."""
    right = [position for kind, position in signer.tabs if kind in ("right", "end")]
    if signer.cell or signer.in_frame:
        return None
    if right:
        return sheet.section(signer).text_width - mm(max(right))
    return signer.indent("right") * em(signer.size) if signer.align == "right" else None


def _on_page(sheet: Sheet, signers: tuple[Paragraph, ...]) -> Measurements:
    lines = sheet.lines(*signers)
    if not lines:
        return
    edge = sheet.right_edge(signers[0])
    free = edge - max(line.right for line in lines)
    starts = [start for line in lines if (start := _first_name(line)) is not None]
    apart = max(starts) - min(starts) if starts else Decimal(0)
    one_each = len(lines) == len(signers)
    good = abs(free - _ONE) <= 1 and apart <= 1 and one_each
    aligned = "" if len(signers) == 1 else f"，各行首个姓名左端相差{said(apart)}"
    turned = "" if one_each else f"，{len(signers)}行排成了{len(lines)}行"
    yield judged(good, f"右空{said(free)}{aligned}{turned}", signers[0].line, "第1面")


def _first_name(line: Line) -> Decimal | None:
    """Where the first name on a line begins, after 签发人： or the number; they may stand close to it."""
    for piece in line.pieces:
        words = unspaced(piece.text)
        before = SIGNER.match(words) or NUMBER.match(words)
        if not before:
            return piece.left
        if before.end() < len(words):
            return piece.left + (piece.right - piece.left) * before.end() / len(words)
    return None
