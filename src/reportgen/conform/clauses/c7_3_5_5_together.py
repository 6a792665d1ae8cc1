"""特殊情况：所剩空白处容不下印章或成文日期时，可以调整行距、字距解决；2012 年版已不用“（此页无正文）”，署名也不宜单独成面。

核对：有无“此页无正文”；版面上署名所在的一面有没有正文或附件说明。
"""

from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, faults_or, judged, met, unmet

ELEMENT = "署名与正文同面"
STRENGTH = Strength.CUSTOM
REQUIRED = "不用“此页无正文”，署名不单独成面"


def check(sheet: Sheet) -> Measurements:
    found = sheet.elements
    if found.date is None:
        return
    wrong = (unmet(f"写有“{p.words[:10]}”", p.line) for p in sheet.word.paragraphs if "此页无正文" in p.text)
    yield from faults_or(wrong, met("没有“此页无正文”"))
    line = sheet.first_line(found.date)
    if line:
        text = sum(own.page == line.page for own in sheet.lines(*found.body, *found.enclosures))
        yield judged(text > 0, f"同面有正文或附件说明{text}行", found.date.line, f"第{line.page}面")
