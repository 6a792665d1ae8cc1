"""What each sign-off still covers: it is void exactly where a figure, a sentence or a waiver it was given for has changed since."""

from reportgen.report import to_fill_in
from reportgen.signoff.changes import Changes, SentenceChange
from reportgen.signoff.changes import compare as changes_between
from reportgen.signoff.draft import Draft
from reportgen.signoff.record import Record, Role, Signoff
from reportgen.value import Value, replace

GIVEN_AT_ISSUE = ("发文字号", "成文日期", "印发日期")
"""Elements of a letter that exist only once it is signed: the number is given, and the dates are those, of what the issuer signed
(党政机关公文处理工作条例, art. 9 and 25)."""


class Standing(Value, frozen=True):
    """A role, its last sign-off (None: not signed), and what has changed since; None when the draft signed is gone or was altered.

    `issued` are the number and the dates that were 待补 when it was signed and are given now: they void nothing.
    """

    role: Role
    signoff: Signoff | None
    since: Changes | None = None
    issued: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether all of the report is covered."""
        return self.signoff is not None and self.since is not None and not self.since

    @property
    def in_words(self) -> str:
        """未签, 有效 or what of it is void."""
        if self.signoff is None:
            return "未签"
        if self.since is None:
            return "失效：所签的稿件记录缺失或被改动"
        if not self.since:
            return f"有效（签批后编定：{'，'.join(self.issued)}）" if self.issued else "有效"
        waivers = f"，豁免 {len(self.since.waivers)} 条" if self.since.waivers else ""
        return f"部分失效：数 {len(self.since.figures)} 个，句子 {len(self.since.sentences)} 处{waivers}"


def standings(record: Record, signed: dict[str, Draft], current: Draft) -> tuple[Standing, ...]:
    """The state of every role; `signed` are the drafts on file by the digest of their draft.json."""
    return tuple(_standing(role, record.latest(role), signed, current) for role in Role)


def _standing(role: Role, signoff: Signoff | None, signed: dict[str, Draft], current: Draft) -> Standing:
    draft = signed.get(signoff.draft) if signoff else None
    if draft is None:
        return Standing(role, signoff)
    since = changes_between(draft, current)
    given = {change: _issued(change) for change in since.sentences}
    others = tuple(change for change in since.sentences if not given[change])
    told = dict.fromkeys(filter(None, given.values()))
    return Standing(role, signoff, replace(since, sentences=others), tuple(told))


def _issued(change: SentenceChange) -> str:
    """The number or date (`GIVEN_AT_ISSUE`) that a line outside the narrative was given; empty for any other change."""
    return "" if change.place else issued(change.before, change.after)


def issued(before: str, after: str) -> str:
    """The number or date that stood as 待补 in a line when it was signed and is given now; empty when anything else in it changed."""
    for name in GIVEN_AT_ISSUE:
        start, awaited, end = before.partition(to_fill_in(name))
        given = after.removeprefix(start).removesuffix(end)
        if awaited and given and after == start + given + end:
            return f"{name} {given}"
    return ""
