"""The sheets of a sign-off package, each composed as a Report and set by a Word template of its own."""

from reportgen.signoff.sheets.changes import changes_sheet
from reportgen.signoff.sheets.checks import checks_sheet
from reportgen.signoff.sheets.format import format_sheet
from reportgen.signoff.sheets.sheet import Matter
from reportgen.signoff.sheets.signing import signing_sheet
from reportgen.signoff.sheets.summary import summary_sheet

__all__ = ["Matter", "changes_sheet", "checks_sheet", "format_sheet", "signing_sheet", "summary_sheet"]
