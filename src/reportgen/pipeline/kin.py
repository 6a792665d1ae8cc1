"""Whose figures and pages a locality's report rests on, and where it says so."""

from collections.abc import Collection, Iterable, Iterator

from reportgen.content import BELOW, Content, Locality, home_of
from reportgen.finding import Span
from reportgen.formula import refs
from reportgen.narrative import Fragment, tags


def leans_on(content: Content, locality: Locality) -> dict[str, Span]:
    """The ids of the other localities a report rests on, each with the first place that names it.

    The id `2023/baoji/*` stands for all children, readable or not, where the file speaks of 下级.
    """
    found: dict[str, Span] = {}
    for identity, span in (*_by_page(content, locality), *_by_figure(locality)):
        if identity != locality.id:
            found.setdefault(identity, span)
    return found


def every_child(locality: Locality) -> str:
    """The id that stands for all children of a locality."""
    return f"{locality.id}/*"


def rests_on(content: Content, identities: Iterable[str], unread: Collection[str]) -> frozenset[str]:
    """Some localities and everything their reports rest on, directly or not; `unread` are the ids of files that could not be read."""
    reached: set[str] = set()
    waiting = list(identities)
    while waiting:
        identity = waiting.pop()
        if identity in reached:
            continue
        reached.add(identity)
        if locality := content.localities.get(identity):
            waiting += rests_directly_on(content, locality, unread)
    return frozenset(reached)


def rests_directly_on(content: Content, locality: Locality, unread: Collection[str] = ()) -> set[str]:
    """The localities that a report itself names, each child by its id."""
    found = set(leans_on(content, locality))
    if every_child(locality) in found:
        found.discard(every_child(locality))
        found |= {child.id for child in content.children(locality)}
        found |= {i for i in unread if i.rpartition("/")[0] == locality.id}
    return found


def _by_page(content: Content, locality: Locality) -> Iterator[tuple[str, Span]]:
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
        yield from _by_words(locality, names, fragment)


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
        for key in (*relation.terms, *sorted(relation.roots)):
            yield home_of(key), relation.span
