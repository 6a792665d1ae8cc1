"""页码：一般用 4 号半角宋体阿拉伯数字。

核对：页码段落的字体字号；数字是否半角由域代码决定，版面上应为半角。
"""

from collections.abc import Iterator

from reportgen.conform.clauses.c7_5_form import number_footers
from reportgen.conform.faces import wrong_faces, wrong_size
from reportgen.conform.lengths import SMALL_SIZE
from reportgen.conform.sheet import Sheet
from reportgen.conform.verdict import Measured, Strength, faults_or, listed, met, unmet

ELEMENT = "页码的字体字号"
STRENGTH = Strength.USUAL
REQUIRED = "4号半角宋体"


def check(sheet: Sheet) -> Iterator[Measured]:
    found = list(number_footers(sheet))
    if found:
        wrong = ((i, [*wrong_faces(p, "宋体", latin=False), *wrong_size(p, SMALL_SIZE)]) for i, _, p in found)
        faults = (unmet(listed(said[:2]), place=f"第{index}节页脚") for index, said in wrong if said)
        yield from faults_or(faults, lambda: met("4号宋体"))
