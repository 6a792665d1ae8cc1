"""One file from bytes to a tree: encoding, raw lines, then the parser, going on past each fault so that all are said in one run."""

from pathlib import Path

from reportgen.files import FileTrouble, read_input, trouble
from reportgen.finding import Finding, Span, at_file
from reportgen.load.yaml.decode import decode
from reportgen.load.yaml.events import SyntaxFault, TooLarge, read_tree
from reportgen.load.yaml.lines import Layout, lay_out
from reportgen.load.yaml.notes import Notes, TooMany, edited
from reportgen.load.yaml.raw import look_over
from reportgen.load.yaml.syntax import mend
from reportgen.load.yaml.tree import Mapping, Node
from reportgen.load.yaml.wide import plain_signs
from reportgen.value import Value

LARGEST = 2_000_000  # bytes
MOST_LINES = 100_000
MOST_READINGS = 60
MOST_REREAD = 8_000_000  # characters parsed in all, so that a large file full of faults ends in time


class Parsed(Value, frozen=True):
    """What a file says as a tree; None when it cannot be told. `complete` is whether nothing had to be left out to read it."""

    notes: Notes
    layout: Layout
    root: Mapping | None
    complete: bool


def read_file(path: Path) -> bytes | Finding:
    """A file's bytes, or why they are not taken: too many, or not given by the machine."""
    span = at_file(path)
    try:
        if path.stat().st_size > LARGEST:
            message = f"文件超过 {LARGEST // 1_000_000} MB"
            return Finding("L114", message, span, hint="核对是不是放错了文件，或分成几个文件")
        return read_input(path)
    except OSError as error:
        refused = trouble(error, path)
    except FileTrouble as error:
        refused = error
    return Finding("L206", refused.message, span, hint=refused.hint)


def parse(data: bytes, shown: str) -> Parsed:
    """Reads a file's bytes; never raises, whatever they are."""
    notes = decode(data, shown)
    if notes.findings and not notes.text.content:
        return Parsed(notes, Layout(), None, complete=False)
    if notes.text.content.count("\n") > MOST_LINES:
        notes.error("L114", f"文件超过 {MOST_LINES:,} 行", Span(notes.text), "核对是不是放错了文件")
        return Parsed(notes, Layout(), None, complete=False)
    layout = Layout()
    try:
        layout = lay_out(notes.text, plain_signs(notes))
        look_over(layout, notes)
        tree, complete = _tree(notes, layout)
    except TooMany:
        return Parsed(notes, layout, None, complete=False)
    root = tree if isinstance(tree, Mapping) else None
    if tree is None and complete:
        hint = "至少写 locality 和 year 两行；不用的文件请删去"
        notes.error("L115", "文件是空的", Span(notes.text), hint)
    elif root is None and complete:
        notes.error("L115", "文件最外层应是一行一行的“名称: 值”", Span(notes.text, 0, 1), "如 locality: 宁县")
    return Parsed(notes, layout, root, complete)


def _tree(notes: Notes, layout: Layout) -> tuple[Node | None, bool]:
    """The tree, read again after each mended fault; and whether nothing was left out."""
    complete, left = True, MOST_REREAD
    for _ in range(MOST_READINGS):
        source = edited(notes.text, notes.edits)
        try:
            root, findings = read_tree(source)
        except TooLarge as error:
            span, hint = source.span(error.index, error.index + 1), "核对括号和缩进，或把内容分成几个文件"
            notes.error("L114", error.message, span, hint)
            return None, False
        except SyntaxFault as fault:
            complete &= mend(fault, source, layout, notes)
            left -= fault.index
            if left < 0:
                return None, False
            continue
        for finding in findings:
            notes.add(finding)
        return root, complete
    return None, False
