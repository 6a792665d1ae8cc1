"""Findings as text for people, JSON for programs, and annotations for GitHub."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from reportgen.cli import streams
from reportgen.cli.options import OutputFormat
from reportgen.finding import Finding, Severity, in_order
from reportgen.value import to_json

if TYPE_CHECKING:
    from reportgen.pipeline import Outcome

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def show(
    outcome: "Outcome", form: OutputFormat, summary: str, more: Mapping[str, Mapping[str, Any]] = {}
) -> None:
    """Prints an outcome: JSON alone on standard output, or the findings and then the summary.

    `more` is what the entry of a file, by its path, has besides in JSON.
    """
    if form is not OutputFormat.JSON:
        tell(outcome.findings, form)
        streams.say(summary)
        return
    from reportgen.publish import envelope

    said = envelope((made.checked for made in outcome.made if made.checked), outcome.findings)
    streams.emit(to_json({"files": [entry | more.get(entry["path"], {}) for entry in said["files"]]}))


def emit(findings: Iterable[Finding], **more: object) -> None:
    """Prints findings as JSON, alone on standard output, and what a command says `more` beside the list of files."""
    from reportgen.publish import envelope

    streams.emit(to_json({**envelope([], findings), **more}))


def tell(findings: Iterable[Finding], form: OutputFormat) -> None:
    """Prints findings alone, by place; JSON alone on standard output."""
    match form:
        case OutputFormat.JSON:
            emit(findings)
        case OutputFormat.GITHUB:
            for finding in in_order(findings):
                streams.say(annotation(finding))
        case OutputFormat.TEXT:
            for finding in in_order(findings):
                streams.tell(text(finding))


def counts(findings: Iterable[Finding]) -> str:
    """How many of each severity, in words."""
    listed = [finding.severity for finding in findings]
    return "，".join(f"{severity.word} {listed.count(severity)} 个" for severity in Severity)


def text(finding: Finding) -> str:
    """A finding for people: path:line:column, the line with carets, what the judgement rests on, what to do."""
    place = str(finding.span) if finding.span.text.content else finding.span.text.path
    lines = [f"{place}: {finding.severity} {finding.code} {finding.message}", finding.span.excerpt()]
    lines += [f"  {word}: {said}" for word, said in (("依据", finding.basis), ("提示", finding.hint)) if said]
    return "\n".join(line for line in lines if line)


def annotation(finding: Finding) -> str:
    """A workflow command of GitHub Actions."""
    span = finding.span
    fields = {"file": span.text.path}
    if span.text.content:
        fields |= {"line": str(span.line), "col": str(span.column)}
    fields["title"] = finding.code
    said = "\n".join(part for part in (finding.message, finding.basis, finding.hint) if part)
    listed = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in fields.items())
    return f"::{_LEVELS[finding.severity]} {listed}::{_escaped(said)}"


def _escaped(value: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        value = value.replace(character, f"%{ord(character):02X}")
    return value
