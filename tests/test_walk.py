"""Every relation of the five localities: change any one figure so that it breaks, and the check says so at a cell of it."""

from collections.abc import Iterator
from functools import cache

import pytest

from ours import CONTENT
from reportgen.checks import run
from reportgen.content import Content
from reportgen.derive import derive
from reportgen.load import load
from reportgen.quantity import Quantity, read_quantity
from reportgen.relation import Kind, Relation, Verdict, judge
from reportgen.value import replace

YEARS = (2019, 2021, 2022, 2023, 2024, 2025)


@cache
def loaded(year: int) -> Content:
    content, findings = load(CONTENT, [year - 1, year])
    assert not [f for f in findings if f.is_error]
    return content


@cache
def derived(year: int) -> Content:
    return derive(loaded(year))[0]


def relations() -> Iterator[tuple[str, int]]:
    """(locality id, index) of every relation that holds."""
    for year in YEARS:
        for identity, locality in derived(year).localities.items():
            if identity.startswith(f"{year}/"):
                yield from ((identity, i) for i in range(len(locality.relations)))


def breaking(content: Content, relation: Relation, key: str) -> Quantity | None:
    """A figure of the same shape, other in one digit, that the relation cannot bear; None when no digit can break it."""
    quantity = content.figures.entered[key].quantity
    if quantity is None:
        return None
    digits = [i for i, c in enumerate(quantity.text) if c.isdigit()]
    for position in digits:
        for digit in "9187263540":
            text = quantity.text[:position] + digit + quantity.text[position + 1 :]
            changed = read_quantity(text, content.dictionary.units)
            if isinstance(changed, Quantity) and changed.text != quantity.text:
                verdict = judge(relation.comparison, content.figures, {key: changed.magnitude})
                if verdict is Verdict.FAILS:
                    return changed
    return None


def with_figure(content: Content, key: str, quantity: Quantity) -> Content:
    identity, _, path = key.partition("#")
    locality = content.localities[identity]
    cells = {**locality.cells, path: replace(locality.cells[path], stated=quantity)}
    return replace(content, localities={**content.localities, identity: replace(locality, cells=cells)})


def test_the_content_states_its_relations() -> None:
    assert all(
        r.verdict is Verdict.HOLDS for y in YEARS for p in derived(y).localities.values() for r in p.relations
    )
    kinds = [derived(int(i[:4])).localities[i].relations[n].kind for i, n in relations()]
    assert {Kind.SUM, Kind.RATIO, Kind.SHARE, Kind.SHARE_SUM, Kind.COUNT_OF_LIST, Kind.REMAINDER} <= set(
        kinds
    )


@pytest.mark.parametrize(("identity", "index"), list(relations()))
def test_breaking_a_relation_is_found_at_a_cell_of_it(identity: str, index: int) -> None:
    year = int(identity[:4])
    content = derived(year)
    relation = content.localities[identity].relations[index]
    for key in sorted(relation.roots):
        quantity = breaking(content, relation, key)
        if quantity is None:
            continue
        changed, _ = derive(with_figure(loaded(year), key, quantity))
        errors = [f for f in run(changed, changed.localities[identity]) if f.is_error]
        places = {content.figures.entered[root].span for root in relation.roots}
        assert {f.span for f in errors} & places, (
            f"{quantity.text} in {key} breaks {relation.formula}: {errors}"
        )
