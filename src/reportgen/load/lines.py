"""The lines of a YAML file as a person sees them: what is structure and what the text of a block, and the brackets left open."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from enum import Enum, auto
from functools import cached_property

from reportgen import patterns
from reportgen.finding import Span, Text
from reportgen.load.scan import CLOSING, KEY, WIDE_SPACES, Scan, Scanner
from reportgen.value import Value

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
_BELOW_TEXT = patterns.compile(rf"(?:- +)*\{{?(?:{'|'.join(SECTION_KEYS)}|attachments) *[:：]")
"""What follows a section's text and is never text, however far right it stands."""
_STRUCTURE = patterns.compile(rf"(?:- +)?(?:{_KEYS})[:：]|- +[^\s：:]+:(?:\s|$)")
_AFTER_BLOCK = patterns.compile(
    rf"(?:- +)*[^\s,\[\]{{}}：，。；、]+\s*:|[-－—•·●%]|---|\.\.\.|(?:{_KEYS})\s*(?:：|$)"
)
_OPENS = patterns.compile(r"[:：](?:\s+[&!]\S*)?$|^\s*(?:- +)*-$")
_LIKE_KEY = patterns.compile(r"(?:[-－—–•·●]\s*)*[^\s：:，,\[{\"']{1,30}\s*(?:：|:)")
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


class Line(Value, frozen=True):
    """A line of a file: `lead` is its leading white space, `indent` that space's width, `brackets` are those open where it begins; `code`
    is what stands before a comment; `is_item` is whether it begins with a list item's dash, or what was meant as one.
    """

    text: Text
    number: int
    start: int
    content: str
    kind: Is
    lead: str
    indent: int
    scan: Scan
    code: str = ""
    brackets: str = ""
    is_item: bool = False

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
    def odd_space(self) -> str:
        """The first space it is indented with that is no plain one; empty for a line that is all space."""
        if not self.lead.strip(" ") or len(self.lead) == len(self.content):
            return ""
        found = _ODD.search(self.lead)
        return found[0] if found else ""

    @property
    def begins_with_key(self) -> bool:
        """Whether it begins with a key and its colon."""
        return bool(self.scan.colons if self.scan.ordinary else KEY.match(self.content, self.column))

    @property
    def seems_to_hold_key(self) -> bool:
        """Whether it begins with something meant as a key, be its colon full-width or without a space."""
        may_hold = self.scan.colons or not self.scan.ordinary
        return bool(may_hold and _LIKE_KEY.match(self.content, self.column))

    @property
    def pasted(self) -> bool:
        """Whether it is two cells pasted from a spreadsheet, a tab in the place of the colon."""
        free = self.kind is Is.STRUCTURE and not self.brackets and not self.scan.colons
        return free and bool(PASTED.fullmatch(self.code))

    @property
    def opens(self) -> bool:
        """Whether what lies below belongs to it."""
        code = self.code
        if self.scan.ordinary:
            return code.endswith(":")
        may_open = code.endswith((":", "：", "-")) or "&" in code or "!" in code
        return may_open and bool(_OPENS.search(code))

    @property
    def inner_indent(self) -> int:
        """The indent of the keys that belong with its own: behind its dashes when it is a list item.

        Below a dash on a line of its own they stand as far right as they like.
        """
        if not self.is_item:
            return self.indent
        code = self.code
        if dashes := _DASHES.match(code, self.column):
            return self.indent + len(dashes[0])
        return self.indent + (2 if code[self.column :] != "-" else 0)

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


class Bracket(Value, frozen=True):
    """A bracket that nothing closes, the place before the next key where it should have been, and with what."""

    opened: Span
    end: Span
    closing: str


class Layout(Value, frozen=True, dict=True):
    """All lines of a file, and the brackets left open."""

    lines: tuple[Line, ...]
    unclosed: tuple[Bracket, ...]

    @cached_property
    def _rows(self) -> list[int]:
        return [line.number for line in self.lines if line.kind is Is.STRUCTURE]

    def before(self, line: Line) -> Line | None:
        """The structure line above a line."""
        index = bisect_left(self._rows, line.number)
        return self.lines[self._rows[index - 1] - 1] if index else None

    def after(self, line: Line) -> Line | None:
        """The structure line below a line."""
        index = bisect_right(self._rows, line.number)
        return self.lines[self._rows[index] - 1] if index < len(self._rows) else None

    def is_head(self, line: Line) -> bool:
        """Whether a line is a word that lacks the colon of a key, with what belongs to it below."""
        if line.scan.ordinary or line.depth or not _WORD.fullmatch(line.code, line.column):
            return False
        after = self.after(line)
        return after is not None and after.indent > line.indent and (after.is_item or after.begins_with_key)

    def below(self, line: Line) -> Iterator[Line]:
        """All lines below a line."""
        return (self.lines[i] for i in range(line.number, len(self.lines)))

    def above(self, line: Line) -> Iterator[Line]:
        """All lines above a line, upwards."""
        return (self.lines[i] for i in range(line.number - 2, -1, -1))


def lay_out(text: Text, content: str) -> Layout:
    """Reads a text's lines once, from the top; `content` is what it says with each sign as it was meant."""
    return _Reading(text).layout(content)


class _Reading:
    def __init__(self, text: Text) -> None:
        self._text = text
        self._scanner = Scanner()
        self._unclosed: list[Bracket] = []
        self._code_end = 0
        self._block: int | None = None  # the column a block's text lies right of, while in one
        self._base: int | None = None  # the indent of that text's first line

    def layout(self, content: str) -> Layout:
        lines = []
        start = 0
        for number, line in enumerate(content.split("\n"), 1):
            lines.append(self._line(number, start, line))
            start += len(line) + 1
        self._give_up_brackets()
        return Layout(tuple(lines), tuple(self._unclosed))

    def _line(self, number: int, start: int, content: str) -> Line:
        bare = content.lstrip()
        lead = content[: len(content) - len(bare)]
        indent = len(lead) if lead.isascii() and "\t" not in lead else sum(_WIDTHS.get(c, 2) for c in lead)
        if self._goes_on_with_block(bare, indent):
            return Line(
                self._text, number, start, content, Is.BLOCK,
                lead=lead, indent=indent, scan=Scan(len(content)), code=content.rstrip(),
            )  # fmt: skip
        self._block = self._base = None
        if not bare or bare.startswith("#"):
            return Line(
                self._text, number, start, content, Is.BLANK, lead=lead, indent=indent, scan=Scan(len(lead))
            )
        return self._structure(number, start, content, lead, indent)

    def _goes_on_with_block(self, bare: str, indent: int) -> bool:
        """Whether a line is text of the block above it. One whose indent is too small is, unless it can be something else."""
        if self._block is None:
            return False
        if not bare:
            return True
        if _BELOW_TEXT.match(bare):
            return False
        if self._base is None:
            if indent > self._block:
                self._base = indent
            return indent > self._block
        if indent > self._block:
            return indent >= self._base or not (_STRUCTURE.match(bare) or bare.startswith("#"))
        return not _AFTER_BLOCK.match(bare) and not bare.startswith("#")

    def _structure(self, number: int, start: int, content: str, lead: str, indent: int) -> Line:
        opened = self._scanner.open
        if opened and indent <= opened[0].indent and KEY.match(content, len(lead)):
            self._give_up_brackets()
        brackets = "".join(b.bracket for b in opened) if opened else ""
        scan = self._scanner.scan(content, start, indent)
        code = content[: scan.code_end].rstrip()
        line = Line(
            self._text, number, start, content, Is.STRUCTURE,
            lead=lead, indent=indent, scan=scan, code=code, brackets=brackets,
            is_item=bool(_ITEM.match(content, len(lead))),
        )  # fmt: skip
        self._code_end = start + len(code)
        if scan.header:
            self._block = line.inner_indent
        elif not scan.ordinary and not opened and _BLOCK_HEADER.search(code):
            bare = code[line.inner_indent - indent + len(lead) :]
            self._block = line.inner_indent if bare[:1] not in ("|", ">") else code.rfind("-")
        return line

    def _give_up_brackets(self) -> None:
        if opened := self._scanner.open:
            offset = opened[0].offset
            closing = "".join(CLOSING[b.bracket] for b in reversed(opened))
            end = Span(self._text, self._code_end, self._code_end)
            self._unclosed.append(Bracket(Span(self._text, offset, offset + 1), end, closing))
            opened.clear()
