"""Files damaged at random: whatever comes in, what comes out is findings, soon.

A few hundred in `make test`, by seed; as long as one likes in `make fuzz`, which says the seed of what it finds. Every find becomes
a case of the corpus.
"""

import os
import random
import time
from collections.abc import Callable

import pytest

from hostile import BASE, CONTENT, CORPUS, DOCUMENTS, docx, files_of, workbook
from reportgen.characters import folded, unfit, unsafe_name
from reportgen.finding import Text
from reportgen.load.file import parse
from reportgen.narrative import parse_fragment
from reportgen.prose import Prose
from reportgen.quantity import Units, read_quantity
from reportgen.read.docx import read_docx
from reportgen.read.xlsx import open_workbook

LIMIT = float(os.environ.get("REPORTGEN_FUZZ", "0"))
ROUNDS = 250
SLOWEST = 10.0
SIGNS = "：，。 \t\u3000\u00a0\u200b\u202e\0\x0b\ufeff{}[]()|>*&!%@`#'\"-—·〔〕0９一万元%=.,\n\r\\"
SEEDS = [BASE, *(path.read_bytes().decode() for path in sorted((CORPUS / "texts").glob("*.yaml")))]
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


def spreadsheet(chance: random.Random) -> None:
    open_workbook(bytes_of(chance, workbook()))


@pytest.mark.parametrize("target", [content, fragment, figure, document, spreadsheet])
def test_damaged_files_end_in_findings(target: Callable[[random.Random], None]) -> None:
    until, seed = time.monotonic() + LIMIT / 5, 0
    while seed < ROUNDS or time.monotonic() < until:
        began = time.monotonic()
        try:
            target(random.Random(seed))
        except Exception as error:
            raise AssertionError(f"seed {seed} of {target.__name__}: {error!r}") from error
        assert time.monotonic() - began < SLOWEST, f"seed {seed} of {target.__name__} is slow"
        seed += 1


def test_every_case_of_content_can_be_parsed() -> None:
    for name in ("A28", "A30", "A43", "C32"):
        parse(files_of(name)[CONTENT], CONTENT)
