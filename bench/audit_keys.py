"""Answer keys of audits: what a person found in a text, relation by relation.

A key is a list of relations {id, kind, level, needs, holds, lines, values, quote, text}. Kinds map to ours: identity and sum; the
cross_* kinds to repeat or cross_part; docno and date; attachment_ref and missing_table to reference; the others by name. Not scored:
term_set, range, coincidence, plausibility, format, uncheckable.
"""

import json
import re
import tempfile
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from reportgen.document import Document
from reportgen.read import read

Entry = dict[str, Any]
ARITHMETIC = ("identity", "sum", "ratio", "share", "growth", "table_sum")
CROSS = ("cross_paragraph", "cross_attachment", "cross_table", "cross_level")
OURS = {
    **{kind: {kind} for kind in ("share", "growth", "table_sum", "share_sum", "numbering", "year", "date", "docno", "unit")},
    "identity": {"identity", "sum", "remainder"}, "sum": {"sum", "identity", "remainder", "table_sum"},
    "ratio": {"ratio", "multiple"}, "table_sum": {"table_sum", "sum", "identity"}, "attachment_ref": {"reference"},
    "missing_table": {"reference"}, **{kind: {"repeat", "cross_part", "sum", "identity", "table_sum"} for kind in CROSS},
}  # fmt: skip
UNSCORED = {"term_set", "range", "coincidence", "plausibility", "format", "uncheckable"}
NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")


def document_of(name: str, content: str) -> Document:
    """The document a text file of that content is read as."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content.encode("utf-8"))
        document, _ = read(path)
    assert document is not None
    return document


def numbers(value: object) -> list[Decimal]:
    """The numbers a key's values speak of."""
    return [Decimal(n.replace(",", "")) for n in NUMBER.findall(json.dumps(value, ensure_ascii=False))]


def operands(entry: Entry) -> list[Decimal]:
    """The printed figures an arithmetic entry rests on (a base worked out backwards is none)."""
    values = entry["values"]
    names = [n for n in values if n not in ("signs", "prev", "sum", "dir")]
    found = [abs(n) for name in names for n in numbers(values[name])]
    return [n for n in found if not (entry["kind"] in ("share_sum",) and n == 100)]


def figures_at(quotes: Iterable[str]) -> set[Decimal]:
    return {abs(Decimal(n.replace(",", ""))) for quote in quotes for n in NUMBER.findall(quote)}


def hard(entries: Iterable[Entry]) -> list[Entry]:
    """The entries a text can settle by itself."""
    return [
        e for e in entries
        if e["level"] == "hard" and e.get("needs") in (None, "internal") and e["kind"] not in UNSCORED
    ]  # fmt: skip
