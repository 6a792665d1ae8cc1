"""PDF files as drawn: characters and ruled lines with their places. `reader` brings the library that reads them."""

from reportgen.pdf.page import Box, Glyph, Page, Rule, turned

__all__ = ["Box", "Glyph", "Page", "Rule", "turned"]
