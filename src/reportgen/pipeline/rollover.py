"""The files of a new year made from those of the year before: every entered figure waits for its new value, the rest is carried over.

Formulas, checks, lists, wording and the thresholds of policies (政策标准) stay. Waivers go, since they were signed for last year's figures;
what a letter is given only at its issue is 待补 again. Years still written out in lists and prose are told: only a person knows whether
they should change.
"""

import re
from collections.abc import Iterator, Sequence, Set
from pathlib import Path

from reportgen import patterns
from reportgen.content import DEADLINE, STANDARDS, Cell, Content, Items, Locality, Wording
from reportgen.files import FileTrouble, read_bytes, replace_files
from reportgen.finding import Finding, Severity, Span, in_order
from reportgen.load import as_before, load_files
from reportgen.pipeline.outcome import as_finding
from reportgen.pipeline.request import Request, UsageError, known_years
from reportgen.pipeline.scope import chosen
from reportgen.pipeline.sources.attach import attached
from reportgen.pipeline.survey import owner, survey
from reportgen.places import Place, Source, leads_elsewhere
from reportgen.signoff.standing import GIVEN_AT_ISSUE
from reportgen.signoff.surgery import Cut, applied
from reportgen.value import Value, replace

_YEAR = patterns.compile(r"^year[ \t]*:[ \t]*[\"']?(?P<year>\d{4})\b", re.MULTILINE)
_WAIVERS = patterns.compile(r"^waive[ \t]*:.*(?:\n+[] -].*)*(?:\n|\Z)", re.MULTILINE)
_END_OF_LINE = patterns.compile(
    r"(?:[\"']|[^#\n]*[}\],])?(?P<older>[ \t]+# 上年 [^#\n]*?)?(?=[ \t]*(?:[ \t]#.*)?$)", re.MULTILINE
)
_WRITTEN_YEAR = patterns.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_OF_A_DOCUMENT = patterns.compile(r"《[^》]*》|〔[^〕]*〕")


class RolledOver(Value, frozen=True):
    """A file written for the new year: how many of its figures wait, and what of it a person has to look at."""

    path: Path
    waiting: int
    findings: tuple[Finding, ...]


class Rollover(Value, frozen=True):
    """What came of a rollover: files written, files that were there before and stay as they are, and why others were not written."""

    written: tuple[RolledOver, ...]
    existing: tuple[Path, ...]
    refused: tuple[Finding, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All there is to tell, by place."""
        return tuple(in_order([*self.refused, *(f for one in self.written for f in one.findings)]))


def rollover(request: Request) -> Rollover:
    """Writes the files of `request.year` that are not there yet, from those of the year before.

    Raises UsageError when there is no year before, or no such locality in it.
    """
    before = replace(request, year=_year_before(request))
    found = survey(before)
    ids = chosen(found, before)
    existing = {identity for identity in ids if _target(request, identity).path.exists()}
    written: list[RolledOver] = []
    refused = [finding for identity in ids for finding in found.findings.get(identity, ())]
    for family in found.families():
        sources = [one.source for one in family if one.source and one.year == before.year]
        due = ids.intersection(one.id for one in family) - existing
        if due:
            rolled, faults = _family(request, sources, due)
            written += rolled
            refused += faults
    kept = tuple(_target(request, identity).path for identity in sorted(existing))
    return Rollover(tuple(sorted(written, key=lambda one: one.path)), kept, tuple(refused))


def _year_before(request: Request) -> int:
    years = known_years(request.content)
    if request.year - 1 in years:
        return request.year - 1
    listed = "、".join(map(str, years)) or "（还没有）"
    raise UsageError(f"没有 {request.year - 1} 年的内容，开不出 {request.year} 年的文件；现有年份：{listed}")


def _target(request: Request, identity: str) -> Source:
    """The new year's file of a locality, by last year's id."""
    place = Place(request.year, Place.of(identity).slug)
    return Source(request.content / f"{place.id}.yaml", place)


def _family(
    request: Request, sources: Sequence[Source], due: Set[str]
) -> tuple[list[RolledOver], list[Finding]]:
    """The files written for those of a family that are due, and why the others were not: a file with an error is not rolled over."""
    content, found = load_files(request.content, sources)
    refused = [f for f in found if f.is_error and owner(f, request.content) in {"", *due}]
    faulty = {owner(finding, request.content) for finding in refused}
    written: list[Locality] = []
    for identity in sorted(due & content.localities.keys() - faulty if "" not in faulty else ()):
        locality = content.localities[identity]
        try:
            _roll(request, locality)
        except FileTrouble as trouble:
            refused.append(as_finding(trouble))
        else:
            written.append(locality)
    targets = [_target(request, source.place.id) for source in sources]
    content, found = load_files(request.content, [one for one in targets if one.path.exists()])
    return [_looked_at(request, content, found, one) for one in written], refused


def _roll(request: Request, locality: Locality) -> None:
    """Writes the new year's file of a locality, and those it attaches. Raises FileTrouble."""
    text = applied(locality.text.content, list(_cuts(locality, request.year)))
    before = read_bytes(request.content / f"{locality.id}.yaml")
    _write(_target(request, locality.id).path, as_before(text, before))
    _carry_attached(locality, request)


def _looked_at(
    request: Request, content: Content, findings: Sequence[Finding], before: Locality
) -> RolledOver:
    """What to tell of a file just written, after reading it like any other."""
    target = _target(request, before.id)
    own = tuple(f for f in findings if owner(f, request.content) == target.place.id)
    new = content.localities.get(target.place.id)
    if new is None:
        return RolledOver(target.path, 0, own)
    return RolledOver(target.path, len(new.to_come), (*own, *_years_left(new, before.year)))


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_files(path.parent, {path.name: data})


def _carry_attached(locality: Locality, request: Request) -> None:
    """Attached Markdown files are prose too; they are written from the locality's folder on, which is the new year's now."""
    for name in attached(locality):
        before = request.content / name
        after = request.content / str(request.year) / name.partition("/")[2]
        if before.is_file() and not leads_elsewhere(before, request.content) and not after.exists():
            _write(after, read_bytes(before))


def _cuts(locality: Locality, year: int) -> Iterator[Cut]:
    """The cuts that turn last year's text into the new year's."""
    text = locality.text
    if match := _YEAR.search(text.content):
        yield Cut(text, *match.span("year"), str(year))
    if match := _WAIVERS.search(text.content):
        yield Cut(text, *match.span(), "")
    if locality.title:
        for match in _WRITTEN_YEAR.finditer(locality.title.prose.text):
            if match[0] == str(locality.year):
                yield Cut.of(locality.title.prose.span(*match.span()), str(year))
    for name, field in locality.letter.items():
        if name in GIVEN_AT_ISSUE and not field.pending:
            yield Cut.of(field.span, "待补")
    figures = (cell for cell in locality.cells.values() if cell.quantity)
    due = [cell for cell in figures if not cell.path.startswith(f"{STANDARDS}.")]
    yield from (Cut.of(cell.span, "待补") for cell in due)
    yield from _noted(locality, due)


def _noted(locality: Locality, due: Sequence[Cell]) -> Iterator[Cut]:
    """What last year's figures were, as a comment at the end of their line: it shows the unit and the size that are expected."""
    notes: dict[tuple[int, int], list[str]] = {}
    for cell in (*due, *(cell for cell in locality.cells.values() if cell.pending)):
        end = cell.formula.span.end if cell.formula else cell.span.end
        if match := _END_OF_LINE.match(locality.text.content, end):
            start = match.start("older") if match["older"] else match.end()
            noted = notes.setdefault((start, match.end()), [])
            noted += [cell.quantity.text] if cell.quantity else []
    for (start, end), noted in notes.items():
        yield Cut(locality.text, start, end, f"  # 上年 {'、'.join(noted)}" if noted else "")


def _years_left(locality: Locality, year: int) -> Iterator[Finding]:
    """One finding for each fragment and each cell of words in which last year is still written out; in prose, years inside the title or
    the number of a document do not count."""
    for fragment in locality.fragments():
        prose = fragment.prose
        bare = _OF_A_DOCUMENT.sub(lambda match: " " * len(match[0]), prose.text)
        hint = "说的是本年就改成 {{ 今年 }}，说的是去年就写 {{ 去年 }}；确实指那一年的，不用改"
        yield from _told([prose.span(*m.span()) for m in _WRITTEN_YEAR.finditer(bare)], year, hint)
    for cell in locality.cells.values():
        spans = cell.stated.spans if isinstance(cell.stated, Items) else (cell.span,)
        if isinstance(cell.stated, Items | Wording):
            written = [span.part(*m.span()) for span in spans for m in _WRITTEN_YEAR.finditer(span.quote)]
            yield from _told(written, year, "换成今年的；今年仍是那一年的，不用改")
            if cell.path == DEADLINE:
                yield from _told(written, year + 1, "这是上一年度的报送期限，换成今年的")


def _told(written: Sequence[Span], year: int, hint: str) -> Iterator[Finding]:
    left = [span for span in written if span.quote == str(year)]
    if left:
        times = f"（这里有 {len(left)} 处）" if len(left) > 1 else ""
        yield Finding("O104", f"还写着 {year} 年{times}", left[0], Severity.WARNING, hint)
