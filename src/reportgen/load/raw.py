"""Faults that can be seen in the raw lines, said before the YAML scanner stumbles over them."""

from reportgen.load.lines import Layout
from reportgen.load.notes import Notes


def look_over(layout: Layout, notes: Notes) -> None:
    """Notes what is wrong with the characters and the punctuation of a file."""
