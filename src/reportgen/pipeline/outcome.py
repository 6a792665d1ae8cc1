"""What came of a command: of one locality (`Made`), of one family (`Result`), in all (`Outcome`); and what the machine refused."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.files import FileTrouble
from reportgen.finding import Finding, at_file
from reportgen.value import Value, field, replace

if TYPE_CHECKING:  # their room is slow to import, and a build with nothing to do needs none of it
    from reportgen.publish import Checked, Waived

_OF_THE_MACHINE = frozenset({"O201", "O202", "O203", "O204", "O205", "O206", "O207", "O309", "O310"})
"""Codes of what the machine refused, whatever was written: exit code 2."""


class Told(Value, frozen=True):
    """What the summary and the board of the year tell of a locality, without its content, which is gone by then.

    `reports` is whether its file asks for a report; `filled` of `asked` cells are filled in; `deadline` is 政策标准.报送期限.
    """

    name: str
    reports: bool
    deadline: str
    filled: int
    asked: int


class Made(Value, frozen=True):
    """What came of one locality: its findings, its waivers, and the document written, if any.

    `due`: a report was asked for; the others were only looked at, because a report rests on them. `kept`: the document is that of an
    earlier build, still right. `why`: in words, why it was kept or made. `reads`: what the report was made from, by name, with digests.
    `rests`: the ids of the other localities it rests on. `checked`: all of it, where the request was `whole`.
    """

    id: str
    due: bool
    findings: tuple[Finding, ...]
    waived: "tuple[Waived, ...]" = ()
    written: Path | None = None
    told: Told | None = None
    checked: "Checked | None" = None
    kept: bool = False
    why: str = ""
    reads: Mapping[str, str] = field(default_factory=dict)
    rests: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        return any(finding.is_error for finding in self.findings)

    def with_findings(self, *more: Finding) -> "Made":
        """The same, with what was found since."""
        return replace(self, findings=(*self.findings, *more))


class Result(Value, frozen=True):
    """What came of a family of localities: findings in what all families share, its localities, and the files it read.

    These are paths below content/, templates/ and signoff/, each with the digest of what was read.
    """

    common: tuple[Finding, ...]
    made: tuple[Made, ...]
    files: Mapping[str, str] = field(default_factory=dict)


class Outcome(Value, frozen=True):
    """What came of a command: findings in order of place, each once."""

    made: tuple[Made, ...]
    findings: tuple[Finding, ...]

    @property
    def built(self) -> tuple[Made, ...]:
        """The localities whose report was written by this command."""
        return tuple(made for made in self.made if made.written and not made.kept)

    @property
    def kept(self) -> tuple[Made, ...]:
        """The localities whose report is still the one of an earlier build."""
        return tuple(made for made in self.made if made.kept and made.written)

    @property
    def missing(self) -> tuple[Made, ...]:
        """The localities whose report was due and was not written."""
        return tuple(made for made in self.made if made.due and not made.written)

    @property
    def exit_code(self) -> int:
        return exit_code(self.findings)


def exit_code(findings: Iterable[Finding]) -> int:
    """0 without errors, 1 with errors in what was written, 2 when the machine refused."""
    errors = {finding.code for finding in findings if finding.is_error}
    return 2 if _OF_THE_MACHINE & errors else 1 if errors else 0


def some(texts: Sequence[str], most: int = 5) -> str:
    """The first few of some texts, with 等 when there are more."""
    return "、".join(texts[:most]) + ("等" if len(texts) > most else "")


def as_finding(trouble: FileTrouble) -> Finding:
    """A file's trouble, at that file."""
    return Finding(trouble.code, trouble.message, at_file(trouble.path), hint=trouble.hint)


def not_run(why: str) -> Finding:
    """That a command was not run, for the programs that go by findings."""
    return Finding("O209", why, at_file("reportgen"))
