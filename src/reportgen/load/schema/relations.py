"""The dictionary's own formulas and checks, judged before anything is stated: every name an indicator, and units that fit."""

from collections.abc import Mapping, Set
from difflib import get_close_matches

from reportgen.content import BELOW, LAST_YEAR, Indicator, IndicatorGroup
from reportgen.formula import (
    DIVISION_BY_ZERO,
    Comparison,
    Expr,
    FormulaError,
    Leaf,
    Name,
    Number,
    averaged,
    evaluate_sides,
    names,
    no_cells,
    rebuild,
)
from reportgen.load.yaml.notes import Notes
from reportgen.quantity import BARE, Magnitude
from reportgen.value import replace


class Relations:
    """Judges the relations of the dictionary's groups."""

    def __init__(self, notes: Notes, groups: Mapping[str, IndicatorGroup], unread: Set[str]) -> None:
        """`unread` are the paths of indicators with a fault of their own, which is told."""
        self._notes, self._groups, self._unread = notes, groups, unread

    def sensible(self) -> dict[str, IndicatorGroup]:
        """The groups without relations of a fault; notes them."""
        return {name: self._sensible(group) for name, group in self._groups.items()}

    def _sensible(self, group: IndicatorGroup) -> IndicatorGroup:
        indicators = {name: self._indicator(one, group) for name, one in group.indicators.items()}
        checks = tuple(one for one in group.checks if self._holds_good(one.text, one.comparison, group))
        return replace(group, indicators=indicators, checks=checks)

    def _indicator(self, one: Indicator, group: IndicatorGroup) -> Indicator:
        if one.formula is None:
            return one
        relation = Comparison("=", Name((one.name,), one.span), one.formula.expr, one.formula.span)
        good = self._holds_good(f"{one.name} = {one.formula.text}", relation, group)
        return one if good else replace(one, formula=None, faulty=True)

    def _holds_good(self, said: str, relation: Comparison, group: IndicatorGroup) -> bool:
        unknown = [
            name
            for name in (*names(relation.left), *names(relation.right))
            if len(name.parts) == 1 and name.text not in group.indicators
        ]
        for name in (one for one in unknown if f"{group.name}.{one.text}" not in self._unread):
            near = get_close_matches(name.text, group.indicators, n=1)
            hint = f"是不是想写“{near[0]}”？" if near else "先在这一组里登记这个指标"
            self._notes.error("F101", f"指标字典“{group.name}”里没有“{name.text}”", name.span, hint)
        if clash := None if unknown else self._clash(relation, group):
            self._notes.error("F103", f"“{said}”无法核对：{clash.message}", clash.span, clash.hint)
        return not unknown and clash is None

    def _clash(self, relation: Comparison, group: IndicatorGroup) -> FormulaError | None:
        """Why no figures could agree as a relation of a group wants; None where some could, or where a name tells no unit."""

        def one(leaf: Leaf) -> Expr:
            if not isinstance(leaf, Name):
                return leaf
            return Number(self._one_of(leaf, group), leaf.text, leaf.span)

        try:
            left, right = rebuild(relation.left, one), rebuild(relation.right, one)
            if isinstance(left, Number):
                right = averaged(right, left.magnitude.dimension, no_cells)
            evaluate_sides(replace(relation, left=left, right=right), no_cells)
        except KeyError:
            return None
        except FormulaError as error:
            return None if error.message == DIVISION_BY_ZERO else error
        return None

    def _one_of(self, name: Name, own: IndicatorGroup) -> Magnitude:
        """One of what a name's indicator is measured in. Raises KeyError for a name of anything else, or without a unit."""
        first, *rest = name.parts
        *group, indicator = rest if first in (LAST_YEAR, BELOW) else name.parts
        unit = (self._groups[".".join(group)] if group else own).indicators[indicator].pattern.unit
        if unit is BARE:
            raise KeyError(indicator)
        return Magnitude.exactly(1, unit.dimension)
