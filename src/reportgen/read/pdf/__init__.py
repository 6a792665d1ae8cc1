"""PDFs by their text layer."""

from reportgen.read.pdf.page import MOST_PAGES, Unreadable, pages
from reportgen.read.pdf.reading import Part, parts

__all__ = ["MOST_PAGES", "Part", "Unreadable", "pages", "parts"]
