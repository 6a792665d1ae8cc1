"""From the XML of a document to paragraphs with effective properties, in reading order."""

from collections.abc import Iterator, Mapping

from reportgen.conform.docx.paragraph import Letters, Paragraph
from reportgen.conform.docx.properties import Properties, is_on, merged, properties, whole_number
from reportgen.conform.docx.styles import NO_STYLE, Style, Styles, toggled
from reportgen.conform.docx.tables import TableFrame, table_frame
from reportgen.conform.docx.text import PAGE_BREAK, runs_of
from reportgen.document import CellPlace
from reportgen.package import Element, W, local_name
from reportgen.value import Value, field, replace
from reportgen.word.names import children, value
from reportgen.word.numbering import Numbering
from reportgen.word.styles import Styles as Outlines

DEFAULT_SIZE = 20  # half-points, when nothing sets one (ECMA-376 17.3.2.38)
_CONTAINERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo"})
_DRAWN = frozenset({"drawing", "pict", "object"})
_THEMES = {"ascii": "asciiTheme", "hAnsi": "hAnsiTheme", "eastAsia": "eastAsiaTheme", "cs": "cstheme"}


class Around(Value, frozen=True):
    """What surrounds a paragraph: its cell and table style, whether it stands in a text box."""

    cell: CellPlace | None = None
    table: Style = NO_STYLE
    boxed: bool = False


class Reader(Value):
    """Reads a story (the body, a footer). Counts lines, sections, tables and list numbers as it goes."""

    styles: Styles
    themes: Mapping[str, str]
    numbering: Numbering
    outlines: Outlines
    section_starts_page: Mapping[int, bool] = field(default_factory=dict)
    tables: list[TableFrame] = field(default_factory=list)
    _line: int = 0
    _section: int = 0
    _page_due: bool = False

    def read(self, container: Element) -> Iterator[Paragraph]:
        """The paragraphs of a story in reading order, those of tables cell by cell, those of a text box after the one that holds it."""
        yield from self._blocks(container, Around())

    def _blocks(self, container: Element, around: Around) -> Iterator[Paragraph]:
        for child in children(container):
            name = local_name(child)
            if name == "p":
                yield from self._paragraph(child, around)
            elif name == "tbl":
                yield from self._table(child, around)
            elif name in _CONTAINERS:
                yield from self._blocks(child, around)

    def _table(self, table: Element, around: Around) -> Iterator[Paragraph]:
        number = len(self.tables)
        self.tables.append(table_frame(number, table))
        style = self.styles.table(value(table, "tblPr/tblStyle") or "")
        for row, line in enumerate(table.findall(W + "tr")):
            for column, cell in enumerate(line.findall(W + "tc")):
                yield from self._blocks(
                    cell, replace(around, cell=CellPlace(number, row, column), table=style)
                )

    def _paragraph(self, element: Element, around: Around) -> Iterator[Paragraph]:
        self._line += 1
        direct = element.find(W + "pPr")
        style_id = value(direct, "pStyle") or ""
        style = self.styles.paragraph(style_id)
        own = self._properties(style, around.table, properties(direct))
        letters, boxes = self._letters(element, style, around), list(_boxes(element))
        text = "".join(run.text for run in letters)
        starts = self._starts_page(own, text)
        number = self.numbering.next(direct, self.outlines.paragraph(style_id)) if text.strip() else ""
        yield Paragraph(
            self._line,
            letters,
            own,
            style.name,
            self._section,
            around.cell,
            around.boxed,
            starts,
            any(local_name(e) in _DRAWN for e in element.iter()),
            number,
        )
        self._page_due = _ends_in_break(text) or (self._page_due and not text.strip() and not starts)
        if direct is not None and direct.find(W + "sectPr") is not None:
            self._section += 1
            self._page_due = self.section_starts_page.get(self._section, True)
        for box in boxes:
            yield from self._blocks(box, Around(boxed=True))

    def _starts_page(self, own: Properties, text: str) -> bool:
        broken_before = PAGE_BREAK in text and bool(text.rpartition(PAGE_BREAK)[2].strip())
        starts = is_on(own, "pageBreakBefore") or broken_before
        return starts or (self._page_due and bool(text.strip()))

    def _properties(self, style: Style, table: Style, direct: Properties) -> Properties:
        levels = [self.styles.defaults.paragraph, table.paragraph, style.paragraph]
        own = merged([*levels, direct]).get("numPr", {})
        look = self.numbering.look(own.get("numId", ""), whole_number(own.get("ilvl")))
        return merged([*levels, properties(look), direct])

    def _letters(self, element: Element, style: Style, around: Around) -> tuple[Letters, ...]:
        found = [
            self._run(properties(run.find(W + "rPr")), style, around, text, instruction)
            for run, text, instruction in runs_of(element)
            if not _is_hidden(run)
        ]
        if not any(run.text for run in found):
            mark = properties(element.find(f"{W}pPr/{W}rPr"))
            return (self._run(mark, style, around, "", ""),)
        return tuple(run for run in found if run.text)

    def _run(self, direct: Properties, style: Style, around: Around, text: str, instruction: str) -> Letters:
        character = self.styles.character(direct.get("rStyle", {}).get("val", ""))
        own = merged([self.styles.defaults.run, around.table.run, style.run, character.run, direct])
        fonts = own.get("rFonts", {})
        themed = {
            slot: self.themes.get(fonts[theme], "") for slot, theme in _THEMES.items() if theme in fonts
        }
        return Letters(
            text,
            {**fonts, **themed},
            frozenset(themed),
            whole_number(own.get("sz", {}).get("val"), DEFAULT_SIZE),
            toggled("b", [style.run, character.run], direct) or is_on(self.styles.defaults.run, "b"),
            own.get("color", {}).get("val", "auto").upper(),
            whole_number(own.get("spacing", {}).get("val")),
            whole_number(own.get("w", {}).get("val"), 100),
            instruction,
        )


def _is_hidden(run: Element) -> bool:
    return is_on(properties(run.find(W + "rPr")), "vanish")


def _ends_in_break(text: str) -> bool:
    return PAGE_BREAK in text and not text.rpartition(PAGE_BREAK)[2].strip()


def _boxes(element: Element) -> Iterator[Element]:
    """The contents of text boxes, each once though Word writes it twice (for old and new programs)."""
    for child in children(element):
        if child.tag == W + "txbxContent":
            yield child
        else:
            yield from _boxes(child)
