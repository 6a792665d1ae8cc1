"""What is asked of the pipeline, and what came of it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reportgen.content import Content
from reportgen.finding import Finding
from reportgen.finding.codes.output import MACHINE
from reportgen.publish import Waived

Progress = Callable[[int, int], None]
"""Told how many reports are done, and of how many."""


class UsageError(Exception):
    """The command asks for what is not there: an unknown year or locality. The message is for the user, in Chinese."""


@dataclass(frozen=True)
class Request:
    """A command: `localities` are names or slugs, empty for all of the year; `formats` the outputs asked for (`publish.FORMATS`).

    `final` asks for the signed text and nothing else; `signoff` is the folder of the sign-off records.
    """

    year: int
    localities: tuple[str, ...] = ()
    content: Path = Path("content")
    templates: Path = Path("templates")
    output: Path = Path("output")
    jobs: int = 1
    draft: bool = False
    formats: tuple[str, ...] = ("docx",)
    final: bool = False
    signoff: Path = Path("signoff")


@dataclass(frozen=True)
class Made:
    """What came of one locality: its findings, its waivers, and the document written, if any.

    `due` marks those that should have given a report; the others were only looked at, because a report rests on them.
    """

    id: str
    due: bool
    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...] = ()
    written: Path | None = None

    @property
    def failed(self) -> bool:
        return any(finding.is_error for finding in self.findings)


@dataclass(frozen=True)
class Outcome:
    """What came of a command: findings in order of place, each once."""

    content: Content | None
    made: tuple[Made, ...]
    findings: tuple[Finding, ...]

    @property
    def built(self) -> tuple[Made, ...]:
        return tuple(made for made in self.made if made.written)

    @property
    def missing(self) -> tuple[Made, ...]:
        """The localities whose report was due and was not written."""
        return tuple(made for made in self.made if made.due and not made.written)

    @property
    def exit_code(self) -> int:
        """0 without errors, 1 with errors in what was written, 2 when the machine refused."""
        errors = [finding.code for finding in self.findings if finding.is_error]
        return 2 if MACHINE & set(errors) else 1 if errors else 0
