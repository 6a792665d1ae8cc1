"""The lines of a YAML file as a person sees them: what is structure and what the text of a block, and the brackets left open."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from enum import Enum, auto

from reportgen import patterns
from reportgen.finding import Span, Text
from reportgen.load.yaml.scan import CLOSING, KEY, WIDE_SPACES, Scan, Scanner, ordinary
from reportgen.value import Value, cached_property

_ODD = patterns.compile(f"[\t{WIDE_SPACES}]")
SPACE_NAMES = {"\t": "制表符", "\u3000": "全角空格", "\u00a0": "不换行空格"}
_WIDTHS = {" ": 1, "\u00a0": 1, "\u202f": 1}  # any other odd space counts as two columns
_BLOCK_HEADER = patterns.compile(
    r"(?:[:：]\s*|(?:^|-)\s+|^)[|>][-+0-9]*$|^\s*(?:- +)*text:(?:\s*|\s+[|>].*)$"
)
FILE_KEYS = (
    "locality", "year", "report", "title", "author", "letter", "metrics", "checks", "waive", "sections", "attachments",
)  # fmt: skip
SECTION_KEYS = ("heading", "with", "text", "points", "items", "sections", "table")
LETTER_KEYS = (
    "发文机关", "发文字号", "签发人", "主送机关", "抄送", "成文日期", "印发机关", "印发日期", "附注", "份号", "密级", "紧急程度",
)  # fmt: skip
STRUCTURE_KEYS = frozenset(
    (
        *SECTION_KEYS, "title", "author", "from", "file", "landscape", "attachments", "metrics", "checks", "waive", "letter",
        "rows", "columns", "total", "number", "code", "at", "reason", "by",
    )
)  # fmt: skip
_KEYS = patterns.any_of(STRUCTURE_KEYS)
_BELOW_TEXT = patterns.compile(rf"(?:-\s+)*\{{?(?:{'|'.join(SECTION_KEYS)}|attachments) *[:：]")
"""What follows a section's text and is never text, however far right it stands."""
_STRUCTURE = patterns.compile(rf"(?:- +)?(?:{_KEYS})[:：]|- +[^\s：:]+:(?:\s|$)")
_AFTER_BLOCK = patterns.compile(
    rf"(?:- +)*[^\s,\[\]{{}}：，。；、]+\s*:|[-－—•·●%]|---|\.\.\.|(?:{_KEYS})\s*(?:：|$)"
)
_OPENS = patterns.compile(r"[:：](?:\s+[&!]\S*)?$|^\s*(?:- +)*-$")
_LONGEST_KEY = 30
_LIKE_KEY = patterns.compile(rf"(?:[-－—–•·●]\s*)*[^\s：:，,\[{{\"']{{1,{_LONGEST_KEY}}}\s*(?:：|:)")
_ITEM = patterns.compile(r"-(?:\s|$)|[-－—–•·●]\s*(?=[^\s\-－—–])")
_WORD = patterns.compile(r"[^\W\d]\w{0,29}")
PASTED = patterns.compile(r" *(?P<name>[^\W\d][\w（）()]*)(?P<tab>[ \t]*\t[ \t]*)(?P<value>[^\t]*[^\s])")
"""Two cells of a spreadsheet."""
_DASHES = patterns.compile(r"(?:- +)+")


class Is(Enum):
    """What a line is; BLANK is empty or only a comment."""

    STRUCTURE = auto()
    BLOCK = auto()
    BLANK = auto()


class Form(Value, frozen=True, gc=False):
    """How a line stands to those around it.

    `is_item`: it begins with the dash of a list item, or what was meant as one. `begins_with_key`: with a key and its colon.
    `seems_to_hold_key`: with what was meant as a key, though its colon be full-width or lack a space. `opens`: what stands below
    belongs to it. `inner`: how many columns behind its indent its own keys stand.
    """

    is_item: bool = False
    begins_with_key: bool = False
    seems_to_hold_key: bool = False
    opens: bool = False
    inner: int = 0


_FORMLESS = Form()


class Line(Value, frozen=True, gc=False):
    """A line of a file.

    `lead`: its leading white space. `indent`: the width of that in columns. `odd_space`: the first character of it that is no plain
    space, empty for a line of nothing but space. `code`: what stands before a comment. `brackets`: those open where the line begins.
    """

    text: Text
    number: int
    start: int
    content: str
    lead: str
    indent: int
    scan: Scan
    code: str = ""
    form: Form = _FORMLESS
    brackets: str = ""
    odd_space: str = ""
    kind: Is = Is.STRUCTURE

    @property
    def comment(self) -> str:
        return self.content[self.scan.code_end :]

    @property
    def depth(self) -> int:
        return len(self.brackets)

    @property
    def column(self) -> int:
        """Where its first character that is no space stands, from 0."""
        return len(self.lead)

    @property
    def inner_indent(self) -> int:
        """The indent of the keys that belong with its own: behind its dashes when it is a list item."""
        return self.indent + self.form.inner

    @property
    def pasted(self) -> bool:
        """Whether it is two cells pasted from a spreadsheet, a tab in the place of the colon."""
        free = self.kind is Is.STRUCTURE and not self.brackets and not self.scan.colons
        return free and bool(PASTED.fullmatch(self.code))

    @property
    def whole(self) -> Span:
        """The line without its end."""
        return self.span(0, len(self.content))

    def inside(self, at: int) -> bool:
        """Whether a column lies between brackets."""
        return bool(self.brackets) or any(self.content[v] in "[{" for v in self.scan.values if v < at)

    def span(self, start: int, end: int) -> Span:
        """The columns [start, end) of this line, from 0."""
        return Span(self.text, self.start + start, self.start + end)


def is_loose_text(line: Line) -> bool:
    """Whether a line that is no text of a block has neither a key nor the dash of an item; a text may begin with another dash."""
    free = line.kind is Is.STRUCTURE and not line.form.begins_with_key
    return free and not line.content.startswith("- ", line.column)


class Bracket(Value, frozen=True):
    """A bracket that nothing closes, the place before the next key where it should have been, and with what."""

    opened: Span
    end: Span
    closing: str


class Layout(Value, frozen=True, dict=True):
    """All lines of a file; those of each block of text, behind the line that begins it; and the brackets left open."""

    lines: tuple[Line, ...] = ()
    blocks: tuple[tuple[Line, ...], ...] = ()
    unclosed: tuple[Bracket, ...] = ()

    @cached_property
    def structure(self) -> list[Line]:
        """The lines of structure."""
        structure = Is.STRUCTURE
        return [line for line in self.lines if line.kind is structure]

    @cached_property
    def unusual(self) -> list[Line]:
        """The lines of structure in which something may be amiss."""
        return [line for line in self.structure if not line.scan.ordinary]

    @cached_property
    def _rows(self) -> list[int]:
        return [line.number for line in self.structure]

    def before(self, line: Line) -> Line | None:
        """The structure line above a line."""
        index = bisect_left(self._rows, line.number)
        return self.lines[self._rows[index - 1] - 1] if index else None

    def after(self, line: Line) -> Line | None:
        """The structure line below a line."""
        index = bisect_right(self._rows, line.number)
        return self.lines[self._rows[index] - 1] if index < len(self._rows) else None

    def is_head(self, line: Line) -> bool:
        """Whether a line that is not ordinary is a word that lacks the colon of a key, with what belongs to it below."""
        if line.depth or not _WORD.fullmatch(line.code, line.column):
            return False
        after = self.after(line)
        if after is None or after.indent <= line.indent:
            return False
        return after.form.is_item or after.form.begins_with_key

    def below(self, line: Line) -> Iterator[Line]:
        """All lines below a line."""
        return (self.lines[i] for i in range(line.number, len(self.lines)))

    def above(self, line: Line) -> Iterator[Line]:
        """All lines above a line, upwards."""
        return (self.lines[i] for i in range(line.number - 2, -1, -1))


def lay_out(text: Text, content: str) -> Layout:
    """Reads a text's lines once, from the top; `content` is what it says with each sign as it was meant."""
    return _Reading(text).layout(content)


def form_of(content: str, code: str, column: int) -> Form:
    """The form of a line that is not ordinary: its content, what of that stands before a comment, and where it begins."""
    is_item = bool(_ITEM.match(content, column))
    may_open = code.endswith((":", "：", "-")) or "&" in code or "!" in code
    return Form(
        is_item,
        begins_with_key=bool(KEY.match(content, column)),
        seems_to_hold_key=bool(_LIKE_KEY.match(content, column)),
        opens=may_open and bool(_OPENS.search(code)),
        inner=_inner(code, column) if is_item else 0,
    )


def _inner(code: str, column: int) -> int:
    """How wide the dashes of a list item are. Below a dash on a line of its own keys stand as far right as they like."""
    if dashes := _DASHES.match(code, column):
        return len(dashes[0])
    return 2 if code[column:] != "-" else 0


def _lead(content: str) -> tuple[str, int, str]:
    """The white space a line begins with, its width, and the first space in it that is no plain one."""
    lead = content[: len(content) - len(content.lstrip())]
    if lead.isascii() and "\t" not in lead:
        return lead, len(lead), ""
    odd = _ODD.search(lead)
    return lead, sum(_WIDTHS.get(c, 2) for c in lead), odd[0] if odd else ""


class _Reading:
    def __init__(self, text: Text) -> None:
        self._text = text
        self._scanner = Scanner()
        self._unclosed: list[Bracket] = []
        self._code_end = 0
        self._blocks: list[list[Line]] = []
        self._block: int | None = None  # the column a block's text lies right of, while in one
        self._base: int | None = None  # the indent of that text's first line

    def layout(self, content: str) -> Layout:
        lines = []
        start = 0
        for number, line in enumerate(content.split("\n"), 1):
            lines.append(self._line(number, start, line))
            start += len(line) + 1
        self._give_up_brackets()
        return Layout(tuple(lines), tuple(map(tuple, self._blocks)), tuple(self._unclosed))

    def _line(self, number: int, start: int, content: str) -> Line:
        if self._block is not None and (text := self._text_of_block(self._block, number, start, content)):
            return text
        if not self._scanner.open and (found := ordinary(content)):
            return self._ordinary(number, start, found)
        lead, indent, odd = _lead(content)
        if len(lead) == len(content) or content.startswith("#", len(lead)):
            scan = Scan(len(lead))
            return Line(self._text, number, start, content, lead, indent, scan, odd_space=odd, kind=Is.BLANK)
        return self._structure(number, start, content, lead, indent, odd)

    def _text_of_block(self, block: int, number: int, start: int, content: str) -> Line | None:
        """The line as text of the block above it, which ends when it is none."""
        lead, indent, odd = _lead(content)
        if not self._goes_on(block, content[len(lead) :], indent):
            self._block = self._base = None
            return None
        scan, code = Scan(len(content)), content.rstrip()
        line = Line(
            self._text, number, start, content, lead, indent, scan, code, odd_space=odd, kind=Is.BLOCK
        )
        self._blocks[-1].append(line)
        return line

    def _goes_on(self, block: int, bare: str, indent: int) -> bool:
        """Whether a line is text of the block above it. One whose indent is too small is, unless it can be something else."""
        if not bare:
            return True
        if _BELOW_TEXT.match(bare):
            return False
        if self._base is None:
            if indent > block:
                self._base = indent
            return indent > block
        if indent > block:
            return indent >= self._base or not (_STRUCTURE.match(bare) or bare.startswith("#"))
        return not _AFTER_BLOCK.match(bare) and not bare.startswith("#")

    def _begin_block(self, header: Line, column: int) -> None:
        self._blocks.append([header])
        self._block = column

    def _ordinary(self, number: int, start: int, found: re.Match[str]) -> Line:
        content = found.string
        lead, dash, key, value, item, comment = found.groups()
        end = found.start("comment") if comment else len(content)
        code = content[:end].rstrip()
        inner = len(dash) if dash else 0
        first = len(lead) + inner
        if key:
            scan = Scan(end, (first,), (first + len(key),), ordinary=True, header=value == "|")
            form = Form(dash is not None, True, len(key) <= _LONGEST_KEY, code.endswith(":"), inner)
        else:
            scan = Scan(end, (first,) if item else (), ordinary=True)
            form = Form(dash is not None, inner=inner)
        line = Line(self._text, number, start, content, lead, len(lead), scan, code, form)
        if scan.header:
            self._begin_block(line, first)
        return line

    def _structure(self, number: int, start: int, content: str, lead: str, indent: int, odd: str) -> Line:
        opened, column = self._scanner.open, len(lead)
        if opened and indent <= opened[0].indent and KEY.match(content, column):
            self._give_up_brackets()
            if found := ordinary(content):
                return self._ordinary(number, start, found)
        brackets = "".join(b.bracket for b in opened)
        scan = self._scanner.scan(content, start, indent)
        code = content[: scan.code_end].rstrip()
        form = form_of(content, code, column)
        line = Line(self._text, number, start, content, lead, indent, scan, code, form, brackets, odd)
        self._code_end = start + len(code)
        if not opened and _BLOCK_HEADER.search(code):
            bare = code[form.inner + column :]
            self._begin_block(line, line.inner_indent if bare[:1] not in ("|", ">") else code.rfind("-"))
        return line

    def _give_up_brackets(self) -> None:
        if opened := self._scanner.open:
            offset = opened[0].offset
            closing = "".join(CLOSING[b.bracket] for b in reversed(opened))
            end = Span(self._text, self._code_end, self._code_end)
            self._unclosed.append(Bracket(Span(self._text, offset, offset + 1), end, closing))
            opened.clear()
