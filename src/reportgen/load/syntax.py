"""What libyaml says, said plainly: the reason, the line that caused it, what to do; and an edit with which reading goes on."""

from reportgen.finding import Span
from reportgen.load.events import SyntaxFault
from reportgen.load.lines import Layout
from reportgen.load.notes import Notes
from reportgen.prose import Prose


def mend(fault: SyntaxFault, source: Prose, layout: Layout, notes: Notes) -> bool:
    """Notes a fault and lets reading go on. Returns whether nothing had to be left out for that."""
    offset = source.offset(min(fault.context_index, len(source.text)))
    line = layout.lines[notes.text.position(offset)[0] - 1]
    notes.error("L108", fault.problem, Span(notes.text, offset, offset + 1))
    notes.stand_in(line.span(0, len(line.content)), "")
    return False
