"""Document numbers (发文字号) in texts: 宁财发〔2025〕5号, in any brackets people type (GB/T 9704-2012, 7.2.5)."""

from collections.abc import Iterator
from unicodedata import normalize

from reportgen import patterns
from reportgen.checks.dates import letter_date
from reportgen.checks.placed import Placed, Places, hits
from reportgen.checks.reading import HAN
from reportgen.content import Locality
from reportgen.finding import Span
from reportgen.value import Value

_NUMBER = patterns.compile(
    r"[〔\[［（(【]\s*(?P<year>(?:[1１][9９]|[2２][0０])?\d\d)\s*[〕\]］）)】]\s*第?\s*[0０]*(?P<number>\d+)\s*号"
)
_NO_WORD = patterns.compile(rf"[^{HAN}]")
_LONGEST = 20
_CENTURY = 2000


class DocumentNumber(Value, frozen=True):
    """A document number as written; `word` (机关代字) is empty when a tag or mark stands before the bracket."""

    text: str
    word: str
    year: int
    number: str
    placed: Placed
    start: int

    @property
    def span(self) -> Span:
        return self.placed.reading.span(self.start, self.start + len(self.text))

    @property
    def tidy(self) -> str:
        """The number in the form the standard asks for."""
        return f"{self.word}〔{self.year}〕{self.number}号"


def document_numbers(places: Places) -> Iterator[DocumentNumber]:
    """The document numbers of texts, in order."""
    for hit in hits(places, _NUMBER, needs="号"):
        start, end = hit.match.span()
        before = hit.match.string[max(start - _LONGEST - 1, 0) : start]
        words = before.rstrip()
        word = _NO_WORD.split(words)[-1][-_LONGEST:]
        begin = start - (len(before) - len(words) + len(word) if word else 0)
        year = int(hit.match["year"])
        yield DocumentNumber(
            text=hit.match.string[begin:end],
            word=word,
            year=year if year >= 100 else year + _CENTURY,
            number=normalize("NFKC", hit.match["number"]),
            placed=hit.placed,
            start=begin,
        )


def year_signed(locality: Locality) -> int | None:
    """The year of 成文日期; None without a letter or a date."""
    day = letter_date(locality, "成文日期")
    return day.year if day else None
