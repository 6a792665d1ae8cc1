"""The stages joined: `build`, `check` and `read`, each taking a Request. A build from top to bottom:

`pipeline` the stages and the gate · `request` what is asked, `outcome` what came of it · `scope` which localities · `survey` which files,
in families · `records` which families need not be loaded · `workers`, `remote` who makes the others · `family/` one family, from its files
to its reports · `sources/` what its files name besides · `printing` PDFs · `board` the page of the year.

Other commands: `signoff/`, `audit`, `conform`, `fix`, `rollover`.
"""

from reportgen.pipeline.outcome import Outcome
from reportgen.pipeline.pipeline import build, check, read
from reportgen.pipeline.request import Request, UsageError, known_years
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
