"""Full-width brackets around a value, and the full-width bar before a text, read as the plain signs that were meant.

They are replaced one for one before anything else is looked at, so that every other character keeps its place.
"""

from reportgen import patterns
from reportgen.finding import Span
from reportgen.load.yaml.lines import Line, lay_out
from reportgen.load.yaml.notes import Notes

_PLAIN = str.maketrans("｛｝［］｜", "{}[]|")
_BAR = patterns.compile(r"^[ \t]*(?:- +)*[^\s：:]+ *[:：] *(?P<bar>｜)(?=\s*$)")
_OPENING = patterns.compile(r"(?:^\s*(?:- +)*|[:：,，{\[] *)(?P<sign>[｛［])(?![｛%％])")
_CLOSING = patterns.compile(r"[｝］](?= *(?:[,，}\]｝］]|#|$))")
_TEXT_KEYS = ("heading", "title", "text", "note", "author")
_SHOWN = 40


def plain_signs(notes: Notes) -> str:
    """The file's text with plain signs in the place of full-width ones that were to part; notes them, with edits."""
    content = notes.text.content
    if "｜" in content:
        content = _replaced(notes, content, _bars(content))
    if any(sign in content for sign in "｛［｝］"):
        lines = lay_out(notes.text, content).structure
        content = _replaced(notes, content, [places for line in lines if (places := _brackets(line))])
    return content


def _bars(content: str) -> list[list[int]]:
    """Where a full-width bar stands alone behind a key."""
    found, start = [], 0
    for line in content.split("\n"):
        if bar := _BAR.match(line):
            found.append([start + bar.start("bar")])
        start += len(line) + 1
    return found


def _brackets(line: Line) -> list[int]:
    """Where full-width brackets stand around values of a line, as far as they come in pairs."""
    code = line.code
    signs = [match.start("sign") for match in _OPENING.finditer(code)]
    opening = [at for at in signs if not code[:at].rstrip(" :：").endswith(_TEXT_KEYS)]
    plain = code.count("{") + code.count("[") - code.count("}") - code.count("]")
    missing = line.depth + plain + len(opening)
    closing = [match.start() for match in _CLOSING.finditer(code)]
    if missing < 0 or len(closing) < missing:
        return []
    return [line.start + at for at in (*opening, *closing[len(closing) - missing :])]


def _replaced(notes: Notes, content: str, found: list[list[int]]) -> str:
    """The text with the signs at some places made plain; those of one line are noted once."""
    characters = list(content)
    for places in found:
        for at in places:
            characters[at] = content[at].translate(_PLAIN)
            notes.tidy(Span(notes.text, at, at + 1), characters[at])
        first, last = min(places), max(places) + 1
        meant = "".join(characters[first:last])
        hint = f"应写作 {meant}" if len(meant) <= _SHOWN else "改成半角"
        name = "竖线" if meant == "|" else "方括号" if meant[0] in "[]" else "花括号"
        notes.error("L107", f"{name}是全角的", Span(notes.text, first, last), hint)
    return "".join(characters)
