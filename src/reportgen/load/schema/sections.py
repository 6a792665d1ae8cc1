"""Reading the narrative: sections, their tables, and attachments."""

import re
from pathlib import PurePosixPath

from reportgen.characters import unsafe_name
from reportgen.content import BELOW, Enclosure, Section, TableRequest
from reportgen.load.schema.reader import Reader, first_line
from reportgen.load.yaml.lines import SECTION_KEYS
from reportgen.load.yaml.tree import Mapping, Node, Scalar, Sequence
from reportgen.value import replace

TABLE_KEYS = ("rows", "columns", "total", "number", "title", "note")
ENCLOSURE_KEYS = ("title", "author", "sections", "table", "from", "file", "landscape")
_OF_A_SECTION = ("with", "text", "points", "items")
_YES_AND_NO = frozenset({"true", "false", "yes", "no", "是", "否", "有", "无", "要", "不要"})
_QUOTES = ("“", "”", "‘")
_BODIES = ("sections", "table", "from", "file")


class Sections:
    """Reads the narrative of one locality."""

    def __init__(self, reader: Reader) -> None:
        self._reader, self._notes = reader, reader.notes

    def sections(self, node: Node | None, what: str) -> tuple[Section, ...]:
        """A list of sections; what cannot be read is noted and left out."""
        if node is None:
            return ()
        return tuple(self._reader.each(node, what, lambda item: self._section(item, f"{what} 的一项")))

    def _section(self, node: Node, what: str) -> Section | None:
        example = "写成 heading: 和 text: 两行；标题里有“: ”的请加引号"
        if (mapping := self._reader.mapping(node, what, example)) is None:
            return None
        mapping = self._reader.keyed(mapping, SECTION_KEYS, what, _below(mapping))
        given = mapping.by_name()
        if given.keys().isdisjoint(SECTION_KEYS):
            if not mapping.entries:
                hint = "写上 heading 或 text，或删去"
                self._notes.error("L202", f"{what}是空的", first_line(mapping), hint)
            return None
        self._judge_bare(mapping, what)
        group = given.get("with")
        return Section(
            heading=self._reader.fragment(given.get("heading"), "heading"),
            group=self._reader.word(group, "with"),
            group_span=group.span if group else None,
            text=self._reader.fragment(given.get("text"), "text"),
            points=self.sections(given.get("points"), "points"),
            items=self.sections(given.get("items"), "items"),
            sections=self.sections(given.get("sections"), "sections"),
            table=self._table(given.get("table")),
            span=first_line(mapping),
        )

    def _judge_bare(self, mapping: Mapping, what: str) -> None:
        """Notes a section with nothing below its heading, which may be all an item or a point has to say; not where a fault of the file
        may have taken it away."""
        keys = mapping.by_name().keys()
        says = keys - {"with", *(["heading"] if what.startswith("sections") else ())}
        if not says and not any(finding.is_error for finding in self._notes.findings):
            hint = "写上 text、items、sections 等，或删去这一节"
            self._notes.warning("L202", "这一节没有内容", first_line(mapping), hint)

    def _table(self, node: Node | None) -> TableRequest | None:
        """`table:`, the path of a table cell or a mapping with rows, columns, total, number, title and note."""
        if node is None:
            return None
        if isinstance(node, Scalar):
            rows = self._reader.word(node, "table")
            self._say_columns(rows, None, node)
            return TableRequest(rows, (), "", "", None, node.span) if rows else None
        if (mapping := self._reader.mapping(node, "table", "写成 table: 组.表")) is None:
            return None
        mapping = self._reader.keyed(mapping, TABLE_KEYS, "table")
        if not self._reader.require(mapping, "rows", "table", "rows: 下级 或 rows: 组.表"):
            return None
        rows = self._reader.word(mapping.get("rows"), "rows")
        self._say_columns(rows, mapping, mapping)
        request = TableRequest(
            rows=rows,
            columns=self._reader.words(mapping.get("columns"), "columns"),
            total=self._label(mapping.get("total"), "total", "合计"),
            number=self._label(mapping.get("number"), "number", "序号"),
            title=self._reader.fragment(mapping.get("title"), "title"),
            span=first_line(mapping),
            note=self._reader.fragment(mapping.get("note"), "note"),
        )
        return request if rows else None

    def _say_columns(self, rows: str, mapping: Mapping | None, node: Node) -> None:
        """Notes a table of the children that says nothing of them: their names would stand there alone."""
        if rows == BELOW and not (mapping and mapping.key("columns")):
            hint = "写上要列的指标，如 table: {rows: 下级, columns: [事前评估.项目数]}"
            self._notes.error("L202", "table 的 rows 是下级，却没有写 columns", first_line(node), hint)

    def _label(self, node: Node | None, what: str, usual: str) -> str:
        """A word that is printed as the label of a row or a column; yes and no are none."""
        word = self._reader.word(node, what)
        if node and (word in _YES_AND_NO or word[:1] in _QUOTES):
            hint = f"要印就写 {what}: {usual}，不要就删去"
            self._notes.error("L203", f"{what} 写的是印出来的名称，这里是“{word}”", node.span, hint)
        return word

    def enclosures(self, node: Node | None) -> tuple[Enclosure, ...]:
        """`attachments:`."""
        return tuple(self._reader.each(node, "attachments", self._enclosure))

    def _enclosure(self, node: Node) -> Enclosure | None:
        what = "附件"
        if (mapping := self._reader.mapping(node, what, "写成 title: 和 sections: 等几行")) is None:
            return None
        mapping = self._reader.keyed(self._with_sections(mapping), ENCLOSURE_KEYS, what, _below(mapping))
        mapping = self._with_one_body(mapping)
        return Enclosure(
            title=self._reader.fragment(mapping.get("title"), "附件的 title"),
            author=self._reader.word(mapping.get("author"), "附件的 author"),
            sections=self.sections(mapping.get("sections"), "sections"),
            table=self._table(mapping.get("table")),
            origin=self._reader.word(mapping.get("from"), "from"),
            file=self._file(mapping.get("file")),
            landscape=self._landscape(mapping.get("landscape")),
            span=first_line(mapping),
        )

    def _with_sections(self, mapping: Mapping) -> Mapping:
        """An attachment whose text stands beside its title as if it stood in sections; notes that."""
        loose = [entry for entry in mapping if entry[0].text in _OF_A_SECTION]
        if not loose or mapping.key("sections"):
            return mapping
        (key, _), *_ = loose
        hint = "写成 sections: 下面的一项，如 - text: |"
        self._notes.error("L201", f"附件的 {key.text} 要写在 sections 之下", key.span, hint)
        sections = Sequence((Mapping(tuple(loose), key.span),), key.span)
        rest = (entry for entry in mapping if entry not in loose)
        return replace(mapping, entries=(*rest, (replace(key, text="sections"), sections)))

    def _with_one_body(self, mapping: Mapping) -> Mapping:
        """The attachment; of several keys that say what it holds none is read, which is noted, as is one without any or without a title."""
        bodies = [key for key in _BODIES if mapping.key(key)]
        if len(bodies) > 1:
            span = (mapping.key(bodies[1]) or mapping).span
            hint = "sections、table、from、file 四样只写一样"
            self._notes.error("L203", f"附件已有 {bodies[0]}，不能再写 {bodies[1]}", span, hint)
            return replace(mapping, entries=tuple(e for e in mapping if e[0].text not in bodies))
        if not bodies:
            hint = "写 sections、table、from、file 中的一样"
            self._notes.error("L202", "附件没有内容", first_line(mapping), hint)
        elif bodies != ["from"]:
            self._reader.require(mapping, "title", "附件", "title: 情况统计表")
        return mapping

    def _file(self, node: Node | None) -> str:
        """The path of a file beside this one, or below; empty (with a finding) when it leads elsewhere."""
        path = self._reader.word(node, "file")
        if not path or node is None:
            return ""
        if not (trouble := _unusable(path)):
            return path
        why, hint = trouble
        said = path if path.isprintable() else node.span.quote
        self._notes.error("L206", f"附件文件“{said}”不能用：{why}", node.span, hint)
        return ""

    def _landscape(self, node: Node | None) -> bool:
        word = self._reader.word(node, "landscape")
        if word not in ("", "true", "false") and node:
            hint = "要横排写 true，否则删去这一行"
            self._notes.error("L203", "landscape 只能写 true 或 false", node.span, hint)
        return word == "true"


def _below(mapping: Mapping) -> dict[str, str]:
    """Under which key what belongs that stands beside it: a table's title beside the table."""
    return dict.fromkeys(TABLE_KEYS, "table") if mapping.key("table") else {}


def _unusable(path: str) -> tuple[str, str] | None:
    """Why an attachment's path is not taken, and what to do, in Chinese; None when it is."""
    parts = re.split(r"[/\\]", path)
    if ".." in parts or path[0] in "/\\" or re.match(r"[A-Za-z][\w+.-]*:", path):
        return "只能用本文件夹以内的文件", "写成本文件夹内的路径，如 附件/办法.md"
    if "\\" in path:
        return "路径里不能有 \\", "改成 /：" + "/".join(parts)
    if trouble := next((why for part in path.split("/") if (why := unsafe_name(part))), ""):
        return trouble, "给文件改个名称，这里照着写，如 附件/办法.md"
    if PurePosixPath(path).suffix.lower() != ".md":
        return "只收 .md 文件", "另存为 Markdown 文本，如 附件/办法.md；是表格的，写成 table"
    return None
