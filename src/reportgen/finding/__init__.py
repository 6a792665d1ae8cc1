"""Findings: what a person may have got wrong, and where. Also the catalogue of their codes."""

from reportgen.finding.catalogue import Code, catalogue
from reportgen.finding.finding import (
    Cause,
    Finding,
    Severity,
    Span,
    Text,
    at_file,
    display_width,
    each_cause_once,
    in_order,
)

__all__ = [
    "Cause",
    "Code",
    "Finding",
    "Severity",
    "Span",
    "Text",
    "at_file",
    "catalogue",
    "display_width",
    "each_cause_once",
    "in_order",
]
