"""Reading a value: a figure, a date, a wording; and saying in tidy form what was meant when it is none of them."""

import re
from calendar import monthrange
from collections.abc import Iterator

from reportgen import patterns
from reportgen.content import Indicator, Wording
from reportgen.finding import Span
from reportgen.formula import tidy_formula
from reportgen.load.yaml.notes import Notes
from reportgen.quantity import (
    PREFIXES,
    Misreading,
    Quantity,
    Unit,
    Units,
    dimension_name,
    from_hanzi,
    hanzi_figure,
    looks_like_figure,
    read_quantity,
    read_usual,
    tidy_figure,
)

PENDING = "待补"
_NOT_VALUES = patterns.compile(
    r"true|false|[-+]?\.?inf|\.?nan|#?N/A|#(?:REF|DIV/0|VALUE|NAME)[!?]|[-—/]+", re.IGNORECASE
)
_YEAR = r"(?:19|20)\d{2}"
_POINT = rf"(?:{_YEAR}年(?:\d{{1,2}}月(?:\d{{1,2}}日)?)?|\d{{1,2}}月(?:\d{{1,2}}日)?)"
_DATE = patterns.compile(rf"(?:(?:{_POINT}|{_YEAR}|\d{{1,2}})[-—–~～至]+)?{_POINT}\D*", re.ASCII)
_DAY = patterns.compile(r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?", re.ASCII)
_ISO_DATE = patterns.compile(rf"(?P<year>{_YEAR})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})", re.ASCII)
_ARITHMETIC = patterns.compile(r".[+＋*×÷/]|\s[-－−]\s")
_CALCULATED = patterns.compile(r"(\S+)\s+([^\W\d][\w.]+\s*[-+＋*×÷/－]\s*[^\W\d][\w.][^=＝]*)")
_EACH = patterns.compile(r"([\d.,]+[^\W\d]+)/([^\W\d]+)")
_SCIENTIFIC = patterns.compile(r"\d(?:\.\d+)?[eE][+-]?\d+")
_NUMBER = patterns.compile(r"[-－−]?\d[\d.]*")
_ORDINAL = frozenset("级类部期届区")
_HOW = "写成数字加单位，如 260个；是文字的以汉字开头，或登记到 indicators.yaml 的 names"
_PERCENT = "百分之"
_WRAPPED = patterns.compile(r"[“\"‘'「](.+)[”\"’'」]|[￥¥](.+)")
_MORE = patterns.compile(r"[（(，,；;#]")
"""How what is said besides a figure begins."""


class Values:
    """Reads the values of one file with the units and proper names its dictionary knows."""

    def __init__(self, notes: Notes, units: Units, names: tuple[str, ...]) -> None:
        self._notes, self.units, self._names = notes, units, frozenset(names)

    def usual(self, text: str) -> Quantity | None:
        """The figure that a text is, with its unit and nothing around it, as nearly all are; None for any other text, and a date."""
        usual = read_usual(text, self.units)
        return None if usual and ("年" in usual.unit.name or text in self._names) else usual

    def read(self, text: str, span: Span, indicator: Indicator | None, at: str) -> Quantity | Wording | None:
        """What a cell's text states; None (with a finding) when it cannot be read."""
        if _NOT_VALUES.fullmatch(text):
            self._notes.error("L204", f"“{text}”不是值", span, "没有数的写 待补，或删去这一行", at)
            return None
        if looks_like_figure(text) and text not in self._names and not _DATE.fullmatch(text):
            return self._figure(text, span, indicator, at)
        if (wrapped := _WRAPPED.fullmatch(text)) and self._reads(bare := wrapped[1] or wrapped[2]):
            what = "引号" if wrapped[1] else "货币符号"
            self._notes.error("L203", f"数不加{what}：{text}", span, f"应写作 {bare}", at)
            if span.quote == text:
                self._notes.tidy(span, bare)
            return None
        if meant := self._in_arabic(text):
            self._notes.error("L304", f"“{text}”是汉字数字", span, f"应写作 {meant}", at)
            return None
        if indicator:
            hint = f"写成数字加单位，如 {indicator.pattern}；没有数的写 待补"
            self._notes.error("L203", f"“{text}”不是数，这个指标要填数", span, hint, at)
            return None
        return Wording(text) if self.possible_dates(text, span, at) else None

    def possible_dates(self, text: str, span: Span, at: str = "") -> bool:
        """Whether every date in a text is in the calendar; notes the first that is not."""
        for match in _DAY.finditer(text):
            if not _in_calendar(int(match["year"] or 2000), int(match["month"]), int(match["day"] or 1)):
                place = span.part(*match.span()) if span.quote == text else span
                self._notes.error("L305", f"没有“{match[0]}”这一天", place, "核对日期", at)
                return False
        return True

    def _figure(self, text: str, span: Span, indicator: Indicator | None, at: str) -> Quantity | None:
        if date := _ISO_DATE.fullmatch(text):
            self._iso_date(text, date, span, indicator, at)
            return None
        read = read_quantity(text, self.units)
        if isinstance(read, Misreading):
            if more := self._more(text):
                hint = f"只写 {text[:more].strip()}；其余的写进 note"
                self._notes.error("L301", f"“{text}”不只是一个数", span, hint, at)
            else:
                self._misread(text, read, span, indicator, at)
            return None
        return read if self.fits(read, indicator, span, at) else None

    def _iso_date(
        self, text: str, date: re.Match[str], span: Span, indicator: Indicator | None, at: str
    ) -> None:
        year, month, day = map(int, date.groups())
        if indicator:
            hint = f"写成数字加单位，如 {indicator.pattern}；没有数的写 待补"
            self._notes.error("L203", f"“{text}”是日期，这个指标要填数", span, hint, at)
        elif not _in_calendar(year, month, day):
            self._notes.error("L305", f"没有“{text}”这一天", span, "核对日期", at)
        else:
            tidy = f"{year}年{month}月{day}日"
            self._notes.error("L305", f"日期“{text}”的写法不规范", span, f"应写作 {tidy}", at)
            if span.quote == text:
                self._notes.tidy(span, tidy)

    def _misread(self, text: str, read: Misreading, span: Span, indicator: Indicator | None, at: str) -> None:
        tidy = next(self._readable(text, read, indicator), "")
        if calculated := _CALCULATED.fullmatch(text):
            hint, tidy = f"数后面是算式的，中间加 =，写作 {calculated[1]} = {tidy_formula(calculated[2])}", ""
        elif tidy:
            hint = f"应写作 {tidy}"
        elif (each := _EACH.fullmatch(text)) and self._reads(each[1]):
            hint = f"只写 {each[1]}；“每{each[2]}”写在指标名称里，如 {each[2]}均…"
        elif _SCIENTIFIC.match(text):
            hint = "这是表格软件的科学记数法，位数已经不全：照台账写全数字和单位"
        elif _ARITHMETIC.search(text):
            hint = f"是算式的，前面加 =，写作 = {tidy_formula(text)}"
        else:
            hint = _HOW if "读不成" in read.message else ""
        self._notes.error("L301", read.message, span, hint, at)
        if tidy and tidy == _mended(text) and span.quote == text:
            self._notes.tidy(span, tidy)

    def _reads(self, text: str) -> bool:
        return not isinstance(read_quantity(text, self.units), Misreading)

    def _more(self, text: str) -> int:
        """Where something begins that is said besides a whole figure, its unit and all; 0 where nothing is."""
        starts = (match.start() for match in _MORE.finditer(text))
        heads = ((start, read_quantity(text[:start].strip(), self.units)) for start in starts)
        return next((start for start, head in heads if isinstance(head, Quantity) and head.unit.name), 0)

    def _readable(self, text: str, read: Misreading, indicator: Indicator | None) -> Iterator[str]:
        """What may have been meant, as far as it reads: the tidy form, tidied again, without spaces, with the dictionary's unit."""
        guesses = [read.tidy]
        if read.tidy and isinstance(further := read_quantity(read.tidy, self.units), Misreading):
            guesses.append(further.tidy)
        guesses.append(re.sub(r"\s+", "", text))
        number = re.fullmatch(r"(\D*[\d.,]+)(?![A-Za-z]+[\u4e00-\u9fff])\D*", text)
        if indicator and number:
            guesses.append(number[1] + indicator.pattern.unit.name)
        return (g for g in guesses if g and self._reads(g))

    def fits(self, read: Quantity, indicator: Indicator | None, span: Span, at: str) -> bool:
        """Whether a figure is in a unit of its indicator's kind; notes it when not."""
        if indicator is None:
            return True
        unit = indicator.pattern.unit
        if unit.name and not read.unit.name:
            self.without_unit(read, unit, span, at)
            return False
        if read.unit.dimension == unit.dimension:
            return self._fits_points(read, indicator, span, at)
        stated, wanted = dimension_name(read.unit.dimension), dimension_name(unit.dimension)
        message = f"单位不合：“{read}”是{stated}，指标字典里是{wanted}（{indicator.pattern}）"
        self._notes.error(
            "F103", message, span, f"改成{wanted}的单位，或检查是否填错了指标；字典见 {indicator.span}", at
        )
        return False

    def without_unit(self, read: Quantity, unit: Unit, span: Span, at: str) -> None:
        """Notes a figure that should have been written with a unit."""
        self._notes.error("L303", f"“{read}”没有写单位", span, _with_unit(read, unit.name), at)

    def of_unknown_unit(self, read: Quantity, span: Span, at: str) -> None:
        """Notes a figure that needs a unit of which nothing says what it is."""
        hint = f"写上单位，如 {read}个、{read}万元；是编号的，登记到 indicators.yaml 的 names"
        self._notes.error("L303", f"“{read}”没有写单位", span, hint, at)

    def _fits_points(self, read: Quantity, indicator: Indicator, span: Span, at: str) -> bool:
        """A rate is no difference of rates, though both are of one dimension."""
        difference = "百分点" in read.unit.name
        if difference == ("百分点" in indicator.pattern.unit.name):
            return True
        message = f"“{read}”与指标字典不合（{indicator.pattern}）：比率写 %，两个百分比之差才写百分点"
        meant = read.text.replace(read.unit.name, indicator.pattern.unit.name)
        self._notes.error("F103", message, span, f"应写作 {meant}；字典见 {indicator.span}", at)
        return False

    def _in_arabic(self, text: str) -> str:
        """The figure a Chinese numeral with a unit spells, with Arabic digits; empty for other words."""
        if start := next((p for p in PREFIXES if text.startswith(p)), ""):
            rest = self._in_arabic(text.removeprefix(start))
            return rest and start + rest
        if text.startswith(_PERCENT) and (number := from_hanzi(text.removeprefix(_PERCENT))) is not None:
            return f"{number}%"
        if (match := hanzi_figure(text, self.units)) is None:
            return ""
        words, unit = match[0], text[match.end() :]
        if len(words) == 1 and unit in _ORDINAL:
            return ""
        if len(words) > 1 and words[-1] in "万亿" and self.units.find(words[-1] + unit):
            words, unit = words[:-1], words[-1] + unit
        number = from_hanzi(words.replace("两", "二"))
        return f"{number:f}{unit}" if number is not None else ""


def _mended(text: str) -> str:
    """A figure without what can only be a slip of writing: full-width signs, a space before the unit, +5%, .5万元, 012个."""
    text = re.sub(r"(?<=\d)[ \u3000]+(?=[^\W\d]|%)", "", tidy_figure(text).removeprefix("+"))
    return re.sub(r"^0+(?=\d)", "", f"0{text}" if text.startswith(".") else text)


def _with_unit(read: Quantity, unit: str) -> str:
    """What to write for a figure without its unit; a share such as 0.98 is most likely 98%, as Excel keeps it."""
    kept = len(read.text) - (len(read.qualifier) if read.text.endswith(read.qualifier) else 0)
    written = read.text[:kept] + unit + read.text[kept:]
    if unit != "%" or read.upper is not None or not 0 < abs(read.value) <= 1:
        return f"应写作 {written}"
    percent = _NUMBER.sub(f"{read.value.scaleb(2):f}%", read.text, count=1)
    return f"应写作 {percent}；已是百分数的，写作 {written}"


def _in_calendar(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
