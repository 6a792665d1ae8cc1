"""What no tag can say: indents that depend on the width of a text, widths of columns, where sections end.

A tag prints text; an attribute of WordprocessingML is out of its reach. These few are set afterwards, found by the style's name, so
that a template can be restyled freely.
"""

from collections.abc import Mapping

from reportgen.package import Element
from reportgen.render.letter import settle_letter
from reportgen.render.sections import end_in_paragraph, fold_breaks
from reportgen.render.styles import Style
from reportgen.render.tables import settle_tables
from reportgen.report import Report


def settle(root: Element, report: Report, styles: Mapping[str, Style]) -> None:
    """Sets in the filled document what depends on the report's texts."""
    body = root[0]
    fold_breaks(body)
    settle_tables(body, report)
    settle_letter(body, styles, report.draft)
    end_in_paragraph(body)
