"""Waivers: findings a named person accepted for a reason."""

from collections.abc import Iterable

from reportgen import patterns
from reportgen.content import Locality, Waiver
from reportgen.finding import Finding, Severity
from reportgen.pipeline.outcome import Made
from reportgen.publish import Waived
from reportgen.value import replace

_JUDGEMENT = patterns.compile(r"D(?!130)|P2")
"""Codes of errors that judge what was read. What cannot be read or worked out (L, F, P1), or is still to come (D130), leaves nothing
to print, so nobody can accept it."""

_OF_THE_DOCUMENT = patterns.compile(r"D16\d")
"""Codes that only the audit gives: before a document is built nobody knows whether their waivers are needed."""


def waive(locality: Locality, findings: Iterable[Finding]) -> tuple[list[Finding], tuple[Waived, ...]]:
    """The findings that stand, with one for each waiver that was not needed; and every waiver with what it waived."""
    found, waived = _parted(((waiver, None) for waiver in locality.waivers), findings)
    unused = [w for w, f in waived if f is None and not _OF_THE_DOCUMENT.fullmatch(w.code)]
    return [*found, *(_unused(waiver, waived, found) for waiver in unused)], tuple(waived)


def waive_again(made: Made, findings: Iterable[Finding]) -> Made:
    """A result with what was found in its document, less what its waivers accept; those needed nowhere are told."""
    found, waived = _parted(made.waived, findings)
    known = [finding for finding in made.findings if finding.code != "D190"]
    unused = [_unused(waiver, waived, known) for waiver, finding in waived if finding is None]
    return replace(made, findings=(*known, *found, *unused), waived=tuple(waived))


def _parted(waived: Iterable[Waived], findings: Iterable[Finding]) -> tuple[list[Finding], list[Waived]]:
    """The findings that no waiver means, and each waiver with what it has waived by now."""
    found = list(findings)
    entries: list[Waived] = []
    for waiver, before in waived:
        accepted = [f for f in found if _is_meant(waiver, f) and _is_acceptable(f)]
        found = [finding for finding in found if finding not in accepted]
        kept: list[Waived] = [(waiver, before)] if before or not accepted else []
        entries += [*kept, *((waiver, finding) for finding in accepted)]
    return found, entries


def _is_meant(waiver: Waiver, finding: Finding) -> bool:
    return (finding.code, finding.at) == (waiver.code, waiver.at)


def _is_acceptable(finding: Finding) -> bool:
    return bool(_JUDGEMENT.match(finding.code)) or not (finding.is_error or finding.code == "D130")


def _unused(waiver: Waiver, waived: Iterable[Waived], found: Iterable[Finding]) -> Finding:
    meant = waiver.code, waiver.at
    if same := next((w for w, finding in waived if finding and (w.code, w.at) == meant), None):
        message = f"{waiver.at} 的 {waiver.code} 在 {same.span.place} 已经豁免，这一条是重复的"
        hint = "两条留一条"
    elif any(_is_meant(waiver, finding) for finding in found):
        message = f"{waiver.at} 的 {waiver.code} 不能豁免：读不出、算不出或待补的，没有数可印"
        hint = "按那一条的提示改好，删去这条豁免"
    else:
        message = f"{waiver.at} 没有 {waiver.code} 这个问题，这条豁免没有用上"
        meant_at = (f.at for f in found if f.code == waiver.code and f.at.endswith(f".{waiver.at}"))
        near = next(meant_at, "")
        hint = f"是不是想写 at: {near}？" if near else "问题已改好就删去这条豁免；否则核对 code 和 at"
    return Finding("D190", message, waiver.span, Severity.WARNING, hint, at=waiver.at)
