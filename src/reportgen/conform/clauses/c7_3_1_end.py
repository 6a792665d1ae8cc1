"""标题末尾不用标点；除法规、规章名称加书名号外，标题中一般不用标点符号。这是《党政机关公文处理工作条例》以来的习惯。

核对：标题末字。
"""

from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, judged

ELEMENT = "标题末尾的标点"
STRENGTH = Strength.CUSTOM
REQUIRED = "末尾无标点"


def check(sheet: Sheet) -> Measurements:
    title = sheet.elements.title
    if title:
        last = title[-1].words[-1]
        yield judged(last not in "。，；：、！？.,;:", f"末字“{last}”", title[-1].line)
