"""A .docx judged against GB/T 9704-2012, clause by clause: from the file, and from its rendered pages when there are any.

`docx` reads the file as it takes effect, `elements` tells which paragraph is what, `page` measures a PDF, `clauses` holds one
requirement a file.
"""

from reportgen.conform.clauses import clauses, table
from reportgen.conform.docx import read_word
from reportgen.conform.elements import recognise
from reportgen.conform.page import measured, printed
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Conformity
from reportgen.finding import Finding, Text
from reportgen.package import Refusal

__all__ = ["clauses", "examine"]


def examine(path: str, document: bytes, pdf: bytes | None = None) -> Conformity | Finding:
    """Judges a .docx, shown under `path`, and its rendering when one is given; a finding says why it cannot be judged."""
    word = read_word(document)
    if isinstance(word, Refusal):
        return word.finding(path)
    pages = measured(pdf) if pdf is not None else ()
    sheet = Sheet(word, recognise(word), printed(word.paragraphs, pages) if pages else None)
    lines = (" ".join(paragraph.text.split("\n")) for paragraph in word.paragraphs)
    return Conformity(Text(path, "\n".join(lines)), table(sheet), len(pages))
