"""Reading formulas and checks at their place in the file."""

from reportgen.content import Check, Formula
from reportgen.finding import Span
from reportgen.formula import FormulaError, parse_comparison, parse_expression, tidy_formula
from reportgen.load.yaml.notes import Notes
from reportgen.load.yaml.tree import Scalar
from reportgen.quantity import Units

_EQUALS = ("=", "＝")


class Formulas:
    """Reads the formulas of one file."""

    def __init__(self, notes: Notes, units: Units) -> None:
        self._notes, self._units = notes, units

    def own(self, scalar: Scalar, start: int, at: str) -> Formula | None:
        """The formula that a cell's text holds from `start` on; None (with a finding) when it cannot be read."""
        if (whole := self._place(scalar, at)) is None:
            return None
        start += scalar.text[start : start + 1] in _EQUALS  # == says what = does
        text = scalar.text[start:]
        if not text.strip():
            self._notes.error(
                "F105", "= 后面没有公式", whole.part(start - 1, start), "补上公式，或删去 =", at
            )
            return None
        inner = start + len(text) - len(text.lstrip())
        span = whole.part(inner, start + len(text.rstrip()))
        self._width(whole.part(start - 1, span.end - whole.start), at)
        try:
            return Formula(span.quote, parse_expression(span, self._units), span)
        except FormulaError as error:
            self._notes.error("F105", error.message, error.span, error.hint, at)
            return None

    def check(self, scalar: Scalar) -> Check | None:
        """A comparison that must hold; None (with a finding) when it cannot be read."""
        if (span := self._place(scalar, "")) is None:
            return None
        self._width(span, "")
        try:
            return Check(span.quote, parse_comparison(span, self._units), span)
        except FormulaError as error:
            self._notes.error("F105", error.message, error.span, error.hint)
            return None

    def _place(self, scalar: Scalar, at: str) -> Span | None:
        """Where the scalar stands when it stands there as it reads; None for one that was mended, of which enough is said."""
        if scalar.source is None or "\n" in scalar.text:
            span, hint = scalar.span, "删去引号和换行"
            _, _, more = span.quote.partition("\n")
            if more and not scalar.style:
                span = span.part(len(span.quote) - len(more.lstrip()), len(span.quote))
                hint = "另起一项的，前面补上“- ”；不是的，接在上一行后面"
            self._notes.error("L207", "公式要在一行内写完，不用转义和折叠", span, hint, at)
            return None
        return scalar.span if scalar.exact else None

    def _width(self, span: Span, at: str) -> None:
        if (tidy := tidy_formula(span.quote)) != span.quote:
            self._notes.warning("F106", f"“{span.quote}”用了全角符号", span, f"应写作 {tidy}", at)
            self._notes.tidy(span, tidy)
