"""From names as written to cells: every name in a formula becomes a Ref, or a problem that says what is missing."""

from collections.abc import Iterable, Sequence

from reportgen import patterns
from reportgen.content import (
    BELOW,
    LAST_YEAR,
    Cell,
    Content,
    Found,
    Locality,
    TableCells,
    absent_below,
    awaits,
    column_below,
    key_of,
    lacking,
    look_up,
    suggest,
)
from reportgen.finding import Finding, Severity, Span
from reportgen.formula import TOTAL, Call, Comparison, Expr, Name, Number, Ref, names, over_operands
from reportgen.value import Value, field, replace


class Scope(Value, frozen=True):
    """Where a formula stands: names are looked up from here."""

    content: Content
    locality: Locality
    group: str = ""
    row: str = ""
    subject: str = ""

    @classmethod
    def of_cell(cls, content: Content, locality: Locality, cell: Cell) -> "Scope":
        """The scope of a cell's own formula: its row when it stands in a table, and its group."""
        row = cell.group if cell.in_table else ""
        return cls(content, locality, cell.path.partition(".")[0], row, cell.key)


_OF_A_SHEET = patterns.compile(r"[A-Z]{1,3}\d+")
_HOW_NAMED = "核对名称：别组的写 组.名，去年的写 上年.组.名，下级的写 县名.组.名"
_WHICH = f"写明下级的哪个指标，如 sum({BELOW}.事前评估.项目数)"


class _Resolver(Value):
    scope: Scope
    whole: tuple[Expr, ...]
    problems: list[Finding] = field(default_factory=list)

    def expr(self, expr: Expr) -> Expr:
        match expr:
            case Name():
                return self._single(expr)
            case Number() | Ref():
                return expr
            case Call():
                return self._counted(expr) if expr.function == "count" else self._call(expr)
            case _:
                return over_operands(expr, self.expr)

    def _single(self, name: Name) -> Expr:
        found = self._meaning(name.text)
        if not found and self._awaits(name):
            return self._unaccepted(name)
        found = found or self._look_up(name)
        if isinstance(found, Cell):
            return Ref(found.key, name.text, name.span)
        if found is not None:
            hint = _WHICH if name.text == BELOW else f"写成 sum({name.text})"
            self._problem("F105", f"“{name.text}”是一列（或一张表），不能直接运算", name.span, hint)
        return name

    def _counted(self, call: Call) -> Expr:
        argument = call.arguments[0]
        if len(call.arguments) == 1 and isinstance(argument, Name):
            found = self._look_up(argument)
            if isinstance(found, TableCells):
                return Ref(self.scope.locality.key(found.path), f"{argument.text}的行数", argument.span)
            if not isinstance(found, tuple):
                return self._single(argument)
        hint = "写成 count(清单名)；下级有几个，请直接填数"
        self._problem("F105", "count 只能数一个清单或一张表", call.span, hint)
        return call

    def _call(self, call: Call) -> Expr:
        arguments: list[Expr] = []
        for argument in call.arguments:
            if isinstance(argument, Name) and (column := self._column(argument, call.function)) is not None:
                arguments += column
            else:
                arguments.append(self.expr(argument))
        is_total = call.function == "sum" or (
            call.function == "部分" and any(map(self._awaits, call.arguments))
        )
        if is_total and any(map(_is_over_children, call.arguments)):
            return Call(TOTAL, tuple(arguments), call.span) if arguments else call
        return replace(call, arguments=tuple(arguments)) if arguments else call

    def _column(self, name: Name, function: str) -> list[Expr] | None:
        """The cells of a column, or None when the name is no column."""
        scope = self.scope
        if name.text == BELOW:
            self._problem("F105", f"“{BELOW}”后面没有写指标", name.span, _WHICH)
            return []
        if _is_below(name):
            cells, absent = column_below(scope.content, scope.locality, name.rest, scope.group)
            waits = self._awaits(name)
            if not cells and not waits:
                self._none_below(name, absent)
            elif absent and function != "部分":
                self.problems.append(not_all_below(name.text, name.span, absent))
            owners = (scope.content.owner(cell.key).name for cell in cells)
            column: list[Expr] = [
                Ref(c.key, f"{owner}.{c.path}", name.span) for c, owner in zip(cells, owners, strict=True)
            ]
            return [*column, self._unaccepted(name)] if waits else column
        found = self._look_up(name)
        if isinstance(found, tuple):
            if found and _is_over_children(name):
                return self._elsewhere(name, found, function)
            return [Ref(c.key, f"{c.group.rpartition('.')[2]}.{c.name}", name.span) for c in found]
        return None

    def _elsewhere(self, name: Name, cells: Sequence[Cell], function: str) -> list[Expr]:
        """A column over the children of last year, or of a child."""
        scope = self.scope
        absent = absent_below(scope.content, scope.locality, name.text, scope.group)
        if absent and function != "部分":
            self.problems.append(not_all_below(name.text, name.span, absent))
        return [Ref(c.key, f"{scope.content.owner(c.key).name}.{c.path}", name.span) for c in cells]

    def _awaits(self, expr: Expr) -> bool:
        """Whether a name means nothing yet, or a column over the children is not whole, for a fault that is told already."""
        scope = self.scope
        return isinstance(expr, Name) and awaits(scope.content, scope.locality, expr.text, scope.group)

    def _unaccepted(self, name: Name) -> Ref:
        """The stand-in for figures of a file that is not accepted: the page waits for them, as for what is still to be filled in."""
        return Ref(unaccepted(self.scope.locality.id), name.text, name.span)

    def _look_up(self, name: Name) -> Found | None:
        found = self._meaning(name.text)
        if not found and not _is_below(name):
            self._unknown(name)
        return found

    def _meaning(self, name: str) -> Found | None:
        scope = self.scope
        return look_up(scope.content, scope.locality, name, scope.group, scope.row)

    def _unknown(self, name: Name) -> None:
        if name.parts[0] == LAST_YEAR and not self._is_mistyped(name):
            message = f"没有上年的“{name.rest}”，这条关系今年未核对"
            hint = "补上去年的文件（只写这几个数也可以）就能核对"
            if elsewhere := self.scope.content.last_year_elsewhere(self.scope.locality):
                hint = f"去年的文件 {elsewhere.text.path} 改成与今年同名就能核对"
            self._problem("F107", message, name.span, hint, Severity.HINT)
            return
        near = suggest(self.scope.content, self.scope.locality, name.text, self.scope.group)
        if near and self._says_nothing(name, near):
            near = ""
        hint = f"是不是想写“{near}”？" if near else _HOW_NAMED
        if _OF_A_SHEET.fullmatch(name.text):
            hint = "这是表格软件的单元格；公式里写指标名，如 = 送审金额 - 审减金额"
        if near and self.scope.content.dictionary.has(name.text):
            hint = f"指标字典里有它；是不是 metrics 里写成了“{near}”？"
        cause = lacking(self.scope.content, self.scope.locality, name.text, self.scope.group)
        self.problems.append(Finding("F101", f"找不到指标“{name.text}”", name.span, hint=hint, cause=cause))

    def _says_nothing(self, name: Name, near: str) -> bool:
        """Whether the formula would name its own cell, or one cell only, if this name meant what is `near`: then it was not meant."""
        meant = self._meaning(near)
        if isinstance(meant, Cell) and meant.key == self.scope.subject:
            return True
        others = [other for expr in self.whole for other in names(expr) if other is not name]
        return bool(others) and all(self._meaning(other.text) == meant for other in others)

    def _is_mistyped(self, name: Name) -> bool:
        """Whether a name of last year is a slip: last year's file is there, and this year has no such name either."""
        content, locality = self.scope.content, self.scope.locality
        known = self._meaning(name.rest) or content.dictionary.has(name.rest)
        return content.last_year(locality) is not None and not known

    def _none_below(self, name: Name, children: Sequence[str]) -> None:
        content, locality = self.scope.content, self.scope.locality
        near = suggest(content, locality, name.text, self.scope.group)
        if not children:
            hint = f"下级各写一个文件，放在 content/{locality.id}/ 里"
            self._problem("F101", f"没有下级，“{name.text}”没有可加的数", name.span, hint)
        elif near and not content.dictionary.has(name.rest):
            self._problem("F101", f"下级都没有“{name.rest}”", name.span, f"是不是想写“{near}”？")
        else:
            self._problem("F108", f"下级都没有“{name.rest}”，没有可加的数", name.span, "请下级补报")

    def _problem(
        self, code: str, message: str, span: Span, hint: str = "", severity: Severity = Severity.ERROR
    ) -> None:
        self.problems.append(Finding(code, message, span, severity, hint))


def not_all_below(name: str, span: Span, absent: Iterable[str], at: str = "") -> Finding:
    """F108: a figure (下级.组.指标) is added up over all children, and `absent`, by their names, lack it."""
    before, _, asked = name.partition(f"{BELOW}.")
    when = LAST_YEAR if before.startswith(LAST_YEAR) else ""
    message = f"{'、'.join(absent)}{when}没有“{asked}”，合计不全"
    return Finding("F108", message, span, hint=f"请下级补报；只加已报的，写 部分({name})", at=at)


def unaccepted(identity: str) -> str:
    """The key that stands for figures that could not be read: of children whose files are not accepted, of groups with a fault."""
    return key_of(identity, BELOW)


def resolve(expr: Expr, scope: Scope) -> tuple[Expr | None, list[Finding]]:
    """An expression over keys; None when a name in it has no meaning, and what is to be said of that."""
    resolver = _Resolver(scope, (expr,))
    resolved = resolver.expr(expr)
    return None if resolver.problems else resolved, resolver.problems


def resolve_comparison(comparison: Comparison, scope: Scope) -> tuple[Comparison | None, list[Finding]]:
    """A comparison over keys; None when a name in it has no meaning, and what is to be said of that."""
    resolver = _Resolver(scope, comparison.sides)
    resolved = replace(comparison, left=resolver.expr(comparison.left), right=resolver.expr(comparison.right))
    return None if resolver.problems else resolved, resolver.problems


def _is_over_children(expr: Expr) -> bool:
    return isinstance(expr, Name) and BELOW in expr.parts


def _is_below(expr: Expr) -> bool:
    return isinstance(expr, Name) and expr.parts[0] == BELOW
