"""The year against last year: a bar for each printed figure that has both, as inline SVG."""

from collections.abc import Sequence
from decimal import Decimal

from reportgen.publish.markup import MarkupText, element, words
from reportgen.trace import Account, Trace

_ROW, _TOP = 30, 4
_MIDDLE, _REACH = 180, 90  # where zero stands, how far the longest bar goes
_WIDTH = 360
_MOST = Decimal(100)
"""Per cent at which a bar ends; a longer one is cut and says so by its number."""


def compared(trace: Trace) -> list[tuple[int, Account]]:
    """The printed figures whose change in per cent is known, each once, with the number of its first printing."""
    found: dict[str, tuple[int, Account]] = {}
    for printed in trace.printed:
        account = trace.account(printed)
        if account.before and account.before.percent is not None:
            found.setdefault(printed.key, (printed.number, account))
    return list(found.values())


def chart(figures: Sequence[tuple[int, Account]]) -> MarkupText:
    """Bars to the right for more, to the left for less; each can be clicked like its figure."""
    height = _TOP * 2 + _ROW * len(figures)
    rows = "".join(_row(n, number, account) for n, (number, account) in enumerate(figures))
    axis = element("line", class_="axis", x1=f"{_MIDDLE}", x2=f"{_MIDDLE}", y1="0", y2=f"{height}")
    return element(
        "svg",
        rows + axis,
        class_="chart",
        viewBox=f"0 0 {_WIDTH} {height}",
        role="img",
        aria_label="与上年相比",
    )


def _row(place: int, number: int, account: Account) -> MarkupText:
    assert account.before and account.before.percent is not None
    percent = account.before.percent
    top = _TOP + place * _ROW
    length = int(min(abs(percent), _MOST) * _REACH / _MOST)
    left = _MIDDLE if percent >= 0 else _MIDDLE - length
    said = f"{account.text}，上年 {account.before.text}，{account.before.change}"
    bar = element(
        "rect",
        class_="more" if percent >= 0 else "less",
        x=str(left),
        y=str(top + 15),
        width=str(length),
        height="8",
    )
    ground = element("rect", class_="ground", x="0", y=str(top), width=str(_WIDTH), height=str(_ROW))
    label = element("text", words(account.path), class_="name", x="0", y=str(top + 11))
    value = element(
        "text", words(_signed(percent)), class_="value", x=str(_WIDTH), y=str(top + 11), text_anchor="end"
    )
    return element(
        "g",
        element("title", words(said)) + ground + label + value + bar,
        data_f=str(number),
        tabindex="0",
        role="button",
    )


def _signed(percent: Decimal) -> str:
    sign = "+" if percent > 0 else "−" if percent < 0 else ""
    return f"{sign}{abs(percent):f}%"
