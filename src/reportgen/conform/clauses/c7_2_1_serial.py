"""份号：如需标注份号，一般用 6 位 3 号阿拉伯数字，顶格编排在版心左上角第一行。

核对：位数与字号。
"""

import re

from reportgen.conform.faces import wrong_size
from reportgen.conform.lengths import BODY_SIZE
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, judged, listed

ELEMENT = "份号"
STRENGTH = Strength.USUAL
REQUIRED = "6位3号阿拉伯数字"


def check(sheet: Sheet) -> Measurements:
    serial = sheet.elements.head.serial
    if serial:
        wrong = listed([*wrong_size(serial, BODY_SIZE)])
        good = bool(re.fullmatch(r"\d{6}", serial.words)) and not wrong
        yield judged(good, wrong or serial.words, serial.line)
