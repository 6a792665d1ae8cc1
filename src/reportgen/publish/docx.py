"""The report as a Word document."""

from reportgen.report import Report

FORMAT = "docx"


def name(report: Report) -> str:
    """The document's file name."""
    return f"{report.file_name}.docx"
