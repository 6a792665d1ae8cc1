"""The stages joined: `build`, `check` and `read`, each taking a Request."""

from reportgen.pipeline.pipeline import build, check, read
from reportgen.pipeline.request import Outcome, Request, UsageError, known_years
from reportgen.pipeline.scope import choose_locality

__all__ = [
    "Outcome",
    "Request",
    "UsageError",
    "build",
    "check",
    "choose_locality",
    "known_years",
    "read",
]
