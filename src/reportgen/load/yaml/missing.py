"""Keys that are missing above what belongs under them, or stand there twice: told once, and what follows is read as meant."""

from collections.abc import Iterator
from itertools import pairwise, takewhile

from reportgen import patterns
from reportgen.load.yaml.indents import STEP
from reportgen.load.yaml.lines import Layout, Line, is_loose_text
from reportgen.load.yaml.notes import Notes

_SENTENCE = patterns.compile(r"[，。；、]|\{[{%]")
_OF_SECTION = patterns.compile(r"(?:- +)?(?:heading|with): *\S|(?:- +)?(?:sections|points|items):$")


def check_keys(layout: Layout, notes: Notes) -> set[int]:
    """Notes keys that stand twice in a row and texts without theirs. Returns the lines about which nothing more is to be said."""
    return {*_doubled(layout, notes), *_unkeyed_text(layout, notes)}


def _doubled(layout: Layout, notes: Notes) -> Iterator[int]:
    """The second of two lines alike that open something: the first would hold nothing."""
    for first, second in pairwise(layout.structure):
        alike = first.content == second.content and first.number + 1 == second.number
        if alike and not second.depth and _holds_more(layout, second):
            key = second.content.strip().removeprefix("- ").partition(":")[0]
            span = second.span(second.column, len(second.code))
            message = f"“{key}”写了两遍，前一处在第 {first.number} 行"
            notes.error("L113", message, span, "两处留一处；不是一回事的，改个名称")
            notes.blank([second.whole])
            yield second.number


def _holds_more(layout: Layout, line: Line) -> bool:
    """Whether something belongs to a line that stands below it."""
    after = layout.after(line)
    deeper = after is not None and after.indent == line.inner_indent and after.form.begins_with_key
    return line.form.opens or line.scan.header or (line.form.is_item and line.form.begins_with_key and deeper)


def _unkeyed_text(layout: Layout, notes: Notes) -> Iterator[int]:
    """Sentences that stand right below a heading or the head of a list of sections."""
    done = 0
    for line in layout.unusual:
        if line.number <= done or not _is_sentence(line):
            continue
        above = layout.before(line)
        if above is None or above.depth or not _OF_SECTION.match(above.code, above.column):
            continue
        lines = list(_going_on(layout, line))
        done = lines[-1].number
        _note_unkeyed(above, lines, notes)
        yield from (x.number for x in lines)


def _is_sentence(line: Line) -> bool:
    """Whether a line that is not ordinary holds a sentence and no key."""
    return not line.depth and _is_text(line) and bool(_SENTENCE.search(line.code))


def _is_text(line: Line) -> bool:
    """Whether a line has neither a key nor what may have been meant as the dash of an item."""
    return is_loose_text(line) and not line.form.is_item


def _going_on(layout: Layout, line: Line) -> Iterator[Line]:
    """The line, and the lines of text below it; empty lines may stand between them."""
    yield line
    below = (other for other in layout.below(line) if other.content.strip())
    yield from takewhile(_is_text, below)


def _note_unkeyed(above: Line, lines: list[Line], notes: Notes) -> None:
    """The key is put above the lines, which are moved below it."""
    opens = above.form.opens
    indent, key = (above.inner_indent + STEP, "- text: |") if opens else (above.inner_indent, "text: |")
    first = lines[0]
    notes.error("L207", f"正文前面缺少 {key}", first.span(first.column, len(first.code)), f"上面补一行 {key}")
    for line in lines:
        notes.stand_in(line.span(0, line.column), " " * (indent + len(key) - len("text: |") + STEP))
    notes.stand_in(first.span(0, 0), f"{' ' * indent}{key}\n")
