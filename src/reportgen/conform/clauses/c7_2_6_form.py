"""签发人：由“签发人”三字加全角冒号和签发人姓名组成；“签发人”三字用 3 号仿宋体字，签发人姓名用 3 号楷体字。

核对：写法；“签发人：”与姓名各用什么字体、字号。
"""

from reportgen.conform.docx import Letters, Paragraph
from reportgen.conform.elements.patterns import NUMBER, SIGNER
from reportgen.conform.faces import wrong_faces, wrong_size
from reportgen.conform.lengths import BODY_SIZE
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, faults_or, listed, met, unmet

ELEMENT = "签发人"
STRENGTH = Strength.REQUIRED
REQUIRED = "“签发人：”3号仿宋，姓名3号楷体"


def check(sheet: Sheet) -> Measurements:
    signers = sheet.elements.head.signers
    if signers:
        faults = (fault for p in signers for fault in _faults(p))
        yield from faults_or(faults, met("签发人：仿宋，姓名楷体", signers[0].line))


def _faults(paragraph: Paragraph) -> Measurements:
    said = SIGNER.search(paragraph.text)
    if said and said[0] != "签发人：":
        yield unmet(f"写作“{said[0]}”", paragraph.line)
    words, names = _split(paragraph)
    wrong = [*wrong_faces(paragraph, "仿宋", runs=words), *wrong_faces(paragraph, "楷体", runs=names)]
    wrong += wrong_size(paragraph, BODY_SIZE, [*words, *names])
    if wrong:
        yield unmet(listed(wrong[:3]), paragraph.line)


def _split(paragraph: Paragraph) -> tuple[list[Letters], list[Letters]]:
    """The runs of 签发人： and those of the names; a run that holds both counts as both, and is wrong as one of them."""
    number = NUMBER.search(paragraph.text)
    said = SIGNER.search(paragraph.text)
    words: list[Letters] = []
    names: list[Letters] = []
    start = len(paragraph.number)
    for run in paragraph.runs:
        span = range(start, start + len(run.text))
        start += len(run.text)
        visible = [i for i in span if not paragraph.text[i].isspace()]
        in_words = [i for i in visible if said and said.start() <= i < said.end()]
        in_number = [i for i in visible if number and number.start() <= i < number.end()]
        if in_words:
            words.append(run)
        if len(in_words) + len(in_number) < len(visible):
            names.append(run)
    return words, names
