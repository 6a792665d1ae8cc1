"""Scores the audit against answer keys (`audit_keys`), and runs the mutation test (`audit_mutations`).

python bench/audit.py --texts DIR [--texts DIR …] KEY.json … [--mutations 500] [--verbose]
python bench/audit.py --free FILE …          texts without a key: errors are printed, nothing else is known
"""

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from audit_keys import ARITHMETIC, OURS, Entry, document_of, figures_at, hard, numbers, operands
from audit_mutations import Task, free, mutate

from reportgen.audit import Audit, audit
from reportgen.finding import Finding, Severity


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
    print(f"{name}: {len(result.checked)} of {len(result.figures)} figures checked, {took:.2f}s; "
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
    contents = {name: _content(name, options.texts) for name in by_text}
    scores(by_text, contents, options.verbose)
    if options.mutations:
        count = options.mutations // 2
        tasks = [Task(n, contents[n], e, count, seed) for n, e in by_text.items() for seed in (1, 2)]
        mutations(tasks, options.verbose)
    free(options.free, min(options.mutations, 100))


def _content(name: str, folders: list[Path]) -> str:
    return next(folder / name for folder in folders if (folder / name).exists()).read_text(encoding="utf-8")


def scores(by_text: dict[str, list[Entry]], contents: dict[str, str], verbose: bool) -> None:
    """The score of every text, and of all by kind."""
    totals: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for name, entries in by_text.items():
        for kind, (got, wanted) in score(name, contents[name], entries, verbose).items():
            totals[kind] += got
            of[kind] += wanted
    for kind in of:
        print(f"  holding {kind}: {totals[kind]}/{of[kind]}")
    if of:
        share = totals.total() / of.total()
        print(f"  holding arithmetic in all: {totals.total()}/{of.total()} = {share:.1%}")


def mutations(tasks: list[Task], verbose: bool) -> None:
    """What of each text's mutations was caught."""
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    with ProcessPoolExecutor(2) as pool:
        for task, (tally, missed) in zip(tasks, pool.map(mutate, tasks), strict=True):
            sums[task.name] += tally
            for line in missed if verbose else []:
                print(f"   missed mutation {task.name}: {line}")
    for name, tally in sums.items():
        share = tally["caught"] / tally["broken"] if tally["broken"] else 1.0
        print(f"mutations {name}: {tally['made']} made, {tally['within']} within every interval, {tally['broken']} break a relation, "
              f"caught {tally['caught']} = {share:.1%} (as errors {tally['errors']})")  # fmt: skip


if __name__ == "__main__":
    main()
