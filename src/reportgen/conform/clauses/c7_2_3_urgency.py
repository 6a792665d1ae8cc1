"""紧急程度：如需标注，一般用 3 号黑体字，写“特急”“加急”（电报为“特提”“特急”“加急”“平急”）。

核对：写法、字体、字号。
"""

import re

from reportgen.conform.faces import wrong_type
from reportgen.conform.lengths import BODY_SIZE
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, met, unmet

ELEMENT = "紧急程度"
STRENGTH = Strength.USUAL
REQUIRED = "3号黑体"


def check(sheet: Sheet) -> Measurements:
    urgency = sheet.elements.head.urgency
    if urgency is None:
        return
    faults = list(wrong_type(urgency, "黑体", BODY_SIZE))
    if not re.fullmatch(r"[特加]　?急|特提|平急", urgency.words):
        faults.append(unmet(f"写作“{urgency.words}”", urgency.line))
    yield from faults or [met(urgency.words, urgency.line)]
