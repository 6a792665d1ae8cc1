"""The stages joined: `build`, `check` and `read`, each taking a Request. Which module answers what, a build from top to bottom:

`request` what is asked, what came of it · `pipeline` the stages and the gate · `scope` which localities · `survey` which files, in
families · `records` which families need not be loaded · `workers`, `shares`, `remote` who makes them · `family` its files to its reports ·
`attach`, `sources` what files name besides · `reads`, `keeping` which reports stay · `making` check, compose, gate · `waive` what is
accepted · `writing` render, read back, publish · `second_look` the audit of it · `final` the last gate · `printing` PDFs · `board`.

`shared` what a family's reports share · `kin`, `elsewhere` what of others concerns a report · `trouble` what the machine refused.
Sign-off: `signing` submit, sign, verify · `standing`, `voided` what still holds · `returned`, `absorbing` what came back.
Other commands: `audit`, `conform`, `fix`, `rollover`.
"""

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
