"""How far the sign-off of a report has come, for the board of the year."""

from reportgen.pipeline.request import Request
from reportgen.pipeline.signing import draft_of
from reportgen.publish import Edition
from reportgen.publish.board import State
from reportgen.signoff.shelf import Shelf
from reportgen.signoff.standing import standings


def standing(edition: Edition, request: Request) -> str:
    """待签批, 已签批 or 签批失效 (something signed has changed since); empty when it was never submitted. Raises FileTrouble."""
    shelf = Shelf(request.signoff, edition.checked.locality.id)
    record = shelf.record()
    if record.last is None:
        return ""
    states = standings(record, shelf.signed(record), draft_of(edition))
    if all(state.holds for state in states):
        return State.SIGNED.value
    void = any(state.signoff and not state.holds for state in states)
    return (State.VOID if void else State.SUBMITTED).value
