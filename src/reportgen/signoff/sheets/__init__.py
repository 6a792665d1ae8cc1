"""The sheets of a sign-off package, each composed as a Report and set by a Word template of its own."""

from reportgen.conformity import Conformity
from reportgen.finding import Finding
from reportgen.report import Report
from reportgen.signoff.sheets import changes, checks, format, signing, summary
from reportgen.signoff.sheets.sheet import Matter

__all__ = ["Matter", "sheets_by_name", "signing"]


def sheets_by_name(matter: Matter, judged: Conformity | Finding) -> dict[str, Report]:
    """All but the 签批页, which lists the digests of the others; `judged` is the draft held against GB/T 9704."""
    return {
        summary.NAME: summary.summary_sheet(matter),
        changes.NAME: changes.changes_sheet(matter),
        checks.NAME: checks.checks_sheet(matter),
        format.NAME: format.format_sheet(matter, judged),
    }
