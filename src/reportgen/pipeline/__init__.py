"""The stages joined: what the commands build and check."""

from reportgen.pipeline.fix import fix
from reportgen.pipeline.pipeline import build, check, read
from reportgen.pipeline.request import Made, Outcome, Request, UsageError
from reportgen.pipeline.scope import choose_locality, known_years

__all__ = [
    "Made",
    "Outcome",
    "Request",
    "UsageError",
    "build",
    "check",
    "choose_locality",
    "fix",
    "known_years",
    "read",
]
