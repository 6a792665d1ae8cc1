"""Reading a locality's file into a Locality."""

import re

from reportgen import patterns
from reportgen.content import Dictionary, LetterField, Locality, Waiver
from reportgen.load.schema.cells import Cells
from reportgen.load.schema.dates import meant_date
from reportgen.load.schema.dictionary import checks_of
from reportgen.load.schema.formulas import Formulas
from reportgen.load.schema.keys import groups_at_margin
from reportgen.load.schema.reader import Reader, first_line
from reportgen.load.schema.sections import Sections
from reportgen.load.schema.values import PENDING, Values
from reportgen.load.yaml.lines import FILE_KEYS, LETTER_KEYS
from reportgen.load.yaml.tree import Mapping, Node, Sequence
from reportgen.places import Place
from reportgen.quantity import tidy_digits

WAIVER_KEYS = {
    "code": "code: D101",
    "at": "at: 组.指标",
    "reason": "reason: 口径与上年不同",
    "by": "by: 张三",
}
_IN_LETTER = dict.fromkeys(LETTER_KEYS, "letter")
_DATES = ("成文日期", "印发日期")
_DATE = patterns.compile(r"\d{4}年\d{1,2}月\d{1,2}日", re.ASCII)


class Localities:
    """Reads one locality's file."""

    def __init__(self, reader: Reader, dictionary: Dictionary, place: Place) -> None:
        self._reader, self._notes = reader, reader.notes
        self._dictionary, self._place = dictionary, place
        self._values = Values(reader.notes, dictionary.units, dictionary.names)

    def read(self, root: Mapping) -> Locality | None:
        """The locality, or None when it does not say whose it is; one that says another year is read as its folder's."""
        root = self._reader.keyed(root, FILE_KEYS, "文件", {**groups_at_margin(root), **_IN_LETTER})
        name, misdated = self._name(root), self._is_misdated(root)
        report = root.get("report")
        metrics = Cells(self._reader, self._dictionary, self._place.id).read(root.get("metrics"))
        formulas = Formulas(self._notes, self._dictionary.units)
        narrative, author = Sections(self._reader), root.get("author")
        if report:
            self._complete(root)
        locality = Locality(
            name=name,
            year=self._place.year,
            misdated=misdated,
            slug=self._place.slug,
            text=self._notes.text,
            report=self._report(report),
            report_span=report.span if report else None,
            title=self._reader.fragment(root.get("title"), "title"),
            author=self._reader.word(author, "author"),
            author_span=author.span if author else None,
            letter=self._letter(root.get("letter")),
            groups=metrics.groups,
            cells=metrics.cells,
            tables=metrics.tables,
            checks=checks_of(self._reader, formulas, root.get("checks")),
            waivers=tuple(self._reader.each(root.get("waive"), "waive", self._waiver)),
            sections=narrative.sections(root.get("sections"), "sections"),
            enclosures=narrative.enclosures(root.get("attachments")),
            span=first_line(root.get("locality") or root),
        )
        return locality if name else None

    def _name(self, root: Mapping) -> str:
        if not self._reader.require(root, "locality", "文件", "locality: 宁县"):
            return ""
        node = root.get("locality")
        name = self._reader.word(node, "locality")
        if name and node and (name == PENDING or not re.fullmatch(r"[^\W\d_]+", name)):
            joined = re.sub(rf"\s|{PENDING}", "", name)
            meant = joined if re.fullmatch(r"[^\W\d_]+", joined) else ""
            hint = f"应写作 {meant}" if meant else "locality 写地区的名称，如 宁县"
            self._notes.error("L203", f"“{name}”不是地区名", node.span, hint)
            if meant and node.span.quote == name:
                self._notes.tidy(node.span, meant)
            return meant
        return name

    def _is_misdated(self, root: Mapping) -> bool:
        """Whether the file says another year than its folder; notes that, and a year that is missing or miswritten."""
        if not self._reader.require(root, "year", "文件", f"year: {self._place.year}"):
            return False
        node = root.get("year")
        year = self._reader.word(node, "year")
        if not year or not node or year == str(self._place.year):
            return False
        if not re.fullmatch(r"(?:19|20)\d{2}", year, re.ASCII):
            self._notes.error("L203", f"年度“{year}”要写成四位数字", node.span, f"应写作 {self._place.year}")
            if tidy_digits(year).rstrip("年度") == str(self._place.year) and node.span.quote == year:
                self._notes.tidy(node.span, str(self._place.year))
            return False
        message = f"年度写为 {year}，文件却在 {self._place.year} 文件夹里"
        hint = f"年度改为 {self._place.year}，或把文件移到 {year} 文件夹"
        self._notes.error("L205", message, node.span, hint)
        return True

    def _report(self, node: Node | None) -> str:
        name = self._reader.word(node, "report")
        if name and node and not re.fullmatch(r"[\w-]+", name):
            hint = "写 templates 里的文件名，不带扩展名，如 work-summary"
            self._notes.error("L203", f"“{name}”不是模板名", node.span, hint)
            return ""
        return name

    def _complete(self, root: Mapping) -> None:
        """A file that is to be built has a title and a body; a file cut short lacks them."""
        self._reader.require(root, "title", "写了 report 的文件", "title: 2025年预算绩效管理工作开展情况")
        self._reader.require(root, "sections", "写了 report 的文件", "sections:，其下写各部分")

    def _letter(self, node: Node | None) -> dict[str, LetterField]:
        mapping = self._reader.mapping(node, "letter", "写成 发文机关: 某市财政局") if node else None
        if mapping is None:
            return {}
        mapping = self._reader.keyed(mapping, LETTER_KEYS, "letter")
        fields = {}
        for key, value in mapping:
            if key.text in LETTER_KEYS:
                values = self._letter_values(key.text, value)
                waits = values in ((), (PENDING,))  # one that cannot be read is told, and waits to be mended
                fields[key.text] = LetterField(() if waits else values, first_line(value), waits)
        return fields

    def _letter_values(self, key: str, node: Node) -> tuple[str, ...]:
        if isinstance(node, Sequence):
            return self._reader.words(node, key)
        value = self._reader.word(node, key)
        if key in _DATES and value not in ("", PENDING):
            self._judge_date(key, value, node)
        return (value,) if value else ()

    def _judge_date(self, key: str, value: str, node: Node) -> None:
        """Notes a date that is not written as year, month and day, or that the calendar lacks."""
        if (meant := meant_date(value)) is None:
            hint = f"年月日写全，如 {self._place.year + 1}年1月12日"
            self._notes.error("L305", f"{key}“{value}”不是完整日期", node.span, hint)
            return
        tidy = "{}年{}月{}日".format(*meant)
        if not self._values.possible_dates(tidy, node.span) or tidy == value:
            return
        if node.span.quote == value:
            self._notes.tidy(node.span, tidy)
        if _DATE.fullmatch(value):
            self._notes.warning("L305", f"{key}的月、日前面不加 0", node.span, f"应写作 {tidy}")
        else:
            self._notes.error("L305", f"{key}“{value}”的写法不规范", node.span, f"应写作 {tidy}")

    def _waiver(self, node: Node) -> Waiver | None:
        what, example = "waive 的一项", "写成 {code: D101, at: 组.指标, reason: …, by: 张三}"
        if (mapping := self._reader.mapping(node, what, example)) is None:
            return None
        mapping = self._reader.keyed(mapping, tuple(WAIVER_KEYS), what)
        present = [self._reader.require(mapping, key, what, like) for key, like in WAIVER_KEYS.items()]
        if not all(present):
            return None
        code, at, reason, by = (self._reader.word(mapping.get(key), f"waive 的 {key}") for key in WAIVER_KEYS)
        written = mapping.get("code")
        if code and written and not re.fullmatch(r"[LFDPTGO]\d{3}", code, re.ASCII):
            self._notes.error("L210", f"“{code}”不是问题代码", written.span, "照检查结果里的代码写，如 D101")
            return None
        return Waiver(code, at, reason, by, first_line(mapping)) if all((code, at, reason, by)) else None
