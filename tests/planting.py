"""Small faults to plant in the rooms everything rests on, and the seeded sample of them that `make mutants` tries."""

import ast
import hashlib
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

from ours import ROOT

SOURCE = ROOT / "src" / "reportgen"
ROOMS = ("load", "quantity", "formula", "files.py", "package")
SEED = 8

_COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_COMPUTED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult}
_NOWHERE = ast.Pass(lineno=0, end_lineno=0, col_offset=0, end_col_offset=0)


def mutated(node: ast.AST) -> ast.AST | None:
    """A node with one small fault, None when it offers none."""
    new = deepcopy(node)
    match new:
        case ast.Compare(ops=[op]) if type(op) in _COMPARED:
            new.ops = [_COMPARED[type(op)]()]
        case ast.BinOp(op=op) if type(op) in _COMPUTED and not _is_type(new):
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
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            new.value = ast.Constant(None)
        case ast.Continue():
            return ast.Break()
        case _:
            return None
    return new


def _is_type(node: ast.BinOp) -> bool:
    return isinstance(node.op, ast.BitOr)


@dataclass(frozen=True)
class Mutant:
    """One fault: its file below src/reportgen, the function it stands in (empty at a module's top), what becomes what.

    `again` tells apart faults that read alike in one function; `number` finds the node; `lines` are those of its statement today,
    without what stands below it; `names` is what a statement at a module's top defines.
    """

    path: str
    function: str
    change: str
    again: int
    number: int
    lines: tuple[int, int]
    names: tuple[str, ...]

    @property
    def name(self) -> str:
        """What a written reason is kept under: no line number, so that it outlives edits elsewhere in the file."""
        told = f" ({self.again + 1})" if self.again else ""
        return f"{self.path} {self.function or '—'}: {self.change}{told}"

    @property
    def draw(self) -> str:
        """Its lot: edits elsewhere leave it where it is."""
        return hashlib.sha256(f"{SEED} {self.name}".encode()).hexdigest()


@dataclass(frozen=True)
class _Spot:
    """A node that offers a fault: its parent, the field it stands in, its number in a list, the function around it."""

    parent: ast.AST
    field: str
    index: int | None
    function: str
    statement: ast.stmt

    @property
    def node(self) -> ast.AST:
        child = getattr(self.parent, self.field)
        node: ast.AST = child if self.index is None else child[self.index]
        return node

    def put(self, node: ast.AST) -> None:
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


def _spots(parent: ast.AST, function: str = "", statement: ast.stmt = _NOWHERE) -> Iterator[_Spot]:
    for field, value in ast.iter_fields(parent):
        if field in ("annotation", "returns", "decorator_list"):
            continue
        here = f"{function}.{_named(parent)}".strip(".") if field == "body" and _named(parent) else function
        for index, child in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(child, ast.AST):
                within = child if isinstance(child, ast.stmt) else statement
                if mutated(child) is not None:
                    yield _Spot(parent, field, index if isinstance(value, list) else None, here, within)
                yield from _spots(child, here, within)


def _lines(statement: ast.stmt) -> tuple[int, int]:
    """The lines of a statement; of one that holds others, those before them."""
    inner = getattr(statement, "body", None)
    first = inner[0].lineno if inner else (statement.end_lineno or 0) + 1
    return statement.lineno, max(statement.lineno, first - 1)


def _defined(statement: ast.stmt) -> tuple[str, ...]:
    match statement:
        case ast.Assign(targets=targets):
            return tuple(n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name))
        case ast.AnnAssign(target=ast.Name(id=name)):
            return (name,)
        case _:
            return ()


def _named(node: ast.AST) -> str:
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return name
        case _:
            return ""


def modules() -> list[str]:
    """The files of the rooms, below src/reportgen."""
    found: list[Path] = []
    for room in ROOMS:
        target = SOURCE / room
        found += sorted(target.rglob("*.py")) if target.is_dir() else [target]
    return [path.relative_to(SOURCE).as_posix() for path in found]


def parsed(path: str) -> ast.Module:
    return ast.parse((SOURCE / path).read_text(encoding="utf-8"))


def mutants() -> list[Mutant]:
    """Every fault the rooms offer, in the order of their lots: any first n are a sample that edits hardly change."""
    found = []
    for path in modules():
        seen: Counter[tuple[str, str]] = Counter()
        for number, spot in enumerate(_spots(parsed(path))):
            old = spot.node
            change = f"{_shown(old)} → {_shown(mutated(old))}"
            found.append(
                Mutant(
                    path,
                    spot.function,
                    change,
                    seen[spot.function, change],
                    number,
                    _lines(spot.statement),
                    _defined(spot.statement),
                )
            )
            seen[spot.function, change] += 1
    return sorted(found, key=lambda mutant: mutant.draw)


def _shown(node: ast.AST | None) -> str:
    assert node is not None
    first = ast.unparse(node).splitlines()[0]
    return first if len(first) <= 90 else first[:89] + "…"


def planted(mutant: Mutant) -> CodeType:
    """The module's code with the fault in it."""
    tree = parsed(mutant.path)
    spot = list(_spots(tree))[mutant.number]
    new = mutated(spot.node)
    assert new is not None
    spot.put(ast.copy_location(new, spot.node))
    return compile(ast.fix_missing_locations(tree), str(SOURCE / mutant.path), "exec")


def in_a_function(mutant: Mutant) -> bool:
    """Whether the fault lies in code that runs when it is called, not when the module is imported."""
    spot = list(_spots(tree := parsed(mutant.path)))[mutant.number]
    return any(
        inner is spot.node
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for statement in function.body
        for inner in ast.walk(statement)
    )
