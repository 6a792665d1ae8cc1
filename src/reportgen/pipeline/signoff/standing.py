"""How far the sign-off of a report has come, told on the board of its year as soon as it changes."""

from reportgen.files import FileTrouble
from reportgen.finding import Finding, Severity, at_file
from reportgen.pipeline import board
from reportgen.pipeline.outcome import Outcome
from reportgen.pipeline.request import Request
from reportgen.publish import Edition
from reportgen.publish.board import NAME, State
from reportgen.signoff.dossier import Dossier
from reportgen.signoff.draft import Draft, drafted
from reportgen.signoff.standing import standings
from reportgen.signoff.words import Words, read_words


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
