"""The project's own reports and the two years of tests/content, built once a module with every output."""

import shutil
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from ours import ROOT
from reportgen.content import Content, Locality
from reportgen.document import Document
from reportgen.pipeline import Outcome, Request, build, read
from reportgen.read.docx import read_docx

OURS = ROOT / "content"
TWO_YEARS = ROOT / "tests" / "content"
SLUGS = {
    2025: ("ningxian",),
    2024: ("jiashi",),
    2023: ("baoji", "baoji/taibai", "baoji/longxian", "baoji/linyou", "baoji/fengxian"),
    2021: ("wuzhong",),
    2019: ("pingyin",),
}
REPORTS = [(year, slug) for year, slugs in SLUGS.items() for slug in slugs]
FIVE = [(2025, "ningxian"), (2024, "jiashi"), (2023, "baoji"), (2021, "wuzhong"), (2019, "pingyin")]


@dataclass(frozen=True)
class Shelf:
    """What a build of a year left, and the content it was made from."""

    output: Path
    outcome: Outcome
    content: Content = field(repr=False)
    year: int

    def folder(self, slug: str) -> Path:
        return self.output / str(self.year) / slug

    def file(self, slug: str, ending: str) -> Path:
        (found,) = self.folder(slug).glob(f"*{ending}")
        return found

    def locality(self, slug: str) -> Locality:
        return self.content.localities[f"{self.year}/{slug}"]

    def document(self, slug: str) -> Document:
        document, _ = read_docx(self.file(slug, ".docx").read_bytes(), slug)
        assert document
        return document


@cache
def shelf(year: int, content: Path = OURS, *, draft: bool = False) -> Shelf:
    """The year's reports with all outputs, in a folder that is gone when `clear` is called."""
    output = Path(mkdtemp(prefix="reportgen-shelf-"))
    _FOLDERS.append(output)
    formats = ("docx", "html", "ledger")
    request = Request(year, (), content, ROOT / "templates", output, 1, draft, formats)
    outcome = build(request)
    return Shelf(output, outcome, read(request)[0], year)


_FOLDERS: list[Path] = []


def clear() -> None:
    """Removes what was built, and forgets it: another module of the session builds it anew."""
    shelf.cache_clear()
    while _FOLDERS:
        shutil.rmtree(_FOLDERS.pop(), ignore_errors=True)
