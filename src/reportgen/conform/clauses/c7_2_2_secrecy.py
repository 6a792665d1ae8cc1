"""密级和保密期限：如需标注，一般用 3 号黑体字；保密期限中的数字用阿拉伯数字标注。

核对：写法（机密★1年、秘密★长期，只标密级也可）、字体、字号。
"""

from reportgen import patterns
from reportgen.conform.faces import wrong_type
from reportgen.conform.lengths import BODY_SIZE
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, met, unmet

ELEMENT = "密级和保密期限"
STRENGTH = Strength.USUAL
REQUIRED = "3号黑体，期限用阿拉伯数字"

_FORM = patterns.compile(r"(?:绝密|机密|秘密|[绝机秘]　密)(?:★(?:\d+(?:年|个月|天)|长期|启用前))?")


def check(sheet: Sheet) -> Measurements:
    secrecy = sheet.elements.head.secrecy
    if secrecy is None:
        return
    faults = list(wrong_type(secrecy, "黑体", BODY_SIZE))
    if not _FORM.fullmatch(secrecy.words):
        faults.append(unmet(f"写作“{secrecy.words}”", secrecy.line))
    yield from faults or [met(secrecy.words, secrecy.line)]
