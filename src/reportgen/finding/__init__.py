"""Places in texts, and what a person may have got wrong there."""

from reportgen.finding.catalogue import Code, catalogue
from reportgen.finding.finding import Finding, Severity, Span, Text, display_width, in_order

__all__ = ["Code", "Finding", "Severity", "Span", "Text", "catalogue", "display_width", "in_order"]
