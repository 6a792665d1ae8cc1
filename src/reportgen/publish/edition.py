"""What the outputs of one report are made of."""

from collections.abc import Mapping

from reportgen.finding import Finding, Span
from reportgen.publish.checks_json import Checked, neutral
from reportgen.report import Report
from reportgen.trace import Origin, Trace
from reportgen.value import Value


class Noted(Value, frozen=True):
    """A finding, and the key of the cell it is about; empty for none."""

    finding: Finding
    key: str


class Edition(Value, frozen=True):
    """A report, its document, what was checked, every printed figure's trace, and the bytes of every file read by neutral path.

    `root` is the content folder as findings show it; `formats` are those asked for; `standing` is how far sign-off has come, in words;
    `elsewhere` is what was found in other localities at figures it prints.
    """

    report: Report
    document: bytes
    checked: Checked
    trace: Trace
    inputs: Mapping[str, bytes]
    root: str
    formats: frozenset[str]
    standing: str = ""
    elsewhere: tuple[Noted, ...] = ()

    @property
    def noted(self) -> list[Noted]:
        """All that whoever signs has to know of, by file and place: the report's own findings and those elsewhere."""
        key = self.checked.locality.key
        own = (Noted(finding, key(finding.at) if finding.at else "") for finding in self.checked.findings)
        unique = {one.finding.rank: one for one in (*self.elsewhere, *own)}
        return [unique[rank] for rank in sorted(unique)]

    @property
    def to_come(self) -> Mapping[str, Span]:
        """What is 待补 or rests on what is, by name, and where it is written: all of the locality's own, and of others what its report
        waits for."""
        found = self.checked.locality.to_come
        waiting = [printed.key for printed in self.trace.printed]
        seen: set[str] = set()
        while waiting:
            account = self.trace.accounts[waiting.pop(0)]
            if account.origin is Origin.PENDING and account.span and account.key not in seen:
                seen.add(account.key)
                found.setdefault(account.path, account.span)
                waiting += account.inputs
        return found

    def place(self, span: Span | None) -> str:
        """A place as path:line:column, the same on every machine; empty for none."""
        if span is None:
            return ""
        path = neutral(span.text.path, self.root)
        return f"{path}:{span.place}" if span.text.content else path
