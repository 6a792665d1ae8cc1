"""WordprocessingML as text: all places where Word keeps words, in reading order, each character with the node it stands in.

Reading a document and writing comments into it walk the same lines, so a place found in the text is a place in the file.
"""

from reportgen.word.flow import BREAK, Aside, Flow, Line, Story
from reportgen.word.read import flow, read_flow

__all__ = ["BREAK", "Aside", "Flow", "Line", "Story", "flow", "read_flow"]
