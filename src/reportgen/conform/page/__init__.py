"""The rendered page: what a PDF reader measures on it, and which of its lines print which paragraph."""

from reportgen.conform.page.measure import measured
from reportgen.conform.page.page import Line, Page, Rule
from reportgen.conform.page.printed import Printed, printed

__all__ = ["Line", "Page", "Printed", "Rule", "measured", "printed"]
