"""字体和字号：如无特殊说明，公文格式各要素一般用 3 号仿宋体字。特定情况可以作适当调整。

核对：发文字号、主送机关、正文、附件说明、署名、成文日期、附注每一处汉字、引号和数字的字体名与字号；数字和字母也可用 Times New Roman。
标题、结构层次、签发人姓名等另有规定的，见各自条款。
"""

from collections.abc import Iterator, Sequence

from reportgen.conform.docx import Letters, Paragraph
from reportgen.conform.elements.patterns import CHAPTER, NUMBER
from reportgen.conform.faces import wrong_type
from reportgen.conform.lengths import BODY_SIZE
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, faults_or, met

ELEMENT = "正文和未另作规定的要素"
STRENGTH = Strength.USUAL
REQUIRED = "3号仿宋"


def check(sheet: Sheet) -> Measurements:
    own = list(_runs(sheet))
    if own:
        faults = (fault for p, runs in own for fault in wrong_type(p, "仿宋", BODY_SIZE, runs=runs))
        yield from faults_or(faults, met(f"3号仿宋，共{len(own)}段"))


def _runs(sheet: Sheet) -> Iterator[tuple[Paragraph, Sequence[Letters]]]:
    """The paragraphs this clause is about, each with the runs no other clause speaks of."""
    found = sheet.elements
    headed = {h.paragraph.line: h for h in found.headings}
    if found.head.number:
        yield found.head.number, list(_of_number(found.head.number))
    plain = [found.recipient, *found.enclosures, *found.signatures, found.date, found.note]
    yield from ((p, p.runs) for p in plain if p is not None)
    for paragraph in found.all_text():
        if CHAPTER.match(paragraph.words):
            continue
        heading = headed.get(paragraph.line)
        if heading is None:
            yield paragraph, paragraph.runs
        elif heading.run_in:
            yield paragraph, paragraph.runs[len(heading.runs) :]


def _of_number(paragraph: Paragraph) -> Iterator[Letters]:
    """The runs down to the end of 发文字号; those after it name signers."""
    number = NUMBER.search(paragraph.text)
    start = len(paragraph.number)
    for run in paragraph.runs:
        if number and start < number.end():
            yield run
        start += len(run.text)
