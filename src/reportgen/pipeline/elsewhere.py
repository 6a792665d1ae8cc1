"""Findings in the files of others that concern a report: those at cells whose figures it prints."""

from collections.abc import Iterable

from reportgen.pipeline.request import Made
from reportgen.publish import Noted
from reportgen.report import Report
from reportgen.trace import units


def elsewhere(report: Report, others: Iterable[Made]) -> tuple[Noted, ...]:
    """What was found in other localities at the figures that a report prints."""
    noted = [Noted(f, f"{other.id}#{f.at}") for other in others for f in other.findings if f.at]
    printed = {run.figure for unit in units(report) for run in unit.runs} if noted else set()
    return tuple(one for one in noted if one.key in printed)
