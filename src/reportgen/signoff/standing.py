"""What each sign-off still covers: it is void exactly where a figure, a sentence or a waiver it was given for has changed since."""

from reportgen.signoff.changes import Changes
from reportgen.signoff.changes import compare as changes_between
from reportgen.signoff.draft import Draft
from reportgen.signoff.record import Record, Role, Signoff
from reportgen.value import Value


class Standing(Value, frozen=True):
    """A role, its last sign-off (None: not signed), and what has changed since; None when the draft signed is gone or was altered."""

    role: Role
    signoff: Signoff | None
    since: Changes | None = None

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
            return "有效"
        waivers = f"，豁免 {len(self.since.waivers)} 条" if self.since.waivers else ""
        return f"部分失效：数 {len(self.since.figures)} 个，句子 {len(self.since.sentences)} 处{waivers}"


def standings(record: Record, signed: dict[str, Draft], current: Draft) -> tuple[Standing, ...]:
    """The state of every role; `signed` are the drafts on file by the digest of their draft.json."""
    return tuple(_standing(role, record.latest(role), signed, current) for role in Role)


def _standing(role: Role, signoff: Signoff | None, signed: dict[str, Draft], current: Draft) -> Standing:
    draft = signed.get(signoff.draft) if signoff else None
    return Standing(role, signoff, changes_between(draft, current) if draft else None)
