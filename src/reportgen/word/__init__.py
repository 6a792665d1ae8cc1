"""WordprocessingML as text: everything Word keeps as words, in reading order, each character with its XML node.

Reading a document and writing comments into it walk the same lines, so that a place in the text is a place in the file.
"""

from reportgen.word.flow import BREAK, Aside, Flow, Line, Story
from reportgen.word.read import flow, read_flow

__all__ = ["BREAK", "Aside", "Flow", "Line", "Story", "flow", "read_flow"]
