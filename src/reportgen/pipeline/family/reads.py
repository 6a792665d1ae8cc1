"""The reads of a report: a digest of each thing it was made from, by the name its user has for it. The next build compares them to
decide whether the report may stay, and --why names those that differ.

A report reads its own file and those of the children it attaches, of others only the cells, and of the dictionary only the lines
of cells there are. Where the accounts of figures are printed too (drafts, ledgers, review pages) it reads every cell of its family,
and where that cell is written.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from reportgen import cache, patterns
from reportgen.cache import Reads
from reportgen.checks.showing import shown_above
from reportgen.content import Cell, Content, Indicator, Locality, home_of
from reportgen.finding import Finding, Span
from reportgen.formula import refs
from reportgen.pipeline.outcome import Made
from reportgen.pipeline.request import ASKED, Request
from reportgen.pipeline.sources.spreadsheets import files_besides
from reportgen.places import DICTIONARY
from reportgen.publish.checks_json import Checked, envelope, neutral
from reportgen.relation import Relation
from reportgen.value import cached_property

_WHOLE_PART = patterns.compile(r"(?<![\d.,])[\d,]+")
_PLAIN = frozenset({"docx", "pdf"})
"""The formats that print figures without their accounts."""

QUOTED = "上级对本地的引用"
RELATIONS = "本地的勾稽"
GUARDS = "核对本地各数的勾稽"
ELSEWHERE = "所依据地区的数上发现的问题"
FOUND = "读取和推算时发现的问题"


class Readings:
    """Gives the reads of the localities of a derived content; what several of them read is digested once."""

    def __init__(self, content: Content, request: Request) -> None:
        self._content, self._request = content, request
        self._accounted = request.draft or not _PLAIN.issuperset(request.formats)
        self._digests: dict[str, str] = {}
        self._lined: dict[str, Set[tuple[str, ...]]] = {}

    def of(self, locality: Locality, about: Made, others: Sequence[Made]) -> Reads:
        """The reads of a locality's report.

        `about` is what is known of it before it is made: what load and derive found, and which localities it rests on; `others` is what
        came of these.
        """
        root, others_read = self._request.content, self._read(locality, about.rests)
        return {
            cache.PROGRAM: cache.program(),
            ASKED: cache.of(self._request.asked),
            f"{locality.id}.yaml": cache.of_input(root / f"{locality.id}.yaml"),
            **{
                f"{child.id}.yaml": cache.of_input(root / f"{child.id}.yaml")
                for child in self._attached(locality)
            },
            "模板": cache.of_input(self._request.templates / f"{locality.report}.docx"),
            **{name: cache.of_input(root / name) for name in files_besides(locality)},
            **self._dictionary([locality, *others_read]),
            **self._others(others_read),
            QUOTED: cache.of([*self._from_above(locality)]),
            RELATIONS: cache.of(envelope([Checked(self._content, locality, (), ())], (), root.as_posix())),
            GUARDS: cache.of(self._guards.get(locality.id, ())),
            FOUND: cache.of([(f.code, f.message, f.span.start) for f in about.findings]),
            ELSEWHERE: cache.of([(o.id, *self._told(f)) for o in others for f in o.findings if f.at]),
            "所依据地区的错误": cache.of(sorted(one.id for one in others if one.failed)),
            "上下级和相近的地名": cache.of(self._names),
            "签批记录": cache.of_input(self._request.signoff / locality.id / "record.yaml"),
        }

    def _attached(self, locality: Locality) -> Iterator[Locality]:
        """The children whose own words a locality attaches (`from:`)."""
        origins = {enclosure.origin for enclosure in locality.enclosures}
        return (child for child in self._content.children(locality) if child.name in origins)

    @cached_property
    def _names(self) -> list[str]:
        """The names a place may rightly bear, beside its own."""
        return sorted({*self._content.names, *(place.name for place in self._content.localities.values())})

    def _dictionary(self, read: Iterable[Locality]) -> Reads:
        """The lines of the dictionary behind the cells of localities; all of it where accounts are printed."""
        if self._accounted:
            return {"指标字典": cache.of_input(self._request.content / DICTIONARY)}
        dictionary = self._content.dictionary
        return {
            "指标字典里用到的各行": cache.of(sorted(set().union(*map(self._lines, read)))),
            "指标字典里的 units、names": cache.of((sorted(dictionary.units.declared), dictionary.names)),
        }

    def _lines(self, locality: Locality) -> Set[tuple[str, ...]]:
        if locality.id not in self._lined:
            cells = locality.cells.values()
            self._lined[locality.id] = {_line(cell.path, cell.indicator) for cell in cells if cell.indicator}
        return self._lined[locality.id]

    def _read(self, locality: Locality, rests: Iterable[str]) -> list[Locality]:
        """The other localities whose cells a report reads: those it rests on, and the year before, with which its checks compare."""
        last = self._content.last_year(locality)
        ids = {*rests, *((last.id,) if last else ()), *(self._content.localities if self._accounted else ())}
        found = (self._content.localities.get(identity) for identity in sorted(ids - {locality.id}))
        return [other for other in found if other]

    def _others(self, others: Iterable[Locality]) -> Reads:
        """The cells of others by their names, which counties of two cities may share."""
        what = "的数和出处" if self._accounted else "的数"
        found: dict[str, list[str]] = {}
        for other in others:
            found.setdefault(f"{other.name}{other.year}年{what}", []).append(self._digest(other))
        return {name: cache.of(digests) for name, digests in found.items()}

    def _digest(self, locality: Locality) -> str:
        if locality.id not in self._digests:
            cells = [self._cell(cell) for cell in locality.cells.values()]
            tables = [(table.path, table.columns, table.rows) for table in locality.tables.values()]
            said = (locality.name, bool(locality.report), cells, tables, self._places(locality))
            self._digests[locality.id] = cache.of(said)
        return self._digests[locality.id]

    def _cell(self, cell: Cell) -> tuple[object, ...]:
        said = (cell.path, cell.printed, cell.magnitude, cell.pending)
        return (*said, cell.source, cell.note) if self._accounted else said

    def _places(self, locality: Locality) -> list[tuple[str, str]]:
        """The place and the line of everything that accounts quote from a file; nothing where no accounts are printed."""
        if not self._accounted:
            return []
        spans = [cell.span for cell in locality.cells.values()]
        spans += [table.span for table in locality.tables.values()]
        spans += [relation.span for relation in locality.relations]
        return [(self._where(span), span.text.line(span.line)) for span in spans]

    def _told(self, finding: Finding) -> tuple[str, ...]:
        return finding.at, finding.code, finding.message, self._where(finding.span), finding.hint

    def _where(self, span: Span) -> str:
        """A place, wherever the content folder lies."""
        return f"{neutral(span.text.path, self._request.content.as_posix())}:{span.place}"

    def _from_above(self, locality: Locality) -> Iterator[str]:
        """What the locality above prints of this one's figures, and which its formulas use."""
        if above := self._content.parent(locality):
            yield str(bool(above.report))
            yield from shown_above(self._content, locality)
            used = (
                ref.key for cell in above.cells.values() if cell.definition for ref in refs(cell.definition)
            )
            yield from (key for key in used if home_of(key) == locality.id)

    @cached_property
    def _guards(self) -> Mapping[str, Sequence[str]]:
        """The relations of other localities that speak of a locality's figures, a digest each, by its id. A sum speaks of all its terms,
        so each digest is made once."""
        found: dict[str, list[str]] = {}
        for place in self._content.localities.values():
            for relation in place.relations:
                touched = {home_of(key) for key in (*relation.roots, *relation.terms)} - {place.id}
                said = self._said(relation) if touched else ""
                for identity in touched:
                    found.setdefault(identity, []).append(said)
        return found

    def _said(self, relation: Relation) -> str:
        """A relation, its verdict, and how many decimals its figures were written with; not the figures themselves, which do not change
        how well it guards."""
        entered = self._content.figures.entered
        keys = sorted({*relation.roots, *relation.terms} & entered.keys())
        precisions = [_WHOLE_PART.sub("", entered[key].text) for key in keys]
        return cache.of((relation.formula, relation.verdict.value, precisions))


def _line(path: str, indicator: Indicator) -> tuple[str, ...]:
    """What the dictionary says of a cell."""
    formula = indicator.formula.text if indicator.formula else ""
    return path, str(indicator.pattern), formula, indicator.meaning
