"""docs/mutants.md: what no test notices and which branches no test reaches, each with the reason a person wrote."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import coverage

from planting import SOURCE
from reach import KEPT

PAGE = SOURCE.parent.parent / "docs" / "mutants.md"
MISSING = "**no reason yet**"
_ROW = re.compile(r"^\| `+ ?(?P<name>.*?) ?`+ \| (?P<why>.*) \|$", re.MULTILINE)


def reasons() -> dict[str, str]:
    """The reasons that stand in the page, by what they are for."""
    text = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
    return {row["name"].replace("\\|", "|"): row["why"] for row in _ROW.finditer(text)}


def unreached() -> list[str]:
    """The branches of the last measurement that no test takes, by the lines they lead from and to."""
    measured = coverage.Coverage(str(KEPT / "data"), branch=True, config_file=False)
    measured.load()
    measured.json_report(outfile=str(KEPT / "branches.json"), ignore_errors=True)
    files = json.loads((KEPT / "branches.json").read_text(encoding="utf-8"))["files"]
    found: Counter[str] = Counter()
    for file, told in sorted(files.items()):
        path = Path(file) if Path(file).is_absolute() else Path.cwd() / file
        lines = path.read_text(encoding="utf-8").split("\n")
        for start, end in told["missing_branches"]:
            leads = lines[end - 1].strip() if end > 0 else "leaves"
            found[
                f"{path.relative_to(SOURCE).as_posix()}: {_cut(lines[start - 1].strip())} ⇒ {_cut(leads)}"
            ] += 1
    return [name if count == 1 else f"{name} (×{count})" for name, count in found.items()]


def _cut(line: str) -> str:
    return line if len(line) <= 80 else f"{line[:79]}…"


def write(tried: int, survivors: Iterable[str]) -> list[str]:
    """Writes the page anew, keeping the reasons; gives what has none."""
    known, alive, branches = reasons(), sorted(survivors), unreached()
    killed = tried - len(alive)
    PAGE.write_text(
        "\n".join(
            [
                "# Faults that no test notices",
                "",
                "`make mutants` plants small faults in the loader, the quantities, the formulas, the files and the packages: a",
                "comparison turned round, a bound moved by one, a condition inverted, a result left out. It tries a seeded sample of",
                "them, each on the tests that reach its line, for twenty seconds of tests at most. The tables are written by",
                "`tests/mutants.py`; the reasons are kept. A fault or a branch without a reason fails the run, and so does a share",
                "below 85 %.",
                "",
                f"Of {tried} faults tests notice {killed} ({100 * killed / tried:.1f} %). The others:",
                "",
                *_table("fault", alive, known),
                "",
                "## Branches that no test reaches",
                "",
                *_table("branch", branches, known),
                "",
            ]
        ),
        encoding="utf-8",
    )
    return [name for name in (*alive, *branches) if name not in known]


def _table(what: str, names: Iterable[str], known: Mapping[str, str]) -> list[str]:
    escaped = ((name, name.replace("|", "\\|")) for name in names)
    rows = [f"| {_code(shown)} | {known.get(name, MISSING)} |" for name, shown in escaped]
    return [f"| {what} | why it may stay |", "|---|---|", *rows]


def _code(text: str) -> str:
    return f"`` {text} ``" if "`" in text else f"`{text}`"
