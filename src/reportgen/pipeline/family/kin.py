"""Whose figures and pages a locality's report rests on, and where it says so."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from reportgen.content import BELOW, LAST_YEAR, Content, Locality, home_of, parent_of, path_of
from reportgen.finding import Span
from reportgen.formula import refs
from reportgen.narrative import Fragment, tags
from reportgen.relation import Relation


class Kin:
    """Whose figures and pages the reports of a content rest on; each locality is looked into once.

    `unread` are the ids of files that could not be read.
    """

    def __init__(self, content: Content, unread: Collection[str]) -> None:
        self._content, self._unread = content, unread
        self._named: dict[str, Mapping[str, Span]] = {}

    def named_by(self, locality: Locality) -> Mapping[str, Span]:
        """The ids of the other localities that a file names, each with the first place that names it.

        The id `2023/baoji/*` stands for all children, readable or not, where the file speaks of 下级.
        """
        if locality.id not in self._named:
            found: dict[str, Span] = {}
            before = self._last_year(locality)
            pages, figures = _by_page(self._content, locality, before), _by_figure(locality)
            for identity, span in (*pages, *figures, *_by_last_year(self._content, locality, before)):
                if identity != locality.id:
                    found.setdefault(identity, span)
            self._named[locality.id] = found
        return self._named[locality.id]

    def rests_on(self, identities: Iterable[str]) -> frozenset[str]:
        """Some localities, and all that their reports rest on, through others too."""
        reached: set[str] = set()
        waiting = list(identities)
        while waiting:
            identity = waiting.pop()
            if identity in reached:
                continue
            reached.add(identity)
            if locality := self._content.localities.get(identity):
                waiting += self.rests_directly_on(locality)
        return frozenset(reached)

    def rests_directly_on(self, locality: Locality) -> set[str]:
        """The ids of the localities that a report rests on by what its own file names; of 下级, each child."""
        found = set(self.named_by(locality))
        if every_child(locality) in found:
            found.discard(every_child(locality))
            found |= {child.id for child in self._content.children(locality)}
            found |= {i for i in self._unread if parent_of(i) == locality.id}
        return found

    def _last_year(self, locality: Locality) -> str:
        """The id of its file of last year, readable or not; empty where there is none."""
        before = f"{locality.year - 1}/{locality.slug}"
        return before if before in self._content.localities or before in self._unread else ""


def every_child(locality: Locality) -> str:
    """The id that stands for all children of a locality."""
    return f"{locality.id}/*"


def _by_page(content: Content, locality: Locality, before: str) -> Iterator[tuple[str, Span]]:
    children = content.children(locality)
    names = {child.name: child.id for child in children}
    origins = names | {child.slug: child.id for child in children}
    for enclosure in locality.enclosures:
        if enclosure.origin:  # one that matches no child may be the one that could not be read
            yield origins.get(enclosure.origin, every_child(locality)), enclosure.span
        if enclosure.table and enclosure.table.rows == BELOW:
            yield every_child(locality), enclosure.table.span
    for section in locality.all_sections():
        if section.table and section.table.rows == BELOW:
            yield every_child(locality), section.table.span
    for fragment in locality.fragments():
        yield from _by_words(locality, {**names, LAST_YEAR: before} if before else names, fragment)


def _by_words(locality: Locality, names: dict[str, str], fragment: Fragment) -> Iterator[tuple[str, Span]]:
    for tag in tags(fragment.segments):
        first = tag.name.partition(".")[0]
        if first == BELOW:
            yield every_child(locality), tag.span
        elif first in names:
            yield names[first], tag.span


def _by_figure(locality: Locality) -> Iterator[tuple[str, Span]]:
    for cell in locality.cells.values():
        if cell.formula and f"{BELOW}." in cell.formula.text:
            yield every_child(locality), cell.formula.span
        for ref in refs(cell.definition) if cell.definition else ():
            yield home_of(ref.key), cell.span
    for relation in locality.relations:
        span = _own_place(locality, relation)
        for key in (*relation.terms, *sorted(relation.roots)):
            yield home_of(key), span


def _by_last_year(content: Content, locality: Locality, before: str) -> Iterator[tuple[str, Span]]:
    """What speaks of last year rests on its file even where nothing in that can be read: no figure, and no relation, would tell."""
    for text, span in _spoken(content, locality) if before else ():
        if f"{LAST_YEAR}." in text:
            yield before, span


def _spoken(content: Content, locality: Locality) -> Iterator[tuple[str, Span]]:
    """The formulas and checks that a locality's figures are under, each with a place in its file."""
    for cell in locality.cells.values():
        if cell.formula:
            yield cell.formula.text, cell.formula.span
        elif cell.stated and cell.indicator and cell.indicator.formula:
            yield cell.indicator.formula.text, cell.span
    for group in locality.groups.values():
        known = content.dictionary.of(group)
        yield from ((check.text, group.span) for check in (known.checks if known else ()))
    yield from ((check.text, check.span) for check in locality.checks)


def _own_place(locality: Locality, relation: Relation) -> Span:
    """Where a relation stands in a locality's own file: one of the dictionary, at the first of the figures it is about."""
    cells = (locality.cells.get(path_of(key)) for key in relation.terms if home_of(key) == locality.id)
    spans = (relation.span, *(cell.span for cell in cells if cell))
    return next((span for span in spans if span.text is locality.text), relation.span)
