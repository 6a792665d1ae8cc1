"""A large family made by several processes: the same files, findings and record as by one, whatever rests on what."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from projects import CITY, WRONG, Project, codes, report
from reportgen.cache import NAME
from reportgen.pipeline import Outcome, Request, workers
from reportgen.pipeline.family.family import Order
from reportgen.schedule import Lost
from worlds import DICTIONARY

CITIES = {"a": "甲市", "b": "乙市"}
PROVINCE = CITY.replace("大市", "大省")
UNREADABLE = "locality: 坏县\nyear: 2025\nmetrics: [\n"
ADDING = PROVINCE.replace("sections:", "  两市: {送审总额: 900000.00万元}\nsections:")
TWO_CITIES = """
两市:
  送审总额: 0.00万元 = 甲市.事前评估.送审金额 + 乙市.事前评估.送审金额
"""
"""A relation of the dictionary, which gives the figure that the second city lacks out of the first city's."""
LACKING = report("乙市").replace("送审金额: 64727.72万元, ", "").replace(", 审定金额: 58719.72万元", "")


@pytest.fixture(autouse=True)
def _small_families_are_worth_sharing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_WORTH_SHARING", 6)


def tree(**others: str) -> dict[str, str]:
    """A province of two cities of four counties; `others` are files of cities and counties that are not like the rest."""
    files = {"2025/sheng": others.get("sheng", PROVINCE)}
    for city, name in CITIES.items():
        files[f"2025/sheng/{city}"] = others.get(city, CITY.replace("大市", name))
        for number, sign in enumerate("安平兴和"):
            slug = f"{city}{number}"
            files[f"2025/sheng/{city}/{slug}"] = others.get(slug, report(f"{name[0]}{sign}县"))
    return files


def told(outcome: Outcome) -> list[tuple[str, str, str]]:
    return [(finding.code, finding.message, finding.span.place) for finding in outcome.findings]


def came_of(outcome: Outcome) -> list[tuple[str, str, bool]]:
    return [(made.id, made.why, made.failed) for made in outcome.made]


@pytest.mark.parametrize(
    "others",
    [
        {},
        {"b2": report("错县", approved=WRONG)},
        {"a3": UNREADABLE},
        {"sheng": ADDING, "b": LACKING},
    ],
    ids=["right", "wrong", "unreadable", "one city rests on the other"],
)
def test_several_processes_make_what_one_makes(tmp_path: Path, others: dict[str, str]) -> None:
    one, many = (
        Project(tmp_path / name, tree(**others), dedent(DICTIONARY) + TWO_CITIES) for name in ("one", "many")
    )
    alone, shared = one.build(), many.build(jobs=2)
    assert one.files() == many.files()
    assert (one.output / "2025" / NAME).read_bytes() == (many.output / "2025" / NAME).read_bytes()
    assert told(alone) == told(shared)
    assert came_of(alone) == came_of(shared)
    assert many.build(jobs=2).built == ()


def test_a_share_holds_whole_subtrees_and_nobody_above_them() -> None:
    ids = [f"2025/p/{city}{rest}" for city in "abc" for rest in ("", "-x", "/1", "/2")]
    order = Order((), frozenset(["2025/p", *ids]), {}, frozenset(), {})
    parts = [sorted(share.chosen) for share in workers.shares(Request(2025), order, 3)]
    assert sorted(identity for part in parts for identity in part) == sorted(ids)
    assert [len(part) for part in parts] == [4, 4, 4]
    homes = {identity: number for number, part in enumerate(parts) for identity in part}
    assert all(
        homes[f"2025/p/{city}"] == homes[f"2025/p/{city}/1"] == homes[f"2025/p/{city}/2"] for city in "abc"
    )


@pytest.mark.parametrize("count", [0, 1])
def test_a_family_that_one_process_takes_is_not_shared(count: int) -> None:
    order = Order((), frozenset(f"2025/p/{n}" for n in range(100)), {}, frozenset(), {})
    assert workers.shares(Request(2025), order, count) == []


def test_a_worker_that_dies_takes_its_share_and_whoever_rests_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dying(work: Any, request: object, tasks: Sequence[Any], jobs: int, meanwhile: Any) -> Iterator[Any]:
        assert ([task.is_share for task in tasks], jobs) == ([True], 1)
        meanwhile()
        yield Lost()

    monkeypatch.setattr(workers, "spread", dying)
    project = Project(tmp_path, tree())
    outcome = project.build(jobs=2)
    assert codes(outcome) == ["O101", "O205"]
    written = {made.id for made in outcome.built}
    assert len(written) == 5
    assert {made.id for made in outcome.made if made.failed} == tree().keys() - written


def test_after_one_edit_nothing_is_shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = Project(tmp_path, tree())
    project.build()
    project.write("2025/sheng/a/a0", report("甲安县").replace("工作完成情况", "工作情况"))
    monkeypatch.setattr(workers, "spread", whole := _Whole())
    assert [made.id for made in project.build(jobs=2).built] == ["2025/sheng/a/a0"]
    project.build(jobs=2, draft=True)
    assert whole.shares == [[False], [True]]


def test_a_file_saved_while_others_read_it_is_looked_at_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Project(tmp_path, tree())

    def saving(work: Any, request: object, tasks: Sequence[Any], jobs: int, meanwhile: Any) -> Iterator[Any]:
        before = [work(request, task) for task in tasks]
        project.write("2025/sheng/b/b0", report("乙安县").replace("工作完成情况", "工作情况"))
        meanwhile()
        return iter(before)

    monkeypatch.setattr(workers, "spread", saving)
    project.build(jobs=2)
    monkeypatch.undo()
    assert [made.id for made in project.build().built] == ["2025/sheng/b/b0"]


class _Whole:
    """Makes all tasks here, and remembers which were shares."""

    def __init__(self) -> None:
        self.shares: list[list[bool]] = []

    def __call__(
        self, work: Any, request: object, tasks: Sequence[Any], jobs: int, meanwhile: Any = None
    ) -> Iterator[Any]:
        self.shares.append([task.is_share for task in tasks])
        if meanwhile:
            meanwhile()
        return (work(request, task) for task in tasks)
