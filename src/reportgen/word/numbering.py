"""Automatic numbers: what Word prints before a paragraph without it being written anywhere (ISO/IEC 29500-1, 17.9)."""

import re
from collections.abc import Mapping

from reportgen.package import Element, W
from reportgen.quantity import hanzi, hanzi_year
from reportgen.value import Value
from reportgen.word.names import descendant, is_on, number, value
from reportgen.word.styles import Style

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_FORMAL = str.maketrans("一二三四五六七八九十百千零", "壹贰叁肆伍陆柒捌玖拾佰仟零")
_COUNTED = {
    "chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand", "japaneseCounting",
    "ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital",
}  # fmt: skip
_DIGITAL = {"ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"}
_MOST = 9_999
_DEPTHS = range(9)
_LONGEST = 255
"""What Word gives a list: nine levels, and so many characters before a paragraph."""
_CLOSED = tuple("、）)】》：:")
"""Ends of a number after which no space is needed to keep it apart from the text."""


class _Level(Value, frozen=True):
    """One level of a list: first number, form, text with %1 … %9, whether all of it prints as 1, 2, 3 (w:isLgl), the style that
    brings it, and the w:pPr it gives its paragraphs."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False
    style: str | None = None
    look: Element | None = None


class Numbering:
    """Counts the numbered paragraphs of a document as they come."""

    def __init__(self, root: Element | None) -> None:
        found = root if root is not None else ()
        self._abstract = {
            e.get(W + "abstractNumId", ""): _levels(e) for e in found if e.tag == W + "abstractNum"
        }
        self._nums = {e.get(W + "numId", ""): e for e in found if e.tag == W + "num"}
        self._lists: dict[str, tuple[str, Mapping[int, _Level]]] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()

    def next(self, properties: Element | None, style: Style) -> str:
        """The number before the paragraph with these w:pPr, and counts on; empty when it has none."""
        identity = (value(properties, "numPr/numId") or style.numbering) if self._nums else None
        if identity not in self._nums:
            return ""
        abstract, levels = self._list(identity)
        depth = number(value(properties, "numPr/ilvl"), style.depth)
        if depth is None:
            depth = next((d for d, level in levels.items() if style.id and level.style == style.id), 0)
        if depth not in levels:
            return ""
        counters = self._count(identity, abstract, depth, levels)
        return _printed(levels, depth, counters)

    def look(self, identity: str, depth: int) -> Element | None:
        """The w:pPr that a level of a list gives its paragraphs; None for numId 0, which takes a paragraph out of its style's list."""
        level = self._list(identity)[1].get(depth) if identity in self._nums else None
        return level.look if level else None

    def _list(self, identity: str) -> tuple[str, Mapping[int, _Level]]:
        """The list a w:num stands for: its abstract list's id, and the levels with the changes the num makes."""
        if identity not in self._lists:
            element = self._nums[identity]
            abstract = value(element, "abstractNumId") or ""
            changed = {}
            for override in element.iterchildren(W + "lvlOverride"):
                depth = number(override.get(W + "ilvl"), 0) or 0
                level = descendant(override, "lvl")
                if level is not None and depth in _DEPTHS:
                    changed[depth] = _level(level)
            self._lists[identity] = abstract, {**self._abstract.get(abstract, {}), **changed}
        return self._lists[identity]

    def _count(
        self, identity: str, abstract: str, depth: int, levels: Mapping[int, _Level]
    ) -> Mapping[int, int]:
        counters = self._counters.setdefault(abstract, {})
        restart = self._restart(identity, depth)
        if restart is not None:
            counters.pop(depth, None)
        begin = levels[depth].start if restart is None else restart
        counters[depth] = counters[depth] + 1 if depth in counters else begin
        for deeper in [d for d in counters if d > depth]:
            del counters[deeper]
        for higher in range(depth):
            counters.setdefault(higher, levels[higher].start if higher in levels else 1)
        return counters

    def _restart(self, identity: str, depth: int) -> int | None:
        """The number a w:num starts anew from, the first time it is used on a level."""
        if (identity, depth) in self._restarted:
            return None
        self._restarted.add((identity, depth))
        for override in self._nums[identity].iterchildren(W + "lvlOverride"):
            if number(override.get(W + "ilvl")) == depth:
                return number(value(override, "startOverride"))
        return None


def _levels(abstract: Element) -> dict[int, _Level]:
    found = {number(e.get(W + "ilvl"), 0) or 0: _level(e) for e in abstract.iterchildren(W + "lvl")}
    return {depth: level for depth, level in found.items() if depth in _DEPTHS}


def _level(element: Element) -> _Level:
    return _Level(
        number(value(element, "start"), 1) or 0,
        value(element, "numFmt") or "decimal",
        (value(element, "lvlText") or "")[:_LONGEST],
        is_on(element, "isLgl"),
        value(element, "pStyle"),
        descendant(element, "pPr"),
    )


def _printed(levels: Mapping[int, _Level], depth: int, counters: Mapping[int, int]) -> str:
    level = levels[depth]
    if level.form in ("bullet", "none"):
        return ""

    def counted(match: re.Match[str]) -> str:
        which = int(match[1]) - 1
        form = "decimal" if level.legal or which not in levels else levels[which].form
        return in_form(counters.get(which, 1), form)

    text = re.sub(r"%([1-9])", counted, level.text)[:_LONGEST]
    return text if not text or text.endswith(_CLOSED) else text + " "


def in_form(count: int, form: str) -> str:
    """A list number in one of Word's forms (ST_NumberFormat); those not met in Chinese documents print as digits."""
    if not 0 < count <= _MOST:
        return str(count)
    match form:
        case _ if form in _DIGITAL and count > 10:
            return hanzi_year(count)
        case _ if form in _COUNTED:
            return hanzi(count)
        case "chineseLegalSimplified" | "ideographLegalTraditional":
            return hanzi(count).translate(_FORMAL)
        case "ideographTraditional" if count <= len(_STEMS):
            return _STEMS[count - 1]
        case "upperLetter" | "lowerLetter":
            letter = chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1)
            return letter if form == "upperLetter" else letter.lower()
        case "upperRoman" | "lowerRoman":
            return _roman(count).upper() if form == "upperRoman" else _roman(count)
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if count <= 20:
            return chr(ord("①") + count - 1)
        case "decimalZero":
            return f"{count:02}"
        case _:
            return str(count)


def _roman(count: int) -> str:
    letters = ""
    for amount, letter in _ROMAN:
        letters += letter * (count // amount)
        count %= amount
    return letters
