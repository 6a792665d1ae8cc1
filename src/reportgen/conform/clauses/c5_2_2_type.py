"""字体和字号：如无特殊说明，公文格式各要素一般用 3 号仿宋体字。特定情况可以作适当调整。

核对：发文字号、主送机关、正文、附件说明、署名、成文日期、附注每一处汉字、引号和数字的字体名与字号；数字和字母也可用 Times New Roman。
标题、结构层次、签发人姓名等另有规定的，见各自条款。
"""

from collections.abc import Iterator

from reportgen.conform.docx import Letters, Paragraph
from reportgen.conform.elements.patterns import CHAPTER, SIGNER
from reportgen.conform.faces import wrong_faces, wrong_size
from reportgen.conform.lengths import BODY_SIZE
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measured, Strength, faults_or, listed, met, unmet

ELEMENT = "正文和未另作规定的要素"
STRENGTH = Strength.USUAL
REQUIRED = "3号仿宋"


def check(sheet: Sheet) -> Iterator[Measured]:
    own = list(_runs(sheet))
    if own:
        yield from faults_or(_faults(own), lambda: met(f"3号仿宋，共{len(own)}段"))


def _faults(own: list[tuple[Paragraph, list[Letters]]]) -> Iterator[Measured]:
    for paragraph, runs in own:
        wrong = [*wrong_faces(paragraph, "仿宋", runs=runs), *wrong_size(paragraph, BODY_SIZE, runs)]
        if wrong:
            yield unmet(listed(wrong[:3]), paragraph.line)


def _runs(sheet: Sheet) -> Iterator[tuple[Paragraph, list[Letters]]]:
    """The paragraphs this clause is about, each with the runs no other clause speaks of."""
    found = sheet.elements
    headed = {h.paragraph.line: h for h in found.headings}
    if found.head.number:
        yield found.head.number, _before_signers(found.head.number)
    plain = [found.recipient, *found.enclosures, *found.signatures, found.date, found.note]
    yield from ((p, list(p.runs)) for p in plain if p is not None)
    for paragraph in found.all_text():
        if CHAPTER.match(paragraph.words):
            continue
        heading = headed.get(paragraph.line)
        if heading is None:
            yield paragraph, list(paragraph.runs)
        elif heading.run_in:
            yield paragraph, list(after_heading(paragraph))


def _before_signers(number: Paragraph) -> list[Letters]:
    before: list[Letters] = []
    for run in number.runs:
        if SIGNER.search(run.text) or "\t" in run.text.lstrip("\t"):
            break
        before.append(run)
    return before


def after_heading(paragraph: Paragraph) -> Iterator[Letters]:
    """The runs after a run-in heading's own sentence."""
    ended = False
    for run in paragraph.runs:
        if ended:
            yield run
        ended = ended or "。" in run.text
