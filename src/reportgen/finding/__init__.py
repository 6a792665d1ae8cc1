"""Places in texts, and what a person may have got wrong there."""

from reportgen.finding.catalogue import Code, catalogue
from reportgen.finding.finding import Finding, Severity, Span, Text, at_file, display_width, in_order

__all__ = ["Code", "Finding", "Severity", "Span", "Text", "at_file", "catalogue", "display_width", "in_order"]
