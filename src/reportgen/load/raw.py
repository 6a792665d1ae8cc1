"""Faults that can be seen in the raw lines, said plainly before the YAML scanner stumbles over them."""

from reportgen.load.gate import check_characters, check_documents, check_indents, check_markers
from reportgen.load.lines import Layout
from reportgen.load.notes import Notes
from reportgen.load.punctuation import check_punctuation


def look_over(layout: Layout, notes: Notes) -> None:
    """Notes what is wrong with the characters, indents and punctuation of a file, with edits to read on."""
    check_characters(layout, notes)
    check_indents(layout, notes)
    left_out = check_markers(layout, notes) | check_documents(layout, notes)
    check_punctuation(layout, notes, left_out)
