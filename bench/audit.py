"""Scores the audit against answer keys, and runs the mutation test.

    python bench/audit.py --texts DIR [--texts DIR …] KEY.json … [--mutations 500] [--verbose]
    python bench/audit.py --free FILE …          texts without a key: errors are printed, nothing else is known

A key is a list of relations {id, kind, level, needs, holds, lines, values, quote, text}. Kinds map to ours: identity and sum; the
cross_* kinds to repeat or cross_part; docno and date; attachment_ref and missing_table to reference; the others by name. Not scored:
term_set, range, coincidence, plausibility, format, uncheckable.
"""

import argparse
import json
import random
import re
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any

from reportgen.audit import Audit, audit
from reportgen.document import Document
from reportgen.finding import Finding, Severity
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


def listed(entry: Entry, result: Audit) -> bool:
    """Whether the audit lists the relation as holding: its kind, and all its printed figures among the values."""
    kinds = OURS.get(entry["kind"], {entry["kind"]})
    wanted = set(operands(entry))
    for relation in result.relations:
        if relation.verdict == "holds" and relation.kind in kinds:
            values = figures_at(relation.values)
            if wanted <= values and set(entry["lines"]) & {span.line for span in relation.spans}:
                return True
    return False


def at_place(entry: Entry, finding: Finding) -> bool:
    """Whether a finding stands on a line of the entry, at a figure or word of it."""
    if finding.span.line not in entry["lines"]:
        return False
    wanted = {abs(n) for n in numbers(entry["values"])}
    quote = finding.span.quote
    return bool(figures_at([quote]) & wanted) or any(
        quote and (quote in part or part[:12] in quote) for part in entry["quote"].split(" ‖ ")
    )


def told(entry: Entry, result: Audit, severities: Iterable[Severity]) -> list[Finding]:
    return [f for f in result.findings if f.severity in severities and at_place(entry, f)]


def hard(entries: Iterable[Entry]) -> list[Entry]:
    """The entries a text can settle by itself."""
    return [
        e for e in entries
        if e["level"] == "hard" and e.get("needs") in (None, "internal") and e["kind"] not in UNSCORED
    ]  # fmt: skip


def score(name: str, content: str, entries: list[Entry], verbose: bool) -> dict[str, tuple[int, int]]:
    started = time.perf_counter()
    result = audit(document_of(name, content))
    took = time.perf_counter() - started
    loud = (Severity.ERROR, Severity.WARNING)
    failing = [e for e in hard(entries) if e["holds"] is False]
    sound = [e for e in entries if e["holds"] is True]
    missed = [e for e in failing if not told(e, result, loud)]
    arithmetic = [e for e in hard(entries) if e["holds"] is True and e["kind"] in ARITHMETIC]
    unlisted = [e for e in arithmetic if not listed(e, result)]
    others = [e for e in hard(entries) if e["holds"] is True and e["kind"] not in ARITHMETIC]
    quiet = [e for e in others if not any(r.verdict == "holds" and r.kind in OURS.get(e["kind"], {e["kind"]}) and
                                          set(e["lines"]) & {s.line for s in r.spans} for r in result.relations)]  # fmt: skip
    explained = {id(f) for e in entries if e["holds"] is not True for f in result.findings if at_place(e, f)}
    false = [f for f in result.findings if f.is_error and id(f) not in explained]
    wrong = [
        e for e in sound for f in result.findings if f.is_error and id(f) not in explained and at_place(e, f)
    ]
    print(f"{name}: {len(result.figures)} figures, {result.unchecked:.0%} unchecked, {took:.2f}s; "
          f"failing found {len(failing) - len(missed)}/{len(failing)}; errors not in key {len(false)} (at sound {len(wrong)}); "
          f"warnings {sum(f.severity is Severity.WARNING for f in result.findings)}; "
          f"holding arithmetic listed {len(arithmetic) - len(unlisted)}/{len(arithmetic)}; "
          f"other kinds {len(others) - len(quiet)}/{len(others)}")  # fmt: skip
    if verbose:
        for label, group in (("missed", missed), ("unlisted", unlisted), ("other", quiet)):
            for e in group:
                print(f"   {label} {e['id']} {e['kind']} {e['lines']} {e['formula']} | {e['quote'][:90]}")
        for f in false:
            print(f"   error not in key {f.span.place} {f.code} {f.message}")
    per = Counter(e["kind"] for e in arithmetic)
    less = Counter(e["kind"] for e in unlisted)
    return {kind: (per[kind] - less[kind], per[kind]) for kind in per}


def holds(entry: Entry, values: dict[str, Any]) -> bool | None:
    """An independent judgement of an arithmetic entry by intervals, exact for counts; None when the form is unknown."""

    def ends(text: object) -> tuple[Decimal, Decimal]:
        written = str(text).replace(",", "").rstrip("%")
        value = Decimal(written)
        places = len(written.partition(".")[2])
        half = (
            Decimal(0)
            if places == 0 and entry["kind"] in ("sum",) and abs(value) < 1000
            else Decimal(5).scaleb(-places - 1)
        )
        return value - half, value + half

    if "parts" in values:
        signs = values.get("signs") or [1] * len(values["parts"])
        low = high = Decimal(0)
        for sign, part in zip(signs, values["parts"], strict=False):
            a, b = ends(part)
            low, high = (low + a, high + b) if sign > 0 else (low - b, high - a)
        a, b = ends(values["total"])
        return low <= b and a <= high
    if {"num", "den", "pct"} <= values.keys():
        (a, b), (c, d), (e, f) = (ends(values[n]) for n in ("num", "den", "pct"))
        return c > 0 and a / d * 100 <= f and e <= b / c * 100
    if {"cur", "delta", "pct"} <= values.keys():
        (a, b), (c, d), (e, f) = (ends(values[n]) for n in ("cur", "delta", "pct"))
        down = str(values["pct"]).startswith("-")
        e, f = (-f, -e) if down else (e, f)
        bases = [x + y if down else x - y for x in (a, b) for y in (c, d)]
        if min(bases) <= 0 <= max(bases):
            return True
        rates = [y / abs(x + y if down else x - y) * 100 for x in (a, b) for y in (c, d)]
        return min(rates) <= f and e <= max(rates)
    return None


def spots(entry: Entry, content: str) -> list[tuple[str, int, int]]:
    """(value path, start, end) of each printed figure of an entry on its lines, where it stands only once there."""
    starts = [0]
    for line in content.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    found = []
    for path, text in printed(entry):
        places = [
            (starts[n - 1] + m.start(), starts[n - 1] + m.end())
            for n in entry["lines"]
            for m in re.finditer(
                rf"(?<![\d.,]){re.escape(text.lstrip('-'))}(?![\d,]|\.\d)",
                content[starts[n - 1] : starts[n] - 1],
            )
        ]
        if len(places) == 1:
            found.append((path, *places[0]))
    return found


def printed(entry: Entry) -> list[tuple[str, str]]:
    values = entry["values"]
    found = []
    for name in ("total", "num", "den", "pct", "cur", "delta"):
        if name in values:
            found.append((name, str(values[name])))
    for i, part in enumerate(values.get("parts", [])):
        found.append((f"parts.{i}", str(part)))
    return found


def changed(values: dict[str, Any], path: str, text: str) -> dict[str, Any]:
    name, _, index = path.partition(".")
    if not index:
        sign = "-" if str(values[name]).startswith("-") and not text.startswith("-") else ""
        return {**values, name: sign + text}
    parts = list(values[name])
    parts[int(index)] = ("-" if str(parts[int(index)]).startswith("-") else "") + text
    return {**values, name: parts}


def at_figure(entry: Entry, values: dict[str, Any], finding: Finding) -> bool:
    """Whether a finding stands at one of the printed figures of an entry."""
    wanted = set(operands({**entry, "values": values}))
    near = finding.span.line in entry["lines"]
    return near and bool(figures_at([finding.span.quote]) & wanted)


def mutate(task: tuple[str, str, list[Entry], int, int]) -> tuple[Counter[str], list[str]]:
    """`count` seeded mutations of a text: one digit of one figure of a sound arithmetic entry."""
    name, content, entries, count, seed = task
    chance = random.Random(seed)
    pool = [
        e
        for e in hard(entries)
        if e["holds"] is True and e["kind"] in (*ARITHMETIC, *CROSS) and holds(e, e["values"])
    ]
    where = {e["id"]: spots(e, content) for e in pool}
    by_place: dict[tuple[int, int], list[tuple[Entry, str]]] = defaultdict(list)
    for e in pool:
        for path, start, end in where[e["id"]]:
            by_place[start, end].append((e, path))
    pool = [e for e in pool if where[e["id"]] and e["kind"] in ARITHMETIC]
    before = {(f.span.start, f.message) for f in audit(document_of(name, content)).findings}
    tally: Counter[str] = Counter()
    missed = []
    for _ in range(count if pool else 0):
        entry = chance.choice(pool)
        _, start, end = chance.choice(where[entry["id"]])
        digit = chance.choice([i for i in range(start, end) if content[i].isdigit()])
        new = chance.choice([d for d in "0123456789" if d != content[digit]])
        mutated = content[:digit] + new + content[digit + 1 :]
        text = mutated[start:end]
        if len(text) > 1 and text[0] == "0" and text[1].isdigit():
            continue
        after = [(e, changed(e["values"], path, text)) for e, path in by_place[start, end]]
        broken = [(e, values) for e, values in after if holds(e, values) is False]
        tally["made"] += 1
        if not broken:
            tally["within"] += 1
            continue
        tally["broken"] += 1
        result = audit(document_of(name, mutated))
        loud = [
            f
            for f in result.findings
            if f.severity is not Severity.HINT and (f.span.start, f.message) not in before
        ]
        hits = [f for f in loud if any(at_figure(e, values, f) for e, values in broken)]
        tally["caught" if hits else "missed"] += 1
        tally["errors"] += any(f.is_error for f in hits)
        if not hits:
            missed.append(f"{broken[0][0]['id']} {content[start:end]} → {text}")
    return tally, missed


def free(paths: list[Path], count: int) -> None:
    """Texts without a key: every error is suspect; digits of figures in holding relations are mutated."""
    for path in paths:
        content = path.read_text(encoding="utf-8")
        result = audit(document_of(path.name, content))
        errors = [f for f in result.findings if f.is_error]
        kinds = Counter(r.kind.value for r in result.relations)
        print(
            f"{path.name}: {len(result.figures)} figures, {result.unchecked:.0%} unchecked, {len(errors)} errors; relations {dict(kinds)}"
        )
        for f in result.findings:
            print(f"   {f.span.place} {f.severity} {f.code} {f.message}")
        sound = [r for r in result.relations if r.verdict == "holds" and r.kind in ARITHMETIC]
        chance, caught, made = random.Random(7), 0, 0
        for _ in range(count if sound else 0):
            span = chance.choice(chance.choice(sound).spans)
            digit = chance.choice(
                [i for i in range(span.start, span.end) if content[i].isdigit()] or [span.start]
            )
            new = chance.choice([d for d in "123456789" if d != content[digit]])
            mutated = audit(document_of(path.name, content[:digit] + new + content[digit + 1 :]))
            made += 1
            caught += len([f for f in mutated.findings if f.severity is not Severity.HINT]) > len(
                [f for f in result.findings if f.severity is not Severity.HINT]
            )
        print(f"   mutations of figures in holding relations: {caught}/{made} noticed")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("keys", nargs="*", type=Path)
    parser.add_argument("--texts", action="append", type=Path, default=[])
    parser.add_argument("--free", nargs="*", type=Path, default=[])
    parser.add_argument("--mutations", type=int, default=0)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    by_text: dict[str, list[Entry]] = defaultdict(list)
    for key in options.keys:
        for entry in json.loads(key.read_text(encoding="utf-8")):
            by_text[Path(entry["text"]).name].append(entry)
    contents = {}
    for name in by_text:
        path = next(folder / name for folder in options.texts if (folder / name).exists())
        contents[name] = path.read_text(encoding="utf-8")
    totals: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for name, entries in by_text.items():
        for kind, (got, wanted) in score(name, contents[name], entries, options.verbose).items():
            totals[kind] += got
            of[kind] += wanted
    for kind in of:
        print(f"  holding {kind}: {totals[kind]}/{of[kind]}")
    if of:
        print(
            f"  holding arithmetic in all: {totals.total()}/{of.total()} = {totals.total() / of.total():.1%}"
        )
    if options.mutations:
        chunks = [
            (n, contents[n], e, options.mutations // 2, seed) for n, e in by_text.items() for seed in (1, 2)
        ]
        sums: dict[str, Counter[str]] = defaultdict(Counter)
        with ProcessPoolExecutor(2) as pool:
            for (name, *_), (tally, missed) in zip(chunks, pool.map(mutate, chunks), strict=True):
                sums[name] += tally
                for line in missed if options.verbose else []:
                    print(f"   missed mutation {name}: {line}")
        for name, tally in sums.items():
            share = tally["caught"] / tally["broken"] if tally["broken"] else 1.0
            print(f"mutations {name}: {tally['made']} made, {tally['within']} within every interval, {tally['broken']} break a relation, "
                  f"caught {tally['caught']} = {share:.1%} (as errors {tally['errors']})")  # fmt: skip
    free(options.free, min(options.mutations, 100))


if __name__ == "__main__":
    main()
