"""The stages and the gate, on one screen.

load → derive → for each locality, children first: check → compose → gate → render → publish (`making`). The gate: an error that
nobody waived means the report is not written, and neither is a report that rests on it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from reportgen.content import Content
from reportgen.derive import derive
from reportgen.files import FileTrouble, locked
from reportgen.finding import Finding, in_order
from reportgen.load import load
from reportgen.pipeline.attach import attach
from reportgen.pipeline.board import post
from reportgen.pipeline.making import Shared, Task, make
from reportgen.pipeline.printing import printed
from reportgen.pipeline.request import Made, Outcome, Progress, Request
from reportgen.pipeline.scope import Scope, choose, owner, require_year
from reportgen.pipeline.sources import compare
from reportgen.pipeline.trouble import as_finding, worker_died
from reportgen.schedule import WorkerDied, scheduled


def build(request: Request, progress: Progress) -> Outcome:
    """Writes the reports asked for. Raises UsageError for an unknown year or locality."""
    require_year(request)
    try:
        with locked(request.output / str(request.year)):
            return _posted(request, printed(request, _through(request, progress, write=True)))
    except FileTrouble as trouble:
        return Outcome(None, (), (as_finding(trouble),))


def _posted(request: Request, outcome: Outcome) -> Outcome:
    """The outcome, once the board of the year tells of it."""
    try:
        if outcome.content:
            post(outcome.content, request, outcome.made)
    except FileTrouble as trouble:
        return replace(outcome, findings=(*outcome.findings, as_finding(trouble)))
    return outcome


def check(request: Request, progress: Progress) -> Outcome:
    """The same without a lock, a page or a file. Raises UsageError."""
    return _through(request, progress, write=False)


def read(request: Request) -> tuple[Content, dict[str, list[Finding]]]:
    """The derived content of the year and of the year before, and the findings by the id of the locality, empty for what all share.

    Raises UsageError for an unknown year.
    """
    require_year(request)
    content, loaded = load(request.content, (request.year - 1, request.year))
    content, by_owner = attach(content, request.content)
    content, derived = derive(content)
    for finding in (*loaded, *derived):
        by_owner.setdefault(owner(finding, request.content), []).append(finding)
    for identity, compared in compare(content, request.content, request.year).items():
        by_owner.setdefault(identity, []).extend(compared)
    return content, by_owner


def _through(request: Request, progress: Progress, *, write: bool) -> Outcome:
    content, by_owner = read(request)
    scope = choose(content, request, by_owner)
    shared = Shared(content, request, write, common=tuple(by_owner.get("", ())))
    try:
        made = _each(shared, scope, by_owner, progress)
    except WorkerDied:
        return Outcome(content, (), (worker_died(),))
    findings = [*shared.common, *(f for one in made for f in one.findings)]
    return Outcome(content, made, tuple(in_order(findings)))


def _each(
    shared: Shared, scope: Scope, by_owner: Mapping[str, Sequence[Finding]], progress: Progress
) -> tuple[Made, ...]:
    made: dict[str, Made] = {}
    with scheduled(min(shared.request.jobs, len(scope.all)), shared) as run:
        for wave in _waves(scope):
            failed = frozenset(identity for identity, one in made.items() if one.failed)
            tasks = [Task(i, i in scope.chosen, tuple(by_owner.get(i, ())), failed) for i in wave]
            for one in run(make, tasks):
                made[one.id] = one
                progress(len(made), len(scope.all))
    return tuple(made[identity] for identity in sorted(made))


def _waves(scope: Scope) -> Iterator[list[str]]:
    """The localities by generation: last year first, then children before their parents."""

    def generation(identity: str) -> tuple[str, int]:
        return identity.partition("/")[0], -identity.count("/")

    for _, wave in groupby(sorted(scope.all, key=lambda i: (generation(i), i)), generation):
        yield list(wave)
