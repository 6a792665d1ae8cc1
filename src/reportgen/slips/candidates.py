"""Small slips in what was written: each kind proposes what the writer may have meant."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from enum import IntEnum, auto

from reportgen.quantity import MONEY, Magnitude, Pattern, Quantity, round_half_up
from reportgen.relation import Figure
from reportgen.slips.digits import digits_of, scaled, transpositions, with_digits
from reportgen.value import Value, replace

_ENOUGH = 4
_OF_POINTS = 2
"""Decimals that 百分点 are told to where they are worked out."""
SCALES = ((Decimal(10) ** -4, "多写了一万倍"), (Decimal(10) ** 4, "少写了一万倍"), (Decimal(10) ** -8, "多写了一亿倍"),
          (Decimal(10) ** 8, "少写了一亿倍"))  # fmt: skip

_MONEY_UNITS = {
    Decimal(10) ** power: name for power, name in ((0, "元"), (4, "万元"), (8, "亿元"), (12, "万亿元"))
}


class Slip(IntEnum):
    """The kinds of slips, likeliest first.

    A wrong digit before a dropped one: where one figure lacks a digit, some other of a sum nearly always has one wrong by as much.
    A copied figure last: it explains any gap.
    """

    NEGATIVE = auto()  # −X for X
    SWAPPED = auto()  # two labels
    COMPLEMENT = auto()  # total − X for X
    SCALED = auto()  # 万元 for 元
    TRANSPOSED = auto()  # two digits
    STALE = auto()  # last year's figure
    RELATIVE = auto()  # % for 百分点
    REST = auto()  # 100% − X for X
    DOUBLED = auto()
    MISTYPED = auto()
    DROPPED = auto()
    COPIED = auto()  # one figure in two cells


class Candidate(Value, frozen=True):
    """A slip at one figure: what would have to be written instead, there and (for a swap) elsewhere, and how to say it."""

    kind: Slip
    key: str
    changed: Mapping[str, Magnitude]
    sentence: str


class Suspect(Value, frozen=True):
    """A figure under suspicion and what is known around it.

    `expected` is what the failing relations say it should be (None when they do not say), `siblings` the other figures of its group,
    `before` last year's figure, `rates` the ratios it stands beside.
    """

    figure: Figure
    quantity: Quantity
    expected: Quantity | None
    siblings: tuple[Figure, ...]
    before: Figure | None
    rates: tuple[Figure, ...]
    complements: tuple[tuple[str, Magnitude], ...]  # (the name of what total − X is, its magnitude)


def candidates(suspect: Suspect) -> Iterator[Candidate]:
    """Every slip that could explain a figure, likeliest kind first."""
    for kind in Slip:
        yield from _PROPOSING[kind](suspect)


def _negative(s: Suspect) -> Iterator[Candidate]:
    if s.quantity.value < 0:
        meant = replace(s.quantity, value=-s.quantity.value, text=s.quantity.text.replace("-", "", 1))
        sentence = f"若为 {meant} 则等式成立：疑似多写了负号"
        yield _single(s, Slip.NEGATIVE, meant.magnitude, sentence)


def _swapped(s: Suspect) -> Iterator[Candidate]:
    figure = s.figure
    for other in s.siblings:
        alike = other.quantity and other.magnitude.dimension == figure.magnitude.dimension
        if alike and other.text != figure.text:
            changed = {figure.key: other.magnitude, other.key: figure.magnitude}
            sentence = f"“{figure.label}”与“{other.label}”对调则等式成立：疑似标签互换"
            yield Candidate(Slip.SWAPPED, figure.key, changed, sentence)


def _copied(s: Suspect) -> Iterator[Candidate]:
    for other in s.siblings:
        same = bool(other.quantity) and other.magnitude.point == s.figure.magnitude.point
        if s.expected and same and not _are_even(s.figure.label, other.label):
            meant = s.expected.text
            sentence = (
                f"与“{other.label}”同为 {other.text}：疑似标签互换（抄重），把“{other.label}”的数写在了“{s.figure.label}”名下；"
                f"若为 {meant} 则等式成立"
            )
            yield _single(s, Slip.COPIED, s.expected.magnitude, sentence)


def _are_even(one: str, other: str) -> bool:
    """Whether two figures are the two sides of an account, which are meant to be the same: 收入总计, 支出总计."""
    return one != other and one.replace("收入", "支出") == other.replace("收入", "支出")


def _scaled(s: Suspect) -> Iterator[Candidate]:
    if not s.quantity.value or (s.expected and not s.expected.value):
        return  # ten thousand times nothing is nothing
    for factor, words in SCALES:
        magnitude = scaled(s.figure.magnitude, factor)
        sentence = f"若为 {_rescaled(s, factor)} 则等式成立：疑似单位写错（{words}）"
        yield _single(s, Slip.SCALED, magnitude, sentence)


def _rescaled(s: Suspect, factor: Decimal) -> str:
    """The same digits in the unit that was meant, where those around are in it or nothing else would be readable; else new digits."""
    value, unit = s.quantity.value * factor, s.quantity.unit
    other = _MONEY_UNITS.get(unit.factor * factor, "") if unit.dimension == MONEY else ""
    around = {sibling.quantity.unit.name for sibling in s.siblings if sibling.quantity}
    if other and (other in around or abs(value) < 1):
        return s.quantity.text.replace(unit.name, other)
    return f"{value.normalize():f}{unit.name}"


def _transposed(s: Suspect) -> Iterator[Candidate]:
    for pair, turned in transpositions(digits_of(s.quantity)):
        yield from _redigited(s, Slip.TRANSPOSED, turned, f"疑似数字颠倒（{pair}↔{pair[::-1]}）")


def _complement(s: Suspect) -> Iterator[Candidate]:
    for name, magnitude in s.complements:
        meant = written_like(s.quantity, magnitude).text
        sentence = (
            f"若为 {meant} 则等式成立：疑似标签互换（补数），把“{name}”的数写在了“{s.figure.label}”名下"
        )
        yield _single(s, Slip.COMPLEMENT, magnitude, sentence)


def _stale(s: Suspect) -> Iterator[Candidate]:
    if s.before and s.expected and s.before.text == s.figure.text:
        meant = s.expected.text
        sentence = f"与上年“{s.before.label}”{s.before.text} 相同：疑似沿用上年数，若为 {meant} 则等式成立"
        yield _single(s, Slip.STALE, s.expected.magnitude, sentence)


def _relative(s: Suspect) -> Iterator[Candidate]:
    if s.quantity.unit.name == "%":
        for rate in s.rates:
            magnitude = scaled(s.figure.magnitude, rate.magnitude.point)
            points = round_half_up(magnitude.point * 100, max(s.quantity.decimals, _OF_POINTS)).normalize()
            sentence = f"若为 {points:f}个百分点（“{rate.label}”{rate.text} 的 {s.figure.text}）则等式成立：疑似把百分比与百分点混用"
            yield _single(s, Slip.RELATIVE, magnitude, sentence)


def _rest(s: Suspect) -> Iterator[Candidate]:
    if s.quantity.unit.name == "%":
        rest = Magnitude.exactly(1 - s.figure.magnitude.point)
        meant = written_like(s.quantity, rest)
        sentence = f"若为 {meant} 则等式成立：疑似写成了余下部分的比率（100% − {meant}）"
        yield _single(s, Slip.REST, meant.magnitude, sentence)


def _doubled(s: Suspect) -> Iterator[Candidate]:
    digits = digits_of(s.quantity)
    for i in range(1, len(digits)):
        if digits[i] == digits[i - 1]:
            meant = digits[:i] + digits[i + 1 :]
            yield from _redigited(s, Slip.DOUBLED, meant, f"疑似多打了一个 {digits[i]}")


def _dropped(s: Suspect) -> Iterator[Candidate]:
    digits = digits_of(s.quantity)
    for i in range(len(digits) + 1):
        for digit in "0123456789":
            yield from _redigited(s, Slip.DROPPED, digits[:i] + digit + digits[i:], f"疑似漏打了一个 {digit}")


def _mistyped(s: Suspect) -> Iterator[Candidate]:
    digits = digits_of(s.quantity)
    for i, old in enumerate(digits):
        for new in "0123456789":
            if new != old:
                said = f"疑似把 {new} 打成了 {old}"
                yield from _redigited(s, Slip.MISTYPED, digits[:i] + new + digits[i + 1 :], said)


_PROPOSING: Mapping[Slip, Callable[[Suspect], Iterator[Candidate]]] = {
    Slip.NEGATIVE: _negative, Slip.SWAPPED: _swapped, Slip.COMPLEMENT: _complement, Slip.SCALED: _scaled,
    Slip.TRANSPOSED: _transposed, Slip.STALE: _stale, Slip.RELATIVE: _relative, Slip.REST: _rest, Slip.DOUBLED: _doubled,
    Slip.MISTYPED: _mistyped, Slip.DROPPED: _dropped, Slip.COPIED: _copied,
}  # fmt: skip


def _single(s: Suspect, kind: Slip, magnitude: Magnitude, sentence: str) -> Candidate:
    return Candidate(kind, s.figure.key, {s.figure.key: magnitude}, sentence)


def _redigited(s: Suspect, kind: Slip, digits: str, words: str) -> Iterator[Candidate]:
    if meant := with_digits(s.quantity, digits):
        yield _single(s, kind, meant.magnitude, f"若为 {meant} 则等式成立：{words}")


def written_like(quantity: Quantity, magnitude: Magnitude, decimals: int = 0) -> Quantity:
    """A magnitude as it would be written beside such a figure: same unit, at least as many decimals."""
    pattern = Pattern(max(quantity.decimals, decimals), quantity.unit, quantity.grouped)
    return pattern.write(magnitude)


def written_among(quantities: Iterable[Quantity], magnitude: Magnitude) -> str:
    """A magnitude as it would be written beside some figures: like the first of its own dimension, else as a bare number."""
    like = next((q for q in quantities if q.unit.dimension == magnitude.dimension), None)
    if like is None:
        return f"{round_half_up(magnitude.point, _ENOUGH).normalize():f}"
    return written_like(like, magnitude).text
