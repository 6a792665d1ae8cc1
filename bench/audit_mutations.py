"""The mutation test of the audit: one digit of a sound figure is changed, and what breaks by that must be found."""

import random
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from audit_keys import ARITHMETIC, CROSS, Entry, document_of, figures_at, hard, operands

from reportgen.audit import Audit, audit
from reportgen.finding import Finding, Severity


@dataclass(frozen=True)
class Task:
    """A text with its key, how many mutations to make of it, and the seed they are drawn by."""

    name: str
    content: str
    entries: list[Entry]
    count: int
    seed: int


def mutate(task: Task) -> tuple[Counter[str], list[str]]:
    """`count` seeded mutations of a text: one digit of one figure of a sound arithmetic entry."""
    chance = random.Random(task.seed)
    places = _Places(task)
    before = {(f.span.start, f.message) for f in audit(document_of(task.name, task.content)).findings}
    tally: Counter[str] = Counter()
    missed = []
    for _ in range(task.count if places.pool else 0):
        entry = chance.choice(places.pool)
        start, end = chance.choice(places.of(entry))
        mutated = _one_digit(task.content, start, end, chance)
        text = mutated[start:end]
        if len(text) > 1 and text[0] == "0" and text[1].isdigit():
            continue
        after = [(e, changed(e["values"], path, text)) for e, path in places.at[start, end]]
        broken = [(e, values) for e, values in after if holds(e, values) is False]
        tally["made"] += 1
        tally["broken" if broken else "within"] += 1
        if not broken:
            continue
        found = audit(document_of(task.name, mutated)).findings
        loud = [
            f for f in found if f.severity is not Severity.HINT and (f.span.start, f.message) not in before
        ]
        hits = [f for f in loud if any(at_figure(e, values, f) for e, values in broken)]
        tally["caught" if hits else "missed"] += 1
        tally["errors"] += any(f.is_error for f in hits)
        if not hits:
            missed.append(f"{broken[0][0]['id']} {task.content[start:end]} → {text}")
    return tally, missed


class _Places:
    """Where the figures of sound relations stand, and which relations speak of each."""

    def __init__(self, task: Task) -> None:
        sound = [
            e
            for e in hard(task.entries)
            if e["holds"] is True and e["kind"] in (*ARITHMETIC, *CROSS) and holds(e, e["values"])
        ]
        self._spots = {e["id"]: spots(e, task.content) for e in sound}
        self.at: dict[tuple[int, int], list[tuple[Entry, str]]] = defaultdict(list)
        for e in sound:
            for path, start, end in self._spots[e["id"]]:
                self.at[start, end].append((e, path))
        self.pool = [e for e in sound if self._spots[e["id"]] and e["kind"] in ARITHMETIC]

    def of(self, entry: Entry) -> list[tuple[int, int]]:
        return [(start, end) for _, start, end in self._spots[entry["id"]]]


def _one_digit(content: str, start: int, end: int, chance: random.Random) -> str:
    """The text with another digit somewhere in [start, end)."""
    digit = chance.choice([i for i in range(start, end) if content[i].isdigit()] or [start])
    new = chance.choice([d for d in "0123456789" if d != content[digit]])
    return content[:digit] + new + content[digit + 1 :]


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


def free(paths: list[Path], count: int) -> None:
    """Texts without a key: every error is suspect; digits of figures in holding relations are mutated."""
    for path in paths:
        content = path.read_text(encoding="utf-8")
        result = audit(document_of(path.name, content))
        errors = [f for f in result.findings if f.is_error]
        kinds = dict(Counter(r.kind.value for r in result.relations))
        print(f"{path.name}: {len(result.checked)} of {len(result.figures)} figures checked, "
              f"{len(errors)} errors; relations {kinds}")  # fmt: skip
        for f in result.findings:
            print(f"   {f.span.place} {f.severity} {f.code} {f.message}")
        sound = [r for r in result.relations if r.verdict == "holds" and r.kind in ARITHMETIC]
        chance, caught = random.Random(7), 0
        for _ in range(count if sound else 0):
            span = chance.choice(chance.choice(sound).spans)
            mutated = audit(document_of(path.name, _one_digit(content, span.start, span.end, chance)))
            caught += _loud(mutated) > _loud(result)
        print(f"   mutations of figures in holding relations: {caught}/{count if sound else 0} noticed")


def _loud(result: Audit) -> int:
    return sum(finding.severity is not Severity.HINT for finding in result.findings)
