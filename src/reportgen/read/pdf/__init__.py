"""PDFs by their text layer."""

from reportgen.read.pdf.page import MOST_PAGES, Fault, Unreadable, pages, words
from reportgen.read.pdf.reading import Part, parts

__all__ = ["MOST_PAGES", "Fault", "Part", "Unreadable", "pages", "parts", "words"]
