"""How fast: tables of medians and ratios, all measured in one run.

    python bench/speed.py [--full] [--only NAME …] [--rounds 5]        or: make bench · make bench BENCH=full

`--full` adds the country: 2,851 localities. Absolute times are this machine's; the ratios are what to quote. The baseline is plain.py.
"""

import argparse
import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import composed
import peers
import plain
import straight
from clock import Spent, Taken, in_turn, process, processes, timed, told_in_turn
from docxtpl import DocxTemplate
from generate import LATEST, Shape, generate

from reportgen.compose import compose
from reportgen.content import Content
from reportgen.coverage import coverage
from reportgen.derive import derive
from reportgen.load import load
from reportgen.package import MAIN_PART, W, parse_xml, read_parts
from reportgen.pipeline.family.second_look import look_again
from reportgen.places import Source, listed
from reportgen.read.docx import read_docx
from reportgen.trace import ReadBack, locate

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates"
BUILD = [sys.executable, "-m", "reportgen", "build", "--year", str(LATEST)]
COUNTRY = 2851
IN_A_ROW = 5
"""Documents that an engine renders before it is another's turn: as a build does, and no engine alone meets a slow minute."""
ROW = "{:<42}" + 5 * "{:>14}"


class Bench:
    """What the tables share: a folder to work in, how often to measure, and whether the country is asked for."""

    def __init__(self, folder: Path, rounds: int, full: bool) -> None:
        self.folder, self.rounds, self.full = folder, rounds, full

    def project(
        self, localities: int, *, cities: bool = False, province: bool = False, shape: Shape | None = None
    ) -> Path:
        """A generated project, with its plain template."""
        shape = shape or Shape()
        place = self.folder / f"{localities}-{cities}-{province}-{shape.rows}-{shape.length}"
        if not place.exists():
            place.mkdir()
            generate(place, localities, cities=cities, province=province, shape=shape)
            plain.prepare(place)
            composed.write(place, LATEST)
        return place


def stages(bench: Bench) -> None:
    """load, derive, check, compose, render, write .docx, against the plain loop doing its share of that."""
    count = 10
    project = bench.project(30)
    sources = _sources(project)[:count]
    files = [source.path for source in sources]
    ours = "reportgen, load to .docx"
    calls: dict[str, Callable[[], object]] = {
        ours: lambda: straight.build(project, bench.folder / ours, sources)
    }
    loaders = {"plain loop": plain.round_trip, "plain loop, C loader": plain.c_loader}
    for simplest in (False, True):
        for name, loader in loaders.items():
            name += ", simplest template" if simplest else ""
            output = bench.folder / name
            calls[name] = partial(plain.build, project, output, loader, files, simplest=simplest)
    taken = in_turn(calls, bench.rounds)
    _title("Load to .docx, one process", "CPU ms each", "wall ms each", "× CPU", "× wall")
    for name, one in taken.items():
        print(_row(name, one.cpu_ms / count, one.wall_ms / count, *_ratios(one, taken[ours])))
        _same_page(bench.folder / ours / "county0000.docx", bench.folder / name / "county0000.docx")
    _readings(bench, project, taken[ours].cpu_ms / count)
    _outputs(bench, project, taken[ours].cpu_ms / count)


def _sources(project: Path) -> list[Source]:
    return listed(project / "content", (LATEST,))[0]


def _content(project: Path) -> Content:
    content, _ = load(project / "content", (LATEST - 1, LATEST))
    return derive(content)[0]


def _readings(bench: Bench, project: Path, bare: float) -> None:
    """What reads a finished document or a judged content again, one report after another."""
    content = _content(project)
    made = []
    for locality in list(content.localities.values())[:10]:
        report, _ = compose(content, locality, draft=False)
        data = straight.document(report, TEMPLATES)
        document, _ = read_docx(data, "a.docx")
        assert document is not None
        made.append((locality, report, data, document, locate(report, document)[0]))
    calls: dict[str, Callable[[], object]] = {
        "reading the document back": lambda: [read_docx(data, "a.docx") for *_, data, _, _ in made],
        "finding every figure in it": lambda: [
            locate(report, document) for _, report, _, document, _ in made
        ],
        "self-audit": lambda: [
            look_again(content, locality, ReadBack(report, document, located), ())
            for locality, report, _, document, located in made
        ],
        "coverage": lambda: [coverage(content, locality) for locality, *_ in made],
    }
    _title("Reading again, per report", "CPU ms", "wall ms", "× bare", "")
    for name, one in in_turn(calls, bench.rounds).items():
        cpu = one.cpu_ms / len(made)
        print(_row(name, cpu, one.wall_ms / len(made), cpu / bare))


def _outputs(bench: Bench, project: Path, bare: float) -> None:
    """What comes on top in `reportgen build`, as shares of the whole: rows of the command itself, imports left out."""
    asked = {
        "docx (with re-reading and self-audit)": "docx",
        "docx and ledger": "docx,ledger",
        "docx and html": "docx,html",
    }
    if shutil.which("soffice"):
        asked["docx and pdf"] = "docx,pdf"
    commands = {name: [*BUILD, "--jobs", "1", "--to", formats] for name, formats in asked.items()}
    commands["start alone"] = [sys.executable, "-m", "reportgen", "--help"]
    taken = processes(commands, 1, cwd=project, before=lambda name: _forget(project), warm=False)
    start = taken.pop("start alone").cpu_ms
    whole = next(iter(taken.values())).cpu_ms - start
    _title("reportgen build, 30 reports, per report", "CPU ms", "wall ms", "× bare", "share")
    for name, one in taken.items():
        cpu = (one.cpu_ms - start) / 30
        share = 1 - bare / cpu if one.cpu_ms - start == whole else 1 - whole / 30 / cpu
        print(_row(name, cpu, one.wall_ms / 30, cpu / bare, share))
    print(
        "share: of what the line's last-named output adds (of the first line: re-reading, self-audit, checks.json, manifest)"
    )


def rendering(bench: Bench) -> None:
    """The same page by every engine, from values ready in memory to a .docx on disk: a few in a row by each engine, the engines in turn."""
    project = bench.project(30)
    content = _content(project)
    locality = content.localities[f"{LATEST}/county0000"]
    report, _ = compose(content, locality, draft=False)
    page = plain.page(plain.c_loader(project / "content" / str(LATEST) / "county0000.yaml"))
    ours, theirs = bench.folder / "ours.docx", bench.folder / "theirs.docx"
    calls: dict[str, Callable[[], object]] = {
        "reportgen": lambda: ours.write_bytes(straight.document(report, TEMPLATES)),
        "docxtpl, our template": lambda: _by_docxtpl(TEMPLATES / "work-summary.docx", report, theirs),
        "docxtpl, simplest template": lambda: _by_docxtpl(project / plain.TEMPLATE, page, theirs),
    }
    told: dict[str, Callable[[], Spent]] = {
        name: partial(timed, call, IN_A_ROW) for name, call in calls.items()
    }
    missing = peers.installed(bench.folder / "npm")
    if not missing:
        node = peers.Engines(bench.folder / "npm", TEMPLATES / "work-summary.docx", page)
        told |= {name: partial(node.rendered, name, IN_A_ROW) for name in node.names}
    taken = told_in_turn(told, bench.rounds)
    _title("Rendering alone", "CPU ms", "wall ms", "× CPU", "× wall")
    for name, one in taken.items():
        print(_row(name, one.cpu_ms, one.wall_ms, *_ratios(one, taken["reportgen"])))
        if (document := bench.folder / "npm" / f"{name}.docx").exists():
            _same_page(ours, document)
    _same_page(ours, theirs)
    print(missing or "npm engines: as pinned in bench/peers/package.json")


def _by_docxtpl(template_path: Path, report: object, target: Path) -> None:
    template = DocxTemplate(template_path)
    template.render({"report": report}, autoescape=True)
    template.save(target)


def tables(bench: Bench) -> None:
    """Two tables of so many rows each; docxtpl with our template and, in brackets, with the simplest."""
    _title("Tables, 2 × rows", "ours CPU ms", "docxtpl", "×", "(×)", "µs a row")
    for rows in (15, 150, 1000, 3000):
        project = bench.project(1, shape=Shape(rows=rows))
        content = _content(project)
        report, _ = compose(content, next(iter(content.localities.values())), draft=False)
        page = plain.page(plain.c_loader(next((project / "content" / str(LATEST)).glob("*.yaml"))))
        target = bench.folder / "theirs.docx"
        calls = (
            partial(straight.document, report, TEMPLATES),
            partial(_by_docxtpl, TEMPLATES / "work-summary.docx", report, target),
            partial(_by_docxtpl, project / plain.TEMPLATE, page, target),
        )
        taken = in_turn(dict(enumerate(calls)), bench.rounds if rows < 1000 else 1)
        cpu, same, simplest = (one.cpu_ms for one in taken.values())
        print(_row(f"{rows}", cpu, same, same / cpu, simplest / cpu, cpu * 1000 / rows / 2))


def length(bench: Bench) -> None:
    """A report ten times as long, load to .docx."""
    projects = {f"length × {times}": bench.project(3, shape=Shape(length=times)) for times in (1, 10)}
    calls = {
        name: partial(straight.build, project, bench.folder / "d", _sources(project))
        for name, project in projects.items()
    }
    taken = in_turn(calls, bench.rounds)
    _title("A longer report, load to .docx", "CPU ms each", "wall ms each", "× CPU", "")
    one = next(iter(taken.values()))
    for name, each in taken.items():
        print(_row(name, each.cpu_ms / 3, each.wall_ms / 3, each.cpu_ms / one.cpu_ms))


def cold(bench: Bench) -> None:
    """Whole processes: five reports from nothing, nothing to do, --help, check."""
    project = bench.project(5)
    plainly = [sys.executable, str(Path(plain.__file__)), str(project)]
    straightly = [sys.executable, str(Path(straight.__file__)), str(project)]
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "plain loop, five reports": [*plainly, str(bench.folder / "e")],
        "plain loop, five reports, simplest template": [*plainly, str(bench.folder / "f"), "--simplest"],
        "reportgen, load to .docx, five reports": [*straightly, str(bench.folder / "g")],
        "reportgen build, five reports, first ever": BUILD,
        "reportgen build, five reports": BUILD,
        "reportgen build, nothing changed": BUILD,
        "reportgen check": [sys.executable, "-m", "reportgen", "check", "--year", str(LATEST)],
        "reportgen --help": [sys.executable, "-m", "reportgen", "--help"],
    }

    def before(name: str) -> None:
        if name.endswith("first ever"):
            shutil.rmtree(os.environ["XDG_CACHE_HOME"], ignore_errors=True)
        if "five reports" in name:
            _forget(project)

    taken = processes(commands, bench.rounds, cwd=project, before=before)
    _title("Whole processes", "CPU ms", "wall ms", "÷ plain", "× bare")
    nothing, loop = taken["python -c pass"], taken["plain loop, five reports"]
    for name, one in taken.items():
        print(_row(name, one.cpu_ms, one.wall_ms, one.wall_ms / loop.wall_ms, one.wall_ms / nothing.wall_ms))


def scale(bench: Bench) -> None:
    """A province, the country, a province that is one tree: cost and memory a report, one and two processes, one edit."""
    _title("reportgen build by number of localities", "CPU ms each", "wall ms each", "peak MB", "")
    sizes = (30, 300, COUNTRY) if bench.full else (30, 300)
    for count in sizes:
        project = bench.project(count, cities=True)
        for jobs in ("1", "2") if count > 30 else ("1",):
            _forget(project)
            one = process([*BUILD, "--jobs", jobs], project)
            name = f"{count} localities, {jobs} job(s)"
            print(_row(name, one.cpu_ms / count, one.wall_ms / count, one.peak_mb))
        _edits(project, count, one)
    _one_tree(bench.project(sizes[1], cities=True, province=True), sizes[1] + 1)


def _one_tree(project: Path, count: int) -> None:
    """A province above all others: one family, made by one process and by two."""
    for jobs in ("1", "2"):
        _forget(project)
        one = process([*BUILD, "--jobs", jobs], project)
        name = f"{count} in one tree, {jobs} job(s)"
        print(_row(name, one.cpu_ms / count, one.wall_ms / count, one.peak_mb))
    _edits(project, count, one)


def _edits(project: Path, count: int, whole: Taken) -> None:
    """After a full build: nothing to do, and one county's text changed."""
    nothing = process(BUILD, project)
    file = sorted((project / "content" / str(LATEST)).rglob("county*.yaml"))[0]
    file.write_text(file.read_text(encoding="utf-8").replace("工作中", "实际工作中", 1), encoding="utf-8")
    edited = process(BUILD, project)
    for name, one in (("nothing changed", nothing), ("one edit", edited)):
        ratio = whole.wall_ms / one.wall_ms
        print(
            f"  {name} among {count}: wall {one.wall_ms:.0f} ms, 1/{ratio:.0f} of the full build, peak {one.peak_mb:.0f} MB"
        )


def _forget(project: Path) -> None:
    """Removes what builds left."""
    shutil.rmtree(project / "output", ignore_errors=True)
    shutil.rmtree(project / ".reportgen", ignore_errors=True)


def _same_page(ours: Path, theirs: Path) -> None:
    """Ends the bench when two documents do not print the same lines."""
    mine, other = _lines(ours), _lines(theirs)
    if mine != other:
        different = next((pair for pair in zip(mine, other, strict=False) if pair[0] != pair[1]), ("", ""))
        sys.exit(f"{theirs.name} is another page: {len(other)} lines for {len(mine)}; {different}")


def _lines(path: Path) -> list[str]:
    parts = read_parts(path.read_bytes())
    assert isinstance(parts, dict)
    paragraphs = parse_xml(parts[MAIN_PART]).iter(W + "p")
    return [line for p in paragraphs if (line := "".join(t.text or "" for t in p.iter(W + "t")))]


def _ratios(one: Taken, ours: Taken) -> tuple[float, float]:
    return one.cpu_ms / ours.cpu_ms, one.wall_ms / ours.wall_ms


def _title(name: str, *heads: str) -> None:
    print("\n" + ROW.format(name, *heads, *[""] * (5 - len(heads))))


def _row(name: str, *figures: float) -> str:
    return ROW.format(name, *(f"{figure:.2f}" for figure in figures), *[""] * (5 - len(figures)))


TABLES = {table.__name__: table for table in (stages, rendering, tables, length, cold, scale)}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--only", nargs="+", choices=TABLES, default=list(TABLES))
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args(arguments)
    gc.set_threshold(100_000, 50, 100)  # as the command has it, for all alike
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = str(Path(folder) / "cache")
        bench = Bench(Path(folder), asked.rounds, asked.full)
        for name in asked.only:
            TABLES[name](bench)


if __name__ == "__main__":
    main()
