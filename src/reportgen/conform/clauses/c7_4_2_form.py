"""抄送机关：“抄送”二字后加全角冒号和抄送机关名称，最后一个抄送机关名称后标句号。

核对：冒号与句号。
"""

from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, faults_or, met, unmet

ELEMENT = "抄送机关"
STRENGTH = Strength.REQUIRED
REQUIRED = "抄送：……。"


def check(sheet: Sheet) -> Measurements:
    copies = sheet.elements.copies
    if copies is None:
        return
    faults = []
    if not copies.words.startswith(("抄送：", "主送：")):
        faults.append(unmet(f"写作“{copies.words[:4]}”", copies.line))
    if not copies.words.endswith("。"):
        faults.append(unmet(f"末尾为“{copies.words[-1]}”", copies.line))
    yield from faults_or(faults, met(f"“{copies.words[:6]}……{copies.words[-3:]}”", copies.line))
