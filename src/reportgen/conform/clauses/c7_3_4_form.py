"""附件说明：“附件”二字后标全角冒号和附件名称；如有多个附件，使用阿拉伯数字标注附件顺序号（如“附件：1. ×××”）；附件名称后不加标点符号。

核对：冒号、顺序号、末尾标点；附件名称是否用阿拉伯数字依次编号。文后有附件的，应当有附件说明。
"""

import re

from reportgen import patterns
from reportgen.conform.elements.patterns import ENCLOSURE_NEXT
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, faults_or, met, unmet

ELEMENT = "附件说明"
STRENGTH = Strength.REQUIRED
REQUIRED = "附件：1.名称，末尾无标点"

_PREFIX = patterns.compile(r"附\s*件\s*[:：]\s*")


def check(sheet: Sheet) -> Measurements:
    own = sheet.elements.enclosures
    if own:
        count = len(own)
        yield from faults_or(_faults(sheet), met(f"{count}个附件，写法符合", own[0].line))
    elif attachments := sheet.elements.attachments:
        yield unmet(f"文后有{len(attachments)}个附件，正文下没有附件说明", attachments[0].label.line)


def names(sheet: Sheet) -> list[str]:
    """The names of the enclosures, without 附件： and numbers."""
    plain = [_PREFIX.sub("", p.words) for p in sheet.elements.enclosures]
    return [re.sub(r"^[\d一二三四五六七八九十]+\s*[.．、,，]\s*", "", name) for name in plain]


def _faults(sheet: Sheet) -> Measurements:
    own = sheet.elements.enclosures
    if not own[0].words.startswith("附件："):
        yield unmet(f"写作“{own[0].words[:4]}”", own[0].line)
    for index, paragraph in enumerate(own, 1):
        name = _PREFIX.sub("", paragraph.words)
        number = ENCLOSURE_NEXT.match(name)
        if len(own) > 1 and (not number or not re.match(rf"{index}[.．](?!\d)", name)):
            yield unmet(f"“{name[:6]}”应编号为“{index}.”", paragraph.line)
        if name[-1] in "。；，;,.、":
            yield unmet(f"名称后有“{name[-1]}”", paragraph.line)
