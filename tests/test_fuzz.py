"""Files damaged at random: whatever comes in, what comes out is findings, soon.

A few hundred in `make test`, by seed; in `make fuzz` as long as one likes, with seeds that no run had before, and it says how many
it tried and the seed of what it finds. Every find becomes a case of the corpus.
"""

import os
import random
import time
from collections.abc import Callable
from copy import deepcopy
from itertools import chain, count

import pytest

import wordfiles
from hostile import BASE, CONTENT, CORPUS, DOCUMENTS, docx, files_of, workbook
from letters import LETTER
from reportgen.characters import folded, unfit, unsafe_name
from reportgen.finding import Text
from reportgen.load.yaml.file import parse
from reportgen.narrative import parse_fragment
from reportgen.package import MAIN_PART, Element, parse_xml, read_parts, to_xml, write_package
from reportgen.prose import Prose
from reportgen.quantity import Units, read_quantity
from reportgen.read.docx import read_docx
from reportgen.read.xlsx import open_workbook
from reportgen.render.fill import fill
from reportgen.render.judged import judged
from reportgen.render.letter import MARK, SIGNATURE
from reportgen.render.prepare import prepared
from reportgen.value import replace

LIMIT = float(os.environ.get("REPORTGEN_FUZZ", "0"))
ROUNDS = 250
SLOWEST = 10.0
SIGNS = "：，。 \t\u3000\u00a0\u200b\u202e\0\x0b\ufeff{}[]()|>*&!%@`#'\"-—·〔〕0９一万元%=.,\n\r\\"
SEEDS = [BASE, *(path.read_bytes().decode() for path in sorted((CORPUS / "texts").glob("*.yaml")))]
_PAGE = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:left="1531" w:right="1531"/>'
_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{named}"/><w:rPr><w:sz w:val="96"/></w:rPr></w:style>'
    for name, named in (("M", MARK), ("S", SIGNATURE))
)
_BODY = "".join(
    (
        wordfiles.paragraph("{{ report.letterhead.mark }}", properties='<w:pStyle w:val="M"/>'),
        wordfiles.paragraph("{%p for block in report.blocks %}"),
        wordfiles.paragraph('{%p if block.kind == "table" %}'),
        wordfiles.table(
            ("{%tc for column in block.columns %}", "{{ column.title }}", "{%tc endfor %}"),
            ("{%tr for row in block.rows %}",),
            (
                "{%tc for cell in row.cells %}",
                "{% for run in cell.runs %}{{ run.text }}{% endfor %}",
                "{%tc endfor %}",
            ),
            ("{%tr endfor %}",),
        ),
        wordfiles.paragraph("{%p endif %}"),
        wordfiles.paragraph("{%p endfor %}"),
        wordfiles.paragraph(properties=f"<w:sectPr>{_PAGE}</w:sectPr>"),
        wordfiles.paragraph("{{ report.letterhead.signature }}", properties='<w:pStyle w:val="S"/>'),
        f"<w:sectPr>{_PAGE}</w:sectPr>",
    )
)
PACKAGES = [docx(), *(DOCUMENTS[name][1]() for name in ("G14", "G15", "G21", "G22"))]


def text_of(chance: random.Random) -> str:
    text = chance.choice(SEEDS)[:20_000]
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(text) + 1)
        piece = chance.choice((chance.choice(SIGNS), chance.choice(SIGNS) * 40, chance.choice(SEEDS)[:60]))
        text = text[:at] + piece + text[at + chance.choice((0, 0, 1, 5, 80)) :]
    return text


def bytes_of(chance: random.Random, data: bytes) -> bytes:
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data) + 1)
        piece = chance.randbytes(chance.choice((0, 1, 4)))
        data = data[:at] + piece + data[at + chance.choice((0, 1, 4, 200)) :]
    return data


def content(chance: random.Random) -> None:
    encoded = text_of(chance).encode(chance.choice(("utf-8", "utf-8", "gbk", "utf-16")), "replace")
    parse(bytes_of(chance, encoded) if chance.random() < 0.4 else encoded, CONTENT)


def fragment(chance: random.Random) -> None:
    text = text_of(chance)[:400]
    parse_fragment(Prose("甲" + text, Text(CONTENT, "甲" + text), (0,), (0,)))
    list(unfit(text)), unsafe_name(text[:90]), folded(text[:90])


def figure(chance: random.Random) -> None:
    read_quantity(
        "".join(chance.choices("0123456789.,-+%年个项万亿元约以上超近多一二十百千两〇" + SIGNS, k=12)),
        Units(),
    )


def document(chance: random.Random) -> None:
    read_docx(bytes_of(chance, chance.choice(PACKAGES)), "报告.docx")


def template(chance: random.Random) -> None:
    parts = wordfiles.parts(_BODY, {"styles": _STYLES})
    name = chance.choice((MAIN_PART, MAIN_PART, "word/styles.xml"))
    root = parse_xml(parts[name])
    for _ in range(chance.choice((1, 1, 3))):
        damage(chance, root)
    recipe, refused = judged(write_package({**parts, name: to_xml(root)}), "templates/letter.docx")
    if recipe is None:
        assert refused
        return
    report = replace(LETTER, draft=chance.random() < 0.5)
    filled, findings = fill(prepared(recipe, "templates/letter.docx"), report)
    whole = filled and read_parts(filled)
    assert isinstance(whole, dict) and not findings
    parse_xml(whole[MAIN_PART])


def damage(chance: random.Random, root: Element) -> None:
    """One element gone, doubled, moved, renamed, or with another attribute, or text where none belongs."""
    elements = [(parent, child) for parent in root.iter() for child in parent]
    if not elements:
        return
    (parent, one), (_, other) = chance.choice(elements), chance.choice(elements)
    match chance.randrange(6):
        case 0:
            parent.remove(one)
        case 1:
            parent.append(deepcopy(one))
        case 2 if one not in other.iterancestors() and one is not other:
            other.append(one)
        case 3:
            one.tag = other.tag
        case 4 if one.attrib:
            one.set(
                chance.choice(list(one.attrib)), chance.choice(("", "-1", "32.5", "甲", "{{ report.nope }}"))
            )
        case _:
            one.tail = chance.choice(("甲", "{{ report.title }}", "{% if report.draft %}", "{% endif %}"))


def spreadsheet(chance: random.Random) -> None:
    open_workbook(bytes_of(chance, workbook()))


TARGETS = (content, fragment, figure, document, spreadsheet, template)


@pytest.mark.parametrize("target", TARGETS)
def test_damaged_files_end_in_findings(
    target: Callable[[random.Random], None], capsys: pytest.CaptureFixture[str]
) -> None:
    until = time.monotonic() + LIMIT / len(TARGETS)
    for tried, seed in enumerate(chain(range(ROUNDS), count(time.time_ns()))):
        began = time.monotonic()
        if tried >= ROUNDS and began >= until:
            break
        try:
            target(random.Random(seed))
        except Exception as error:
            raise AssertionError(f"seed {seed} of {target.__name__}: {error!r}") from error
        assert time.monotonic() - began < SLOWEST, f"seed {seed} of {target.__name__} is slow"
    if LIMIT:
        with capsys.disabled():
            print(f"\n{tried} times {target.__name__}")


def test_every_case_of_content_can_be_parsed() -> None:
    for name in ("A28", "A30", "A43", "C32"):
        parse(files_of(name)[CONTENT], CONTENT)
