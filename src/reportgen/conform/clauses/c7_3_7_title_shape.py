"""附件标题的回行：标准只规定居中；多行时与公文标题一样排成梯形或菱形、不拆断词意，是习惯。

核对：各行的宽度和断行处。
"""

from reportgen.conform.clauses.c7_3_1_breaks import breaks
from reportgen.conform.clauses.c7_3_1_shape import shaped, title_lines, widths
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, unmet

ELEMENT = "附件标题的形状"
STRENGTH = Strength.CUSTOM
REQUIRED = "多行时排成梯形或菱形，词意完整"


def check(sheet: Sheet) -> Measurements:
    for attachment in sheet.elements.attachments:
        if attachment.title:
            torn, at = list(breaks(title_lines(sheet, attachment.title))), attachment.title[0].line
            yield unmet(torn[0], at) if torn else shaped(widths(sheet, attachment.title), at)
