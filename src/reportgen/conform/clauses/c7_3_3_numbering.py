"""结构层次：文中结构层次序数依次可以用“一、”“（一）”“1.”“（1）”标注。

核对：序数后的标点（一、用顿号，1. 用下角圆点，带括号的不再加标点），括号是否全角，层次是否逐级向下（只有两层时可以由一、直接到 1.）。
"""

from collections.abc import Sequence

from reportgen.conform.elements import Heading
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, faults_or, met, unmet

ELEMENT = "结构层次序数"
STRENGTH = Strength.USUAL
REQUIRED = "依次为一、（一）1.（1）"


def check(sheet: Sheet) -> Measurements:
    headings = sheet.elements.headings
    if headings:
        levels = sorted({h.level for h in headings})
        fine = met(f"{len(headings)}处，用了{len(levels)}层")
        yield from faults_or(_faults(sheet, headings), fine)


def _faults(sheet: Sheet, headings: Sequence[Heading]) -> Measurements:
    for heading in headings:
        if heading.mark != _right(heading):
            yield unmet(f"“{heading.mark}”应为“{_right(heading)}”", heading.paragraph.line)
    yield from _skips(sheet, headings)


def _right(heading: Heading) -> str:
    """The mark of a heading as it should be."""
    bare = heading.mark.strip("（()）、．.，, \t")
    return ("{}、", "（{}）", "{}.", "（{}）")[heading.level - 1].format(bare)


def _skips(sheet: Sheet, headings: Sequence[Heading]) -> Measurements:
    """Levels left out on the way down, within 正文 and within each attachment."""
    starts = [a.label.line for a in sheet.elements.attachments]
    for start, end in zip([0, *starts], [*starts, 10**9], strict=True):
        own = [h for h in headings if start <= h.paragraph.line < end]
        used = {h.level for h in own}
        before = 0
        for heading in own:
            two_levels = used <= {1, 3} and heading.level == 3 and before == 1
            if heading.level > before + 1 and before and not two_levels:
                yield unmet(f"“{heading.mark}”之前缺第{before + 1}层", heading.paragraph.line)
            before = heading.level
