"""Findings in the files of others that concern a report: those at cells whose figures it prints."""

from collections.abc import Iterable

from reportgen.content import Content, home_of, key_of
from reportgen.pipeline.outcome import Made
from reportgen.publish import Noted
from reportgen.report import Mark, Report
from reportgen.trace import units


def elsewhere(content: Content, report: Report, others: Iterable[Made]) -> tuple[Noted, ...]:
    """The findings in other localities at figures that a report prints. For a printed figure that is 待补, or rests on what is, also
    those at every cell its locality has still to fill in."""
    noted = [Noted(f, key_of(other.id, f.at)) for other in others for f in other.findings if f.at]
    runs = [run for unit in units(report) for run in unit.runs if run.figure] if noted else []
    printed = {run.figure for run in runs}
    late = {home_of(run.figure) for run in runs if run.mark is Mark.PENDING}
    waits = (one.key for one in noted if home_of(one.key) in late and content.is_pending(one.key))
    concerned = printed.union(waits)
    return tuple(one for one in noted if one.key in concerned)
