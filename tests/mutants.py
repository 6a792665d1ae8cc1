"""A seeded sample of small faults planted in the rooms everything rests on; each must make a test fail. `make mutants` runs it.

python tests/mutants.py [how many] [seed]: prints every survivor with its line, and the share that was killed.
"""

import ast
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
SOURCE = Path("src/reportgen")
TESTS = {
    "load": "test_load*.py test_corpus.py test_fuzz.py",
    "quantity": "test_quantity.py test_load_cases.py test_derive.py test_mention.py",
    "formula": "test_formula.py test_derive.py test_load_cases.py",
    "files.py": "test_files.py test_faults.py test_pipeline.py",
    "package": "test_package.py test_read_gate.py test_read_docx.py test_corpus.py test_sources.py",
}
"""The rooms, and the tests that answer for them."""

SECONDS = 300
_COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_COMPUTED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult}


def mutated(node: ast.AST) -> ast.AST | None:
    """A node with one small fault, None when it offers none."""
    new = deepcopy(node)
    match new:
        case ast.Compare(ops=[op]) if type(op) in _COMPARED:
            new.ops = [_COMPARED[type(op)]()]
        case ast.BinOp(op=op) if type(op) in _COMPUTED:
            new.op = _COMPUTED[type(op)]()
        case ast.BoolOp(op=op):
            new.op = ast.Or() if isinstance(op, ast.And) else ast.And()
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return operand
        case ast.If(test=test) | ast.IfExp(test=test):
            new.test = ast.UnaryOp(ast.Not(), test)
        case ast.Constant(value=bool(value)):
            new.value = not value
        case ast.Constant(value=int(value)):
            new.value = value + 1
        case ast.Return(value=ast.expr()):
            new.value = ast.Constant(None)
        case ast.Continue():
            return ast.Break()
        case _:
            return None
    return new


def places(tree: ast.Module) -> Iterator[tuple[ast.AST, str, int | None]]:
    """Every node that offers a fault: its parent, the field it stands in, and its number in a list."""
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            for number, child in enumerate(value if isinstance(value, list) else [value]):
                if isinstance(child, ast.AST) and mutated(child) is not None:
                    yield parent, field, number if isinstance(value, list) else None


def mutants() -> list[tuple[str, Path, int]]:
    """Every mutant: its room, its file, and its number in the file."""
    found = []
    for room in TESTS:
        target = ROOT / SOURCE / room
        for path in sorted(target.rglob("*.py")) if target.is_dir() else [target]:
            count = sum(1 for _ in places(ast.parse(path.read_text(encoding="utf-8"))))
            found += [(room, path.relative_to(ROOT), number) for number in range(count)]
    return found


def planted(text: str, number: int) -> tuple[str, str]:
    """The module's text with its n-th fault, and what was changed."""
    tree = ast.parse(text)
    parent, field, index = list(places(tree))[number]
    old = getattr(parent, field) if index is None else getattr(parent, field)[index]
    new = mutated(old)
    assert new is not None
    line, before = getattr(old, "lineno", 0), ast.unparse(old).split("\n")[0]
    if index is None:
        setattr(parent, field, new)
    else:
        getattr(parent, field)[index] = new
    return ast.unparse(
        ast.fix_missing_locations(tree)
    ), f"{line}: {before}  →  {ast.unparse(new).splitlines()[0]}"


def survives(copy: Path, room: str) -> bool:
    tests = [str(path) for name in TESTS[room].split() for path in sorted((copy / "tests").glob(name))]
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-W", "ignore", *tests]
    environment = os.environ | {"PYTHONPATH": str(copy / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, cwd=copy, env=environment, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def main(count: int, seed: int) -> None:
    chosen = random.Random(seed).sample(mutants(), count)
    survivors = 0
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "project"
        shutil.copytree(
            ROOT,
            copy,
            ignore=shutil.ignore_patterns(".git", ".venv", "output", "drafts", ".*cache", "__pycache__"),
        )
        assert all(survives(copy, room) for room in TESTS), "the tests must pass before anything is planted"
        for room, path, number in chosen:
            text = (copy / path).read_text(encoding="utf-8")
            changed, said = planted(text, number)
            (copy / path).write_text(changed, encoding="utf-8")
            if survives(copy, room):
                survivors += 1
                print(f"{path}:{said}", flush=True)
            (copy / path).write_text(text, encoding="utf-8")
    print(f"{count - survivors} of {count} killed ({100 * (count - survivors) // count} %)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 400, int(sys.argv[2]) if len(sys.argv) > 2 else 8)
