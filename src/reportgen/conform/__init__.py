"""A .docx judged against GB/T 9704-2012, clause by clause: from the file, and from its rendered pages when there are any.

`docx` reads the file as it takes effect, `elements` tells which paragraph is what, `page` measures a PDF, `clauses` holds one
requirement a file.
"""

from reportgen.conform.clauses import clauses, table
from reportgen.conform.docx import read_word
from reportgen.conform.elements import recognise
from reportgen.conform.page import measured, printed
from reportgen.conform.sheet import Sheet
from reportgen.conform.telling import as_finding
from reportgen.conform.verdict import Clause, Measured, Row, Strength, Verdict
from reportgen.finding import Finding, Text
from reportgen.package import Refusal
from reportgen.value import Value

__all__ = ["Clause", "Conformity", "Measured", "Row", "Strength", "Verdict", "clauses", "examine"]


class Conformity(Value, frozen=True):
    """The table of one document. `text` holds its paragraphs, a line each; `pages` were measured, 0 when it was not rendered."""

    text: Text
    rows: tuple[Row, ...]
    pages: int

    @property
    def breaches(self) -> tuple[Row, ...]:
        """The binding clauses that are not met."""
        return tuple(row for row in self.rows if row.is_breach)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is not met: an error for 规定, a warning for 推荐 and 一般, a hint for 习惯."""
        return tuple(as_finding(row, self.text) for row in self.rows if row.found.verdict is Verdict.UNMET)


def examine(path: str, document: bytes, pdf: bytes | None = None) -> Conformity | Finding:
    """Judges a .docx, shown under `path`, and its rendering when one is given; a finding says why it cannot be judged."""
    word = read_word(document)
    if isinstance(word, Refusal):
        return word.finding(path)
    pages = measured(pdf) if pdf is not None else ()
    sheet = Sheet(word, recognise(word), printed(word.paragraphs, pages) if pages else None)
    lines = (" ".join(paragraph.text.split("\n")) for paragraph in word.paragraphs)
    return Conformity(Text(path, "\n".join(lines)), table(sheet), len(pages))
