"""The sheets of a sign-off package, each composed as a Report and set by a Word template of its own."""

from reportgen.conformity import Conformity
from reportgen.finding import Finding
from reportgen.report import Report
from reportgen.signoff.sheets import changes, checks, format, signing, summary
from reportgen.signoff.sheets.sheet import PAGE, SHEET, Matter, sheet

__all__ = ["Matter", "sheets_by_name", "signing"]


def sheets_by_name(matter: Matter, judged: Conformity | Finding) -> dict[str, Report]:
    """All but the 签批页, which lists the digests of the others; `judged` is the draft held against GB/T 9704."""
    tables = {
        changes.NAME: changes.blocks(matter),
        checks.NAME: checks.blocks(matter),
        format.NAME: format.blocks(judged),
    }
    return {summary.NAME: sheet(matter, PAGE, "送审稿速览", summary.blocks(matter))} | {
        name: sheet(matter, SHEET, name, blocks) for name, blocks in tables.items()
    }
