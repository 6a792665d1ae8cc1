"""The house rules that a machine can hold: floors, doors, sizes, and documents that cannot drift."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from statistics import median

import pytest
from importlinter.cli import lint_imports

from ours import ROOT
from reportgen import checks
from reportgen.cli.app import COMMANDS, command_of
from reportgen.cli.codes import all_codes
from reportgen.cli.line import Option, parameters
from reportgen.conform import clauses
from reportgen.pipeline.request import FORMATS, PDF
from reportgen.publish import docx, ledger, page

SOURCE = ROOT / "src" / "reportgen"
MODULES = sorted(SOURCE.rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}
READMES = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md")}

DOORS = {
    "cn2an": {"quantity"},
    "distributed": {"schedule"},
    "docxtpl": {"render"},
    "jinja2": {"narrative", "render"},
    "lxml": {"package"},
    "msgspec": {"value"},
    "openpyxl": {"read"},
    "pypandoc": {"read"},
    "pypdfium2": {"pdf"},
    "rich": {"cli"},
    "ruamel": {"load"},
    "xlsxwriter": {"publish"},
    "zipfile": {"package"},
}
"""Each third-party library (and zipfile, which carries the clock) enters through one room for each purpose."""


def room(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").partition(".")[0]


def test_floors() -> None:
    assert lint_imports(config_filename=str(ROOT / ".importlinter"), no_cache=True) == 0


def module(path: Path) -> str:
    return ".".join(("reportgen", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__")


def test_no_circles() -> None:
    """Modules can be read one after the other: none imports one that imports it, be it late or only for its types."""
    known = {module(path) for path in MODULES}
    needs: dict[str, set[str]] = {name: set() for name in known}
    for path, tree in TREES.items():
        for node in (one for one in ast.walk(tree) if isinstance(one, ast.ImportFrom)):
            named = {f"{node.module}.{name.name}" for name in node.names}
            needs[module(path)] |= (named & known or {str(node.module)} & known) - {module(path)}
    faces = {module(path) for path in MODULES if path.name == "__init__.py"}
    TopologicalSorter({name: found - faces for name, found in needs.items() if name not in faces}).prepare()


def test_doors() -> None:
    entered: dict[str, set[str]] = {}
    for path, tree in TREES.items():
        for library in imports(tree):
            if library in DOORS:
                entered.setdefault(library, set()).add(room(path))
    assert entered == DOORS


def test_the_plan_names_every_door() -> None:
    plan = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    listed = plan.partition("## Doors")[2].partition("## ")[0].partition(": ")[2].partition(".\n`tests")[0]
    told: dict[str, set[str]] = {}
    for said in listed.replace("\n", " ").split(" · "):
        for library in re.split(r",\s*", said.partition("`")[0].strip()):
            told[IMPORTED_AS.get(library, library)] = set(re.findall(r"`(\w+)`", said))
    assert told == DOORS


IMPORTED_AS = {"XlsxWriter": "xlsxwriter", "ruamel.yaml": "ruamel"}
DISTRIBUTIONS = {"pypandoc": "pypandoc-binary", "ruamel": "ruamel.yaml"}


def test_every_library_imported_is_declared() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    listed = (*project["dependencies"], *project["optional-dependencies"]["dask"])
    declared = {re.split("[><=]", line)[0] for line in listed}
    used = {library for tree in TREES.values() for library in imports(tree)}
    foreign = used - sys.stdlib_module_names - {"reportgen"}
    assert {DISTRIBUTIONS.get(library, library) for library in foreign} - declared == set()
    assert foreign <= DOORS.keys()


def test_every_room_is_on_the_plan() -> None:
    plan = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = {room(path) for path in MODULES} - {"__init__", "__main__"}
    assert [name for name in sorted(rooms) if f"`{name}` " not in plan] == []


def functions(tree: ast.Module) -> Iterator[int]:
    """The lines of each function without its docstring."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            documented = ast.get_docstring(node) is not None
            first = node.body[1] if documented and len(node.body) > 1 else node.body[0]
            yield (node.end_lineno or 0) - first.lineno + 1


def test_the_patterns_of_the_program_are_kept() -> None:
    """What stands outside of functions cannot be made of what a user wrote."""
    lines = [
        f"{path.relative_to(SOURCE)}:{node.lineno}"
        for path, tree in TREES.items()
        for statement in tree.body
        if isinstance(statement, ast.Assign | ast.AnnAssign)
        for node in ast.walk(statement)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile"
    ]
    assert lines == []


def test_sizes() -> None:
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    lengths = [length for tree in TREES.values() for length in functions(tree)]
    assert [str(path) for path, count in lines.items() if count > 400] == []
    assert median(lengths) <= 8
    assert sum(length > 30 for length in lengths) <= len(lengths) // 100


def test_every_module_says_what_it_is() -> None:
    assert [str(path) for path, tree in TREES.items() if not ast.get_docstring(tree)] == []


def test_every_public_name_says_what_it_is() -> None:
    """But for `check` of a rule's own module, which says it."""
    named = [
        (path, node)
        for path, tree in TREES.items()
        for node in tree.body
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and not node.name.startswith("_")
    ]
    silent = [
        f"{path}:{node.name}" for path, node in named if not ast.get_docstring(node) and node.name != "check"
    ]
    assert silent == []


LENGTHS = ("compose/titles.py", "conform/")
"""Where floats measure paper; `cutoff=` of difflib is the only other use."""


def test_no_figure_is_ever_a_float() -> None:
    found = [
        f"{path}:{node.lineno}"
        for path, tree in TREES.items()
        if not path.relative_to(SOURCE).as_posix().startswith(LENGTHS)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Name) and node.func.id == "float")
            or any(is_float(a) for a in (*node.args, *(k.value for k in node.keywords if k.arg != "cutoff")))
        )
    ]
    assert found == []


def is_float(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, float)


def test_prose_is_never_given_to_cn2an() -> None:
    """cn2an.transform rewrites words: 一般公共预算 becomes 1般公共预算."""
    assert [str(path) for path in MODULES if "transform(" in path.read_text(encoding="utf-8")] == []


def written_codes() -> set[str]:
    text = "\n".join(path.read_text(encoding="utf-8") for path in MODULES if "codes" not in path.parts)
    return set(re.findall(r'"([LFDPTO]\d{3})"', text)) | {clause.code for clause in clauses()}


def test_every_finding_has_an_entry_in_the_catalogue_and_is_used() -> None:
    known = set(all_codes())
    assert written_codes() - known == set(), "said but not explained"
    assert known - written_codes() == set(), "explained but never said"


@pytest.mark.parametrize("code", sorted(checks.modules()))
def test_every_check_is_documented_and_proved(code: str) -> None:
    docstring = checks.modules()[code].__doc__ or ""
    assert [h for h in checks.HEADINGS if f"\n## {h}\n" not in docstring] == []
    cases = ROOT / "tests" / "cases" / code
    assert list(cases.glob("fail_*")), f"no case that fails in {cases}"
    assert list(cases.glob("ok_*")), f"no case that holds in {cases}"


def options(command: str) -> set[str]:
    known = parameters(command_of(command))
    return {parameter.said.name for parameter in known if isinstance(parameter.said, Option)}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_is_in_the_readme(command: str) -> None:
    text = READMES["README.md"]
    assert f"`reportgen {command} " in text
    assert [name for name in options(command) if name not in text] == []
    assert re.search(rf"reportgen {command}\b|build\.py", READMES["README.zh-CN.md"])


@pytest.mark.parametrize("name", READMES)
def test_what_a_readme_tells_to_run_exists(name: str) -> None:
    text = READMES[name]
    said = re.findall(r"(?:py(?:thon3?)? -m |`|^)reportgen ([a-z]+)(.*?)(?:`|$)", text, re.MULTILINE)
    said += [("build", rest) for rest in re.findall(r"build\.py(.*?)(?:`|$)", text, re.MULTILINE)]
    for command, rest in said:
        assert command in COMMANDS, command
        assert set(re.findall(r"--[a-z-]+", rest)) <= options(command), (command, rest)
    targets = set(
        re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert set(re.findall(r"(?:`|^)make ([a-z-]+)", text, re.MULTILINE)) <= targets


def test_the_readme_begins_with_two_commands() -> None:
    first = READMES["README.md"].partition("```sh\n")[2].partition("```")[0].splitlines()
    assert [line.split("#")[0].strip() for line in first] == ["make report YEAR=2025", "make test"]


def test_the_workflow_has_least_permissions_and_pinned_actions() -> None:
    text = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    assert "\npermissions: {}\n" in text
    assert "pull_request_target" not in text
    assert [line for line in text.splitlines() if "run:" in line and "${{" in line] == []
    used = re.findall(r"uses: (\S+)", text)
    assert used
    assert [action for action in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action)] == []


def test_continuous_integration_runs_what_a_developer_runs() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "make" in line] == ["exec make test"]


def test_every_format_has_its_output() -> None:
    assert FORMATS == (docx.FORMAT, PDF, page.FORMAT, ledger.FORMAT)
