"""Every printed figure with all that is known about it: where it stands, what it comes from, what guards it, last year's value.

The ledger, the review page and the drafts' content controls are all made from one Trace.
"""

from reportgen.trace.literals import Piece, Typed, parted
from reportgen.trace.locate import ReadBack, locate
from reportgen.trace.model import Account, Guarding, Origin, Printed, Trace
from reportgen.trace.trace import trace
from reportgen.trace.units import Unit, units, waiting_runs

__all__ = [
    "Account",
    "Guarding",
    "Origin",
    "Piece",
    "Printed",
    "ReadBack",
    "Trace",
    "Typed",
    "Unit",
    "locate",
    "parted",
    "trace",
    "units",
    "waiting_runs",
]
