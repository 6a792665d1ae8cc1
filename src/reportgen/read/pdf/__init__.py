"""PDFs by their text layer."""

from reportgen.pdf.reader import MOST_PAGES, Fault, Unreadable, words
from reportgen.read.pdf.page import pages
from reportgen.read.pdf.reading import Part, parts

__all__ = ["MOST_PAGES", "Fault", "Part", "Unreadable", "pages", "parts", "words"]
