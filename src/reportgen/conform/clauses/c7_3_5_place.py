"""发文机关署名和成文日期的位置（7.3.5.1、7.3.5.2）。

加盖印章的公文：成文日期一般右空四字，署名以成文日期为准居中编排在其上。不加盖印章的公文：署名右空二字，日期首字比署名首字右移二字；
日期长于署名时，日期右空二字，署名相应增加右空字数。是否加盖印章，文件里看不出，两种排法居其一即符合。

核对：由缩进和文字宽度推算；版面上两行的左右端，误差不超过 1 mm。
"""

import itertools
from collections.abc import Sequence
from decimal import Decimal

from reportgen.conform.docx import Paragraph
from reportgen.conform.lengths import BODY_SIZE, em
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measured, Measurements, Strength, judged, unknown
from reportgen.value import Value

ELEMENT = "署名和成文日期的位置"
STRENGTH = Strength.USUAL
REQUIRED = "盖章：日期右空四字、署名居其中；不盖章：署名右空二字、日期首字右移二字"

_ONE = em(BODY_SIZE)
_TOLERANCE = Decimal("1.2")


class Extent(Value, frozen=True):
    """Left and right ends of a line, in millimetres from the text's right edge, inwards."""

    left: Decimal
    right: Decimal

    @property
    def centre(self) -> Decimal:
        return (self.left + self.right) / 2

    @property
    def width(self) -> Decimal:
        return self.left - self.right


def check(sheet: Sheet) -> Measurements:
    signatures, date = sheet.elements.signatures, sheet.elements.date
    if not signatures or date is None:
        return
    own = [extent for p in (*signatures, date) if (extent := _in_file(p))]
    if len(own) > len(signatures):
        yield _judged(_around(own[:-1]), own[-1], date.line, "")
    else:
        yield unknown("不是右对齐，请用 --rendered 量", date.line)
    lines = [line for p in (*signatures, date) if (line := sheet.first_line(p))]
    if len(lines) > len(signatures):
        edge = sheet.right_edge(date)
        shown = [Extent(edge - line.left, edge - line.right) for line in lines]
        yield _judged(_around(shown[:-1]), shown[-1], date.line, f"第{lines[-1].page}面")


def _around(signatures: Sequence[Extent]) -> Extent:
    """Where 署名 begins and ends: the names of a joint issue stand below one another."""
    return Extent(max(one.left for one in signatures), min(one.right for one in signatures))


def _in_file(paragraph: Paragraph) -> Extent | None:
    """Where a right-aligned line stands, by its indent and the width of its characters."""
    if paragraph.align != "right" or paragraph.cell or "\t" in paragraph.words:
        return None
    run = paragraph.runs[0]
    extra = Decimal(run.spacing) / (paragraph.size * 10)
    kinds = [c < "\x80" for c in paragraph.words]
    seams = sum(a != b for a, b in itertools.pairwise(kinds))  # Word's quarter em between 汉字 and digits
    ems = len(kinds) * (1 + extra) - Decimal(sum(kinds)) / 2 + Decimal(seams) / 4
    trailing = len(paragraph.text) - len(paragraph.text.rstrip("\u3000"))
    right = (paragraph.indent("right") + trailing) * em(paragraph.size)
    return Extent(right + ems * em(paragraph.size), right)


def _judged(signature: Extent, date: Extent, line: int, place: str) -> Measured:
    apart, shift = abs(signature.centre - date.centre), signature.left - date.left
    is_wider = signature.width > date.width
    sealed = apart <= _TOLERANCE and (is_wider or _is_free(date.right, 4))
    plain = _is_free(shift, 2) and (_is_free(signature.right, 2) or _is_free(date.right, 2))
    said = f"日期右空{date.right / _ONE:.1f}字，署名与日期中线差{apart:.1f}mm"
    way = "（盖章式）" if sealed else "（不盖章式）" if plain else ""
    return judged(bool(way), said + way, line, place)


def _is_free(room: Decimal, characters: int) -> bool:
    return abs(room - characters * _ONE) <= _TOLERANCE
