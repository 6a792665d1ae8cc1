"""Pages turned so that their words run from left to right."""

from collections.abc import Iterator

from reportgen.pdf import Page, turned
from reportgen.pdf.reader import pages as drawn
from reportgen.value import replace


def pages(data: bytes) -> list[Page]:
    """The pages of a PDF. Raises Unreadable."""
    return [page for one in drawn(data) for page in _as_words_run(one)]


def _as_words_run(page: Page) -> Iterator[Page]:
    """A page as its words run, most of them first; those that run in another direction (a page number beside a landscape table) are
    a page of their own, without its rules."""
    quarters = [glyph.quarter for glyph in page.glyphs]
    first, *others = sorted(set(quarters), key=lambda quarter: -quarters.count(quarter)) or [0]
    for quarter in (first, *others):
        glyphs = tuple(glyph for glyph in page.glyphs if glyph.quarter == quarter)
        rules = page.rules if quarter == first else ()
        yield turned(replace(page, glyphs=glyphs, rules=rules), quarter)
