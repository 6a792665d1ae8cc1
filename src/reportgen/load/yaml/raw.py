"""Faults that can be seen in the raw lines, said plainly before the YAML scanner stumbles over them.

Each rule is a function of a line. It notes a fault, edits in what was meant so that the rest of the file can be read, and returns
whether it found one; the first that does settles the line, as the others would tell only what follows from that fault.
"""

from reportgen.load.yaml import brackets, openings, separators
from reportgen.load.yaml.gate import check_characters, check_documents, check_markers
from reportgen.load.yaml.indents import check_indents
from reportgen.load.yaml.lines import Layout
from reportgen.load.yaml.missing import check_keys
from reportgen.load.yaml.notes import Notes
from reportgen.load.yaml.scan import LONGEST
from reportgen.load.yaml.sheet import Sheet

RULES = (
    openings.unclosed_quote,
    separators.pasted,
    separators.dash,
    separators.no_dash,
    separators.colon,
    openings.tag,
    openings.sign,
    openings.colon_in_text,
    brackets.inside,
    openings.comment,
    openings.no_bar,
    openings.unindented_block,
    separators.equals,
    separators.no_colon,
)


def look_over(layout: Layout, notes: Notes) -> None:
    """Notes what is wrong with the characters, indents and punctuation of a file, with edits to read on."""
    check_characters(layout, notes)
    settled = check_markers(layout, notes) | check_documents(layout, notes) | check_keys(layout, notes)
    check_indents(layout, notes, settled)
    sheet = Sheet(layout, notes, settled)
    brackets.unclosed(layout, notes)
    for line in layout.structure:
        rules = (openings.unindented_block,) if line.scan.header else () if line.scan.ordinary else RULES
        if rules and len(line.content) <= LONGEST and line.number not in sheet.settled:
            any(rule(sheet, line) for rule in rules)
