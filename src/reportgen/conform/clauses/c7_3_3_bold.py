"""标题和结构层次不加粗：轻重由字体表示，标准没有要求加粗。有的机关习惯把第二、三层加粗，这只是习惯。

核对：发文机关标志、标题、各层标题和附件标题有无加粗。
"""

from collections.abc import Iterator, Sequence

from reportgen.conform.docx import Letters, Paragraph
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, faults_or, met, unmet

ELEMENT = "标题加粗"
STRENGTH = Strength.CUSTOM
REQUIRED = "不加粗"


def check(sheet: Sheet) -> Measurements:
    own = list(_headed(sheet))
    wrong = (unmet(f"“{p.words[:8]}”加粗", p.line) for p, runs in own if any(map(_is_bold, runs)))
    if own:
        yield from faults_or(wrong, met("没有加粗"))


def _headed(sheet: Sheet) -> Iterator[tuple[Paragraph, Sequence[Letters]]]:
    found = sheet.elements
    titles = (p for a in found.attachments for p in (a.label, *a.title))
    yield from ((p, p.runs) for p in (*found.head.mark, *found.title, *titles))
    yield from ((heading.paragraph, heading.runs) for heading in found.headings)


def _is_bold(run: Letters) -> bool:
    return run.bold and bool(run.text.strip())
