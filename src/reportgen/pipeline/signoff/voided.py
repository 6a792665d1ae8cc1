"""Sign-offs that no longer hold, each thing that changed since told where it is written now; and packages that are no longer whole."""

from collections.abc import Iterator, Sequence

from reportgen.finding import Finding, Span, at_file
from reportgen.publish import Edition
from reportgen.signoff.changes import FigureChange, SentenceChange, WaiverChange
from reportgen.signoff.dossier import RESTORE, Dossier
from reportgen.signoff.record import Record
from reportgen.signoff.standing import Standing

_Change = FigureChange | SentenceChange | WaiverChange


def void(states: Sequence[Standing], edition: Edition, place: Span, *, submitted: bool) -> Iterator[Finding]:
    """A finding (O302) for each figure, sentence and waiver that a sign-off no longer covers; `place` for what has no place in the
    content, `submitted` when the report as it is has been submitted."""
    by_change: dict[_Change, list[str]] = {}
    for state in states:
        if (signoff := state.signoff) is None:
            continue
        signer = f"{state.role.value} {signoff.by}（第{signoff.number}稿）"
        if state.since is None:
            yield Finding(
                "O302", f"{signer}的签批失效：所签的稿子缺失或被改动", place, hint="恢复送审包，或重新签批"
            )
            continue
        since = state.since
        changes: list[_Change] = [*since.figures, *since.sentences, *since.waivers]
        for change in changes:
            by_change.setdefault(change, []).append(signer)
    hint = (
        "这一稿已经送审，请重新签批（reportgen sign）"
        if submitted
        else "重新送审（reportgen submit）后再签批"
    )
    for change, signers in by_change.items():
        basis = f"失效的签批：{'、'.join(signers)}"
        span = _place(change, edition) or place
        yield Finding("O302", _said(change), span, hint=hint, basis=basis)


def altered(dossier: Dossier, record: Record) -> Iterator[Finding]:
    """A finding (O305) for each file of a package that is gone or no longer what was recorded."""
    for path in dossier.altered(record):
        message = f"送审包的文件缺失或被改动：{path.name}"
        yield Finding("O305", message, at_file(path), hint=RESTORE)


def _said(change: _Change) -> str:
    if isinstance(change, SentenceChange):
        return f"签批后文字改了：{change.in_short}"
    if isinstance(change, WaiverChange):
        return f"签批后豁免变了：{change.in_words}"
    before, after = change.texts
    if change.moved:
        return f"{change.name} 仍为 {after}，但所依据的 {'、'.join(change.causes)} 在签批后改了"
    return f"签批后 {change.name} 由 {before} 变为 {after}{change.following}"


def _place(change: _Change, edition: Edition) -> Span | None:
    """Where the figure, the sentence or the waiver is written now."""
    content = edition.checked.content
    if isinstance(change, FigureChange):
        account = edition.trace.accounts.get(change.key)
        return account.span if account else None
    if isinstance(change, WaiverChange):
        said = (change.waiver.code, change.waiver.at)
        waivers = edition.checked.locality.waivers
        return next((one.span for one in waivers if (one.code, one.at) == said), None)
    path, _, place = change.place.partition(":")
    line, _, column = place.partition(":")
    for locality in content.localities.values():
        if path.endswith(locality.id + ".yaml") and line.isdecimal() and column.isdecimal():
            start = locality.text.offset(int(line), int(column))
            return Span(locality.text, start, start + 1)
    return None
