"""Indents: which line stands too far right or left, told by the lines around it, and spaces that are no plain spaces.

YAML would fold such a line into the value above it, or stumble over the line below.
"""

from functools import lru_cache
from itertools import islice, takewhile

from reportgen import patterns
from reportgen.load.yaml.figures import KEYED, below_or_last, has_fellow, is_figure, is_group
from reportgen.load.yaml.lines import (
    FILE_KEYS,
    LETTER_KEYS,
    SECTION_KEYS,
    SPACE_NAMES,
    Form,
    Is,
    Layout,
    Line,
    form_of,
    is_loose_text,
)
from reportgen.load.yaml.notes import UNREADABLE, Notes
from reportgen.value import Value, replace

STEP = 2
_TOP = patterns.compile(r"(?:locality|year|report|letter|metrics|checks|waive|attachments)[:：]")
_MARGIN = patterns.compile(rf"(?:{patterns.any_of(FILE_KEYS)})[:：]")
_OF_DICTIONARY = patterns.compile(r"(?:units|names)[:：]")
_INNER = patterns.compile(rf"(?:{patterns.any_of({*SECTION_KEYS, *LETTER_KEYS} - {'sections'})})[:：]")
"""Keys that stand in another one, never at the margin."""
_HOLDS_LIST = patterns.compile(r"(?:- +)?(?:sections|points|items|attachments|waive)[:：]$")
_OF_ITEM = patterns.compile(r"(?:heading|with|text|table|title|from|code):")
_LISTS = {"heading": "sections", "text": "sections", "from": "attachments", "code": "waive"}
"""The lists of a file by the key that an item of theirs begins with; a check begins with none."""
_COMPARED = patterns.compile("[<>=≤≥＜＞＝]")
_UNFIT = 2
_SHOWN = 20
_FAR = 200  # lines below that are asked how deep a level is
_NEAR = 12  # levels that are considered for a line


def check_indents(layout: Layout, notes: Notes, settled: set[int]) -> None:
    """Notes lines whose indent is wrong, with edits that put them where they belong."""
    _Structure(layout, notes, settled).check()
    for header, *block in layout.blocks:
        _check_block(notes, header, block, settled)
    for line in layout.lines:
        if line.odd_space and not line.content.strip():
            notes.tidy(line.span(0, line.column), "")
        elif line.odd_space and line.kind is Is.BLANK:  # before a comment, where it means nothing
            notes.tidy(line.span(0, line.column), " " * line.indent)


class _Levels(Value, frozen=True, eq=False):
    """The levels open at a line, as (indent, whether of list items); and what the line above it leads to expect.

    Compared by identity: `_after` makes each only once, and hashing the content twice a line would be slow.
    """

    open: tuple[tuple[int, bool], ...] = ()
    opened: bool = True  # whether the last line opened a deeper level
    inner: int = -STEP  # the indent of the last line's own keys


_TOP_LEVEL = _Levels()


@lru_cache(maxsize=1024)
def _expected(levels: _Levels, is_item: bool) -> frozenset[int]:
    """The indents at which a line may stand; cached, as few combinations occur."""
    indents = {indent for indent, of_items in levels.open if of_items == is_item}
    if levels.opened:
        indents.add(levels.inner + STEP)
        if is_item and levels.inner >= 0:
            indents.add(levels.inner)
    return frozenset(indents)


@lru_cache(maxsize=1024)
def _after(levels: _Levels, form: Form, indent: int) -> _Levels:
    """The levels below a line that stands at an indent."""
    keys_of_list = (indent, False) if form.is_item else None
    open_ = [level for level in levels.open if level[0] < indent or level == keys_of_list]
    open_.append((indent, form.is_item))
    if form.is_item and form.seems_to_hold_key:
        open_.append((indent + form.inner, False))
    return _Levels(tuple(open_), form.opens, indent + form.inner)


class _Structure:
    """Walks the structure lines from the top, each put where it belongs before the next is judged."""

    def __init__(self, layout: Layout, notes: Notes, settled: set[int]) -> None:
        self._notes, self._settled = notes, settled
        lines = [x for x in layout.structure if not x.brackets and x.number not in settled]
        keyed = [_with_colon(x) if not x.scan.ordinary and layout.is_head(x) else x for x in lines]
        forms = ((x, x.form) for x in keyed)
        self._lines = [x for x, f in forms if f.is_item or f.begins_with_key or f.seems_to_hold_key]
        self._layout = layout
        self._of_locality = any(_MARGIN.match(x.content) for x in self._lines)  # not the dictionary
        self._levels = _TOP_LEVEL
        self._top = ""  # the key of the file that the lines above belong to
        self._written = {x.content.partition(":")[0] for x in self._lines if not x.indent}
        self._carry = 0  # how far the lines above were moved
        self._from = 0  # the indent the first of them stood at
        self._odd = ""

    def check(self) -> None:
        for index, line in enumerate(self._lines):
            if self._lacks_dash(index, line):
                self._lines[index] = line = self._with_dash(index, line)
            indent = self._place(index, line)
            if not indent:
                self._top = line.content[line.column :].partition(":")[0]
            if indent != line.indent or self._odd:
                self._move(line, indent)
            self._levels = _after(self._levels, line.form, indent)

    def _lacks_dash(self, index: int, line: Line) -> bool:
        """Whether a line is the first of a list of sections, attachments or waivers and begins with a key instead of a dash."""
        if line.form.is_item or not index or line.indent <= (above := self._lines[index - 1]).inner_indent:
            return False
        lies_in_list = not line.odd_space and _HOLDS_LIST.match(above.code, above.column)
        return bool(lies_in_list and _OF_ITEM.match(line.content, line.column))

    def _with_dash(self, index: int, line: Line) -> Line:
        """The line with the dash it lacks, told: in the place of two blanks, or before its key where those below stand deeper."""
        below = below_or_last(self._lines, index)
        shifted = below.indent > line.indent and not line.form.opens and not line.code.endswith("|")
        dash_at = line.indent if shifted else line.indent - STEP
        bare = line.content[line.column :]
        key = line.span(line.column, line.column + bare.index(":"))
        self._notes.error("L107", "清单的每一项前面要有“- ”", key, f"应写作 - {bare[:_SHOWN]}")
        self._notes.tidy(line.span(0, line.column), " " * dash_at + "- ")
        lead = " " * dash_at
        content, code = f"{lead}- {bare}", f"{lead}- {line.code[line.column :]}"
        return replace(
            line, lead=lead, indent=dash_at, content=content, code=code, form=form_of(content, code, dash_at)
        )

    def _place(self, index: int, line: Line) -> int:
        """The indent a line belongs at; a fault is noted."""
        expected = self._expected(index, line)
        if not line.lead and self._is_sunk(index, line):
            expected -= {0}
        elif self._of_locality and line.form.opens and _TOP.match(line.content, line.column):
            expected &= {0}
        if line.odd_space:
            return self._place_odd(index, line, expected)
        self._odd = ""
        stands = line.indent in expected and not self._interrupts(index, line)
        if stands and not self._carry:
            return line.indent
        carried = line.indent + self._carry if self._carry else None
        of_too_deep = self._carry < 0 and line.indent >= self._from and not self._levels.opened
        if stands and not (of_too_deep and carried in expected):
            self._carry = 0
            return line.indent
        if carried in expected:
            return carried
        deeper = self._levels.opened and line.indent > self._levels.inner
        if not expected or (deeper and self._has_fellows(index, line)):
            return line.indent
        indent = self._best(index, line, expected - {line.indent})
        self._carry, self._from = indent - line.indent, line.indent
        if indent or not self._of_locality or _MARGIN.match(line.content, line.column):
            self._note_shift(line, indent)
        return indent  # at the margin what it belongs under is missing, which is told when the keys are read

    def _note_shift(self, line: Line, indent: int) -> None:
        much = f"多了 {-self._carry}" if self._carry < 0 else f"少了 {self._carry}"
        hint = f"与同一层的行对齐，前面空 {indent} 格"
        self._notes.error("L106", f"{self._among_text(line)}缩进{much} 格", line.span(0, line.column), hint)

    def _expected(self, index: int, line: Line) -> frozenset[int]:
        """The indents at which a line may stand, once the key that it lacks above it is noted."""
        expected = _expected(self._levels, line.form.is_item)
        in_place = not line.indent or (line.indent > STEP and line.indent in expected)
        if in_place or not self._of_locality:
            return expected
        if (missing := self._missing(index, line, expected)) is not None:
            key, indent = missing
            message, hint = f"这一行前面缺少 {key}:", f"上面补一行 {key}:"
            if not key:
                message, hint = "这几个指标前面缺少组名", "上面补一行组名，如 事前评估:"
            self._notes.error("L202", message, line.span(line.column, len(line.code)), hint)
            self._notes.stand_in(line.span(0, 0), f"{' ' * indent}{key or UNREADABLE}:\n")
            if not indent:
                self._levels, self._top = _Levels(((0, False),), inner=0), key
            return frozenset({line.indent})
        if self._top == "metrics" and self._levels.inner and not line.form.is_item:
            level = self._levels.open[1][0]
            if is_figure(self._lines, index):
                return expected - {level, 0} or expected
            if line.indent not in expected and is_group(self._lines, index):
                return expected & {level} or expected
        return expected

    def _missing(self, index: int, line: Line, expected: frozenset[int]) -> tuple[str, int] | None:
        """The key that is missing above a line, empty for the name of a group, and its indent; None for a line that has one."""
        if self._levels.opened:
            return None
        if not line.form.is_item:
            if self._top == "letter" and "metrics" not in self._written and is_group(self._lines, index):
                return "metrics", 0
            below_group = self._top == "metrics" and self._levels.inner == STEP and line.indent == STEP * 2
            plain = below_group and not line.odd_space and not line.code.endswith("}")
            lacks = plain and not is_group(self._lines, index) and has_fellow(self._lines, index)
            return ("", STEP) if lacks else None
        key = KEYED.match(line.content, line.column)
        compared = "checks" if _COMPARED.search(line.code) else ""
        name = _LISTS.get(key[1], "") if key else compared
        if name == "sections" and self._top == "attachments" and line.indent == self._levels.inner + STEP:
            listed = any(indent > STEP and of_items for indent, of_items in self._levels.open)
            return None if listed else (name, self._levels.inner)
        other = line.indent <= STEP and self._top == "checks" and bool(key)
        return (name, 0) if name and (not expected or other) and name not in self._written else None

    def _is_sunk(self, index: int, line: Line) -> bool:
        """Whether a line stands at the margin that belongs below it: by its key, or by the line below it, which then would fit."""
        if _INNER.match(line.content):
            return True
        if not self._of_locality:
            groups = (
                line.form.is_item or line.form.opens or _nests(line) or _OF_DICTIONARY.match(line.content)
            )
            return bool(self._levels.open) and not groups
        known = line.form.is_item or _MARGIN.match(line.content)
        if known or index + 1 == len(self._lines):
            return False
        below = self._lines[index + 1]
        if line.form.opens:
            return below.indent > STEP and below.indent - STEP in _expected(self._levels, False)
        return below.indent > 0 and below.indent in _expected(self._levels, below.form.is_item)

    def _interrupts(self, index: int, line: Line) -> bool:
        """Whether a line holds a value and stands left of the lines above and below, which stand alike: they would be its children."""
        if line.form.is_item or not 0 < line.indent < self._levels.inner or index + 1 == len(self._lines):
            return False
        below = self._lines[index + 1]
        alike = below.indent == self._levels.inner and not below.odd_space
        return alike and not below.form.is_item and not _nests(line)

    def _among_text(self, line: Line) -> str:
        """Why a line is told of its indent although text stands around it."""
        among = self._layout.lines[line.number - 2].kind is Is.BLOCK and line.indent > self._levels.inner
        key = KEYED.match(line.content, line.column) if among else None
        return f"这一行像是键 {key[1]}:，" if key else ""

    def _place_odd(self, index: int, line: Line, expected: frozenset[int]) -> int:
        """Consecutive lines with the same odd space are noted once."""
        if line.odd_space != self._odd:
            hint = "改用普通空格，每一层两个"
            span = line.span(line.lead.index(line.odd_space), line.column)
            self._notes.error("L106", f"缩进用了{SPACE_NAMES.get(line.odd_space, '特殊空格')}", span, hint)
        self._odd = line.odd_space
        return self._best(index, line, expected)

    def _has_fellows(self, index: int, line: Line) -> bool:
        """Whether a first line of a level stands as those after it do, or alone."""
        near = islice(self._lines, index + 1, index + _FAR)
        after = takewhile(lambda x: x.indent > self._levels.inner, near)
        indents = [x.indent for x in after if not x.odd_space]
        if line.form.is_item and line.form.seems_to_hold_key:
            own = list(takewhile(lambda indent: indent >= line.inner_indent, indents))
            if own and not line.form.opens and min(own) != line.inner_indent:
                return False
            indents = indents[len(own) :]
        if line.form.opens and indents:  # its own children come first
            return all(i == line.indent for i in indents if i < indents[0])
        return not indents or (line.indent in indents and min(indents) >= line.indent)

    def _best(self, index: int, line: Line, expected: frozenset[int]) -> int:
        """Of the indents a line may stand at, one that suits the line below, and of those the nearest.

        A tab may stand for any width, and so may nothing at all: there the nearest is that which the line above leads to expect.
        """
        if _TOP.match(line.content, line.column):
            return 0
        likely = self._levels.inner + (STEP if self._levels.opened else 0)
        any_width = line.odd_space == "\t" or not line.lead

        def order(indent: int) -> tuple[int, int, int]:
            misfit = self._misfit(index, line, indent)
            if any_width:
                return misfit, abs(indent - likely), -indent
            return (misfit == _UNFIT) * 1000 + abs(indent - line.indent), misfit, -indent

        if line.content.startswith("table"):
            expected = frozenset(i for i in expected if not self._is_of_point(index, i)) or expected
        near = sorted(expected, key=lambda i: abs(i - (likely if any_width else line.indent)))
        return min(near[:_NEAR], key=order, default=line.indent)

    def _is_of_point(self, index: int, indent: int) -> bool:
        """Whether keys at an indent belong to an item of `points:`, which holds no table."""
        near = (self._lines[i] for i in range(index - 1, max(index - _FAR, 0), -1))
        above = (x for x in near if not x.form.is_item and x.indent < indent)
        return next((x.code.endswith("points:") for x in above), False)

    def _misfit(self, index: int, line: Line, indent: int) -> int:
        """How badly an indent suits the line below: 0 makes that a fellow or a child, 1 lets it stand, _UNFIT does not."""
        if index + 1 == len(self._lines):
            return 0
        levels, below = _after(self._levels, line.form, indent), self._lines[index + 1]
        if line.form.opens:
            held = below.indent > levels.inner or (below.form.is_item and below.indent == levels.inner)
            return 0 if held else _UNFIT
        fellows = below.indent == (indent if below.form.is_item else levels.inner)
        if fellows and (line.form.is_item or _nests(line) == _nests(below)):
            return 0
        return 1 if below.indent in _expected(levels, below.form.is_item) else _UNFIT

    def _move(self, line: Line, indent: int) -> None:
        edit = self._notes.tidy if line.odd_space else self._notes.stand_in
        edit(line.span(0, line.column), " " * indent)
        inner = indent + line.inner_indent - line.indent
        if line.scan.header or line.code.endswith("|"):
            # the text that it was meant for may stand right of it now
            loose = takewhile(is_loose_text, self._layout.below(line))
            self._settled.update(x.number for x in takewhile(lambda x: x.indent >= inner + STEP, loose))
        for text in takewhile(lambda x: x.kind is Is.BLOCK, self._layout.below(line)):
            if text.content.strip() and not text.odd_space and text.indent <= inner:
                self._notes.stand_in(text.span(0, text.column), " " * (indent + STEP * 2))


def _with_colon(line: Line) -> Line:
    """A key that lacks its colon as it was meant; that it does is told later."""
    content, code = f"{line.content}:", f"{line.code}:"
    return replace(line, content=content, code=code, form=form_of(content, code, line.column))


def _nests(line: Line) -> bool:
    """Whether a line holds a group, so that it is none of the cells around it."""
    return line.form.opens or line.code.endswith("}")


def _check_block(notes: Notes, header: Line, block: list[Line], settled: set[int]) -> None:
    """The text of a block: every line at least as far right as the first, with plain spaces."""
    lines = [x for x in block if x.content.strip() and x.number not in settled]
    if not lines:
        return
    base = _base(lines, header.inner_indent + STEP)
    for line in takewhile(lambda x: x is not lines[0], block):
        if line.indent > base and not line.odd_space:  # YAML would measure the text by it
            notes.tidy(line.span(0, line.column), "")
    last: Line | None = None
    for line in lines:
        if (said := _wrong_in_block(line, base, first=line is lines[0])) is None:
            continue
        message, hint, start = said
        if last is None or line.number != last.number + 1 or line.odd_space != last.odd_space:
            notes.error("L106", message, line.span(start, line.column), hint)
        notes.tidy(line.span(0, line.column), " " * base)
        last = line


def _base(lines: list[Line], regular: int) -> int:
    """The indent of a block's text: the regular one when some line has it, else that of the first line in plain spaces."""
    plain = [line.indent for line in lines if not line.odd_space]
    return regular if regular in plain else next(iter(plain), regular)


def _wrong_in_block(line: Line, base: int, *, first: bool) -> tuple[str, str, int] | None:
    spaces = len(line.lead) - len(line.lead.lstrip(" "))
    if spaces == base or (spaces > base and not first):
        return None
    hint = f"与正文各行对齐，前面空 {base} 格"
    if line.odd_space and spaces < base:
        name = SPACE_NAMES.get(line.odd_space, "特殊空格")
        return f"缩进用了{name}", "改用普通空格，与正文各行对齐", line.lead.index(line.odd_space)
    if spaces < base:
        return f"正文这一行的缩进少了 {base - spaces} 格", hint, 0
    return f"正文第一行多空了 {spaces - base} 格", f"{hint}；首行缩进由版式决定", 0
