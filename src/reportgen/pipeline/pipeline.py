"""The stages and the gate, on one screen.

survey → for each family of localities in which something has changed: load → derive → for each locality, children first: check →
compose → gate → render → publish (`family`). The gate: an error that nobody waived means the report is not written, and neither is a
report that rests on it.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from reportgen import cache
from reportgen.files import FileTrouble, ctrl_c_held_back, locked
from reportgen.finding import Finding, in_order
from reportgen.pipeline.outcome import Outcome, Result, as_finding
from reportgen.pipeline.records import Records
from reportgen.pipeline.request import PDF, Progress, Request, require_apart, require_templates, unwatched
from reportgen.pipeline.scope import chosen
from reportgen.pipeline.survey import Family, Survey, survey
from reportgen.value import replace

if TYPE_CHECKING:
    from reportgen.content import Content


def build(request: Request, progress: Progress = unwatched) -> Outcome:
    """Writes the reports asked for that are not there yet as they should be. Raises UsageError for an unknown year or locality."""
    require_templates(request)
    require_apart(request, request.output, "--output")
    found = survey(request)
    ids = chosen(found, request)
    try:
        with locked(request.folder):
            records = Records(request, found, cache.opened(request.folder, request.content))
            kept, made = _kept_and_made(records, ids, progress)
            outcome = _outcome(found, kept | made)
            return _finished(records, made, outcome) if made or not records.shared_stand else outcome
    except FileTrouble as trouble:
        return Outcome((), (as_finding(trouble),))


def check(request: Request, progress: Progress = unwatched) -> Outcome:
    """The same without a lock, a page or a file; what came of each locality comes back whole. Raises UsageError."""
    request = replace(request, write=False, whole=True)
    found = survey(request)
    records = Records(request, found, cache.Cache())
    kept, made = _kept_and_made(records, chosen(found, request), progress)
    return _outcome(found, kept | made)


def read(request: Request) -> "tuple[Content, dict[str, list[Finding]]]":
    """The derived content of the families asked for, of the year and the year before, and the findings by the id of the locality.

    Findings in what all localities share are under the empty id. Raises UsageError.
    """
    from reportgen.pipeline.family.family import read_family

    found = survey(request)
    families = _families(found, chosen(found, request))
    return read_family(request, tuple(one for family in families for one in family), found.findings)


def _families(found: Survey, ids: frozenset[str]) -> list[Family]:
    """The families that have a locality asked for."""
    return [family for family in found.families() if ids.intersection(one.id for one in family)]


def _kept_and_made(
    records: Records, ids: frozenset[str], progress: Progress
) -> tuple[dict[str, Result], dict[str, Result]]:
    """What came of the families asked for, by the first id of each: of those that stay as they were, and of those made now."""
    families = _families(records.survey, ids)
    kept = {family[0].id: result for family in families if (result := records.fresh(family, ids))}
    stale = [family for family in families if family[0].id not in kept]
    return kept, _made(records, stale, ids, progress) if stale else {}


def _made(
    records: Records, families: Sequence[Family], ids: frozenset[str], progress: Progress
) -> dict[str, Result]:
    with ctrl_c_held_back():  # Python forgets that Ctrl-C was handled when it meets a class in the making
        from reportgen.pipeline.workers import (
            make_families,  # with all the stages: slow to import, and often not needed
        )

    counts = [len(ids.intersection(one.id for one in family)) for family in families]
    done, made = 0, dict[str, Result]()
    try:
        results = make_families(records, families, ids)
        for family, count, result in zip(families, counts, results, strict=True):
            made[family[0].id] = result
            done += count
            progress(done, sum(counts))
    except KeyboardInterrupt:
        with suppress(FileTrouble):
            records.save(made, ())  # the next build goes on from here
        raise
    return made


def _outcome(found: Survey, results: Mapping[str, Result]) -> Outcome:
    made = sorted((one for result in results.values() for one in result.made), key=lambda one: one.id)
    findings = [*found.findings.get("", ())]
    for result in results.values():
        findings += [*result.common, *(finding for one in result.made for finding in one.findings)]
    return Outcome(tuple(made), tuple(in_order(findings)))


def _finished(records: Records, made: Mapping[str, Result], outcome: Outcome) -> Outcome:
    """The outcome, once its PDFs are made, the board of the year tells of it, and what was made is on record."""
    from reportgen.pipeline.board import post
    from reportgen.publish.board import NAME as BOARD

    request = records.request
    if PDF in request.formats and not request.scheduler:  # whose workers have printed theirs
        from reportgen.pipeline.printing import print_pdfs

        outcome = print_pdfs(outcome)
    more = records.damage
    try:
        post(request, records.survey, outcome.made)
        records.save(made, [BOARD])
    except FileTrouble as trouble:  # the reports stand all the same
        more.append(as_finding(trouble))
    return replace(outcome, findings=(*outcome.findings, *more))
