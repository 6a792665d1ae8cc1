"""Waivers: findings a named person accepted for a reason."""

from collections.abc import Iterable

from reportgen.content import Locality, Waiver
from reportgen.finding import Finding, Severity
from reportgen.publish import Waived


def waive(locality: Locality, findings: Iterable[Finding]) -> tuple[list[Finding], tuple[Waived, ...]]:
    """The findings that stand, with one for each waiver that was not needed; and every waiver with what it waived."""
    found = list(findings)
    waived: list[Waived] = []
    for waiver in locality.waivers:
        accepted = [finding for finding in found if _is_meant(waiver, finding)]
        found = [finding for finding in found if finding not in accepted]
        waived += [(waiver, finding) for finding in accepted] or [(waiver, None)]
    unused = [_unused(waiver) for waiver, finding in waived if finding is None]
    return found + unused, tuple(waived)


def _is_meant(waiver: Waiver, finding: Finding) -> bool:
    return (finding.code, finding.at) == (waiver.code, waiver.at)


def _unused(waiver: Waiver) -> Finding:
    message = f"{waiver.at} 没有 {waiver.code} 这个问题，这条豁免没有用上"
    return Finding(
        "D190",
        message,
        waiver.span,
        Severity.WARNING,
        "问题已改好就删去这条豁免；否则核对 code 和 at",
        at=waiver.at,
    )
