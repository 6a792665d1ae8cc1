"""What no tag can say: indents that depend on the width of a text, widths of columns, where sections end.

A tag prints text; an attribute of WordprocessingML is out of its reach. These few are set afterwards, found by the style's name, so
that a template can be restyled freely.
"""

from collections.abc import Mapping

from reportgen.render.body import Body
from reportgen.render.letter import settle_letter
from reportgen.render.sections import end_in_paragraph, fold_breaks
from reportgen.render.styles import Style
from reportgen.render.tables import settle_tables
from reportgen.render.waiting import highlight_waiting
from reportgen.report import Report


def settled(filled: str, report: Report, styles: Mapping[str, Style]) -> str:
    """The filled document with what depends on the report's texts."""
    body = Body(filled)
    fold_breaks(body)
    settle_tables(body, report, styles)
    settle_letter(body, styles)
    if report.draft:
        highlight_waiting(body)
    end_in_paragraph(body)
    return str(body)
