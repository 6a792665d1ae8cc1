"""Reading indicators.yaml: units, proper names, and groups of indicators with their patterns, formulas and checks."""

from reportgen import patterns
from reportgen.content import Check, Dictionary, Indicator, IndicatorGroup
from reportgen.load.schema.formulas import Formulas
from reportgen.load.schema.reader import Reader
from reportgen.load.schema.relations import Relations
from reportgen.load.yaml.lines import Line
from reportgen.load.yaml.tree import Mapping, Node, Scalar
from reportgen.quantity import Units, read_pattern
from reportgen.value import replace

_TOP = ("units", "names")
_NOUGHT = patterns.compile(r"[0.]")


class Dictionaries:
    """Reads the indicator dictionary."""

    def __init__(self, reader: Reader, lines: tuple[Line, ...]) -> None:
        self._reader, self._notes, self._lines = reader, reader.notes, lines
        self._units = Units()
        self._unread: set[str] = set()
        self._formulas = Formulas(reader.notes, self._units)

    def read(self, root: Mapping) -> Dictionary:
        """The dictionary; what cannot be read is noted and left out."""
        self._units = Units(frozenset(self._reader.words(root.get("units"), "units")))
        self._formulas = Formulas(self._notes, self._units)
        names = self._reader.words(root.get("names"), "names")
        groups = {}
        for key, node in root:
            if key.text not in _TOP and (group := self._group(key, node)):
                groups[group.name] = group
        return Dictionary(
            Relations(self._notes, groups, self._unread).sensible(), self._units, names, self._notes.text
        )

    def _group(self, key: Scalar, node: Node) -> IndicatorGroup | None:
        if not self._reader.name(key, node, "组"):
            return None
        if (mapping := self._reader.mapping(node, f"“{key.text}”", "写成 项目数: 0个")) is None:
            return None
        indicators = {}
        for name, value in mapping:
            if name.text == "checks":
                continue
            if indicator := self._indicator(key.text, name, value):
                indicators[name.text] = indicator
            else:
                self._unread.add(f"{key.text}.{name.text}")
        checks = checks_of(self._reader, self._formulas, mapping.get("checks"))
        return IndicatorGroup(key.text, indicators, checks)

    def _indicator(self, group: str, name: Scalar, node: Node) -> Indicator | None:
        if not self._reader.name(name, node, "指标"):
            return None
        at = f"{group}.{name.text}"
        if (scalar := self._reader.scalar(node, f"“{at}”的样式")) is None:
            return None
        written, _, _ = scalar.text.replace("＝", "=").partition("=")
        pattern = read_pattern(written.strip(), self._units)
        if pattern is None:
            span = scalar.span.part(0, len(written.rstrip())) if scalar.exact else scalar.span
            unit, zeros = _NOUGHT.sub("", written).strip(), "".join(_NOUGHT.findall(written)) or "0"
            pattern = read_pattern(zeros + unit, self._units)
            hint = "样式写作小数位加单位，如 0个、0.00万元、0.00%；新单位先登记到 units"
            hint = f"应写作 {zeros}{unit}" if pattern else hint
            self._notes.error("L310", f"“{written.strip()}”读不成样式", span, hint, at)
        if pattern is None:
            return None
        says = len(written) < len(scalar.text)
        read = self._formulas.own(scalar, len(written) + 1, at) if says else None
        formula = replace(read, span=name.span) if read else None
        return Indicator(name.text, pattern, formula, self._meaning(scalar), name.span, says and not read)

    def _meaning(self, scalar: Scalar) -> str:
        """The comment at the end of the indicator's line."""
        return self._lines[scalar.span.line - 1].comment.lstrip("#").strip()


def checks_of(reader: Reader, formulas: Formulas, node: Node | None) -> tuple[Check, ...]:
    """A list of comparisons; what cannot be read is noted and left out."""

    def read(item: Node) -> Check | None:
        scalar = reader.scalar(item, "检查式")
        return formulas.check(scalar) if scalar else None

    return tuple(reader.each(node, "checks", read))
