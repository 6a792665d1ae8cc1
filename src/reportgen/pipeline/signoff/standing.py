"""How far the sign-off of a report has come, told on the board of its year as soon as it changes; and, each at its place, what has changed
since something was signed."""

from collections.abc import Iterator, Sequence

from reportgen.files import FileTrouble
from reportgen.finding import Finding, Severity, Span, at_file
from reportgen.pipeline import board
from reportgen.pipeline.outcome import Outcome
from reportgen.pipeline.request import Request
from reportgen.publish import Edition
from reportgen.publish.board import NAME, State
from reportgen.signoff.changes import FigureChange, SentenceChange, WaiverChange
from reportgen.signoff.dossier import RESTORE, Dossier
from reportgen.signoff.draft import Draft, drafted
from reportgen.signoff.record import Record
from reportgen.signoff.standing import Standing, standings
from reportgen.signoff.words import Words, read_words

_Change = FigureChange | SentenceChange | WaiverChange


def draft_of(edition: Edition) -> Draft:
    """The draft an edition is, as it would be filed."""
    words = read_words(edition.document, edition.report.name)
    body = words.body if isinstance(words, Words) else ()
    return drafted(edition, body)


def standing(edition: Edition, request: Request) -> str:
    """待签批, 已签批 or 签批失效 (something signed has changed since); empty when it was never submitted. Raises FileTrouble."""
    dossier = Dossier(request.signoff, edition.checked.locality.id)
    record = dossier.record()
    if record.last is None:
        return ""
    states = standings(record, dossier.signed(record), draft_of(edition))
    if all(state.holds for state in states):
        return State.SIGNED.value
    void = any(state.signoff and not state.holds for state in states)
    return (State.VOID if void else State.SUBMITTED).value


def tell_board(request: Request, identity: str, now: Edition | Outcome) -> tuple[Finding, ...]:
    """Tells the board of a year what became of one report: the edition it is now, or what stands against one. A warning when the
    board cannot be written, for what was done stands without it."""
    try:
        if isinstance(now, Outcome):
            board.repost_failed(request, identity, now.findings)
        else:
            board.repost(request, identity, standing(now, request))
    except FileTrouble as trouble:
        place = at_file(request.folder / NAME)
        message = f"年度看板没有更新：{trouble.message}"
        hint = "稍后运行 reportgen verify，看板会跟上"
        return (Finding(trouble.code, message, place, Severity.WARNING, hint),)
    return ()


def void(states: Sequence[Standing], edition: Edition, place: Span, *, submitted: bool) -> Iterator[Finding]:
    """A finding (O302) for each figure, sentence and waiver that has changed since a sign-off, at its place in the content, or at `place`
    where it has none. `submitted`: the report has been submitted as it is now, so that signing again is enough."""
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
