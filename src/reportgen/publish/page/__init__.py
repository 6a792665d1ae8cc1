"""The review page: one self-contained file that opens offline by double click.

The report as it reads on paper, every figure marked; a click shows where it comes from and what guards it. Nothing is loaded from
outside, and a policy in the page forbids it; texts reach the page escaped, and the script only ever sets text, never markup.
"""

from reportgen.publish.edition import Edition
from reportgen.report import Report

FORMAT = "html"


def name(report: Report) -> str:
    """The page's file name."""
    return f"{report.file_name}.html"


def write(edition: Edition) -> bytes:
    """The page's bytes, the same for the same edition."""
    from reportgen.publish.page.page import written  # most builds make no page

    return written(edition)
