"""absorb joined to the other stages: what a returned document asks for, tried on a copy of the content before anything is written."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from difflib import unified_diff
from pathlib import Path
from tempfile import TemporaryDirectory

from reportgen.compose import compose
from reportgen.finding import Finding, Severity, at_file
from reportgen.load import rewritten, write
from reportgen.pipeline.pipeline import read
from reportgen.pipeline.request import Request, UsageError, require_templates
from reportgen.pipeline.signoff.returned import Returned, returned
from reportgen.pipeline.signoff.signing import prepared
from reportgen.pipeline.signoff.standing import tell_board
from reportgen.places import Place
from reportgen.publish import neutral
from reportgen.render import render
from reportgen.signoff.absorb import Absorbed, Current, Piece, absorb, by_hand, expected, together
from reportgen.signoff.draft import lined
from reportgen.signoff.edits import short
from reportgen.signoff.surgery import applied
from reportgen.signoff.words import Words, read_words
from reportgen.value import Value, replace


class Asked(Value, frozen=True):
    """What a returned document asks of the content of a report: pieces that are proven to do what they say, and findings."""

    request: Request
    report: str
    pieces: tuple[Piece, ...]
    findings: tuple[Finding, ...]

    def patch(self, pieces: Sequence[Piece]) -> str:
        """Some pieces as a unified diff of the content files."""
        parts = []
        for path, (before, after) in _texts(pieces).items():
            name = neutral(path, self.request.content.as_posix())
            lines = unified_diff(before.splitlines(True), after.splitlines(True), f"a/{name}", f"b/{name}")
            parts += [line if line.endswith("\n") else line + "\n" for line in lines]
        return "".join(parts)

    def accept(self, pieces: Sequence[Piece]) -> list[Path]:
        """Writes some pieces into the content files, the old ones kept as .bak, whose paths are returned; sign-offs they make void
        show on the board. Raises FileTrouble."""
        files = [rewritten(Path(path), *both) for path, both in _texts(pieces).items()]
        kept = [write(one) for one in files]
        if kept:
            now = prepared(self.request, Place.of(self.report).slug)
            tell_board(self.request, self.report, now)
        return kept


def absorb_file(path: Path, request: Request) -> Asked | Finding:
    """What a returned document asks for; `request.year` does not matter. Raises FileTrouble, and UsageError for a stranger."""
    require_templates(request)
    file = returned(path, request.signoff)
    if isinstance(file, Finding):
        return file
    report, sent = file.dossier.report, file.sent
    request = replace(request, year=Place.of(report).year)
    current = _current(request, report)
    if current is None:
        raise UsageError(f"{report}.yaml 现在读不出来，请先改好它（reportgen check）再吸收")
    found = absorb(sent.draft, file.words.body, current, path.as_posix())
    pieces, refused = _proven(found, current, request, report)
    return Asked(request, report, tuple(pieces), (*_comments(file), *found.findings, *refused))


def _comments(file: Returned) -> Iterator[Finding]:
    """That what was written beside the text asks for something too, which nothing can take over."""
    if number := file.words.comments:
        hint = "请在 Word 里逐条看过，要改的在内容文件里改"
        yield Finding("L521", f"有 {number} 条批注，批注不收", at_file(file.path), Severity.WARNING, hint)


def _current(request: Request, report: str) -> Current | None:
    """The report as the content makes it; None when it cannot be made."""
    content, _ = read(request)
    locality = content.localities.get(report)
    if locality is None or not locality.report:
        return None
    composed, _ = compose(content, locality)
    document, _ = render(composed, request.templates)
    words = read_words(document, report) if document else None
    if not isinstance(words, Words):
        return None
    lines = list(lined(composed, words.body))
    return Current(tuple(text for text, _ in lines), tuple(runs for _, runs in lines))


def _proven(
    found: Absorbed, current: Current, request: Request, report: str
) -> tuple[Sequence[Piece], list[Finding]]:
    """The pieces after which the report says just what they say, all together or else move by move; the others are told."""
    if not found.pieces:
        return (), []
    with TemporaryDirectory(prefix="reportgen-") as folder:
        trial = _Trial(request, report, current, Path(folder) / "content")
        if trial.works(found.pieces):
            return found.pieces, []
        kept: list[Piece] = []
        refused = []
        for pieces in together(found.pieces):
            if trial.works([*kept, *pieces]):
                kept += pieces
            else:
                refused += [_differs(piece) for piece in pieces]
        return kept, refused


def _differs(piece: Piece) -> Finding:
    words = f"“{short(piece.edit.text)}”" if piece.edit.text.strip() else "这里的删改或分段"
    why = "（“一是……二是……”总是连成一段）" if "\n" in piece.edit.text else ""
    return by_hand(f"{words}写回去以后，印出来与 Word 里改的不一样{why}", piece.span)


class _Trial:
    """A copy of the content, in which pieces are tried."""

    def __init__(self, request: Request, report: str, current: Current, copy: Path) -> None:
        self._root, self._report, self._current = request.content, report, current
        self._request = replace(request, content=copy)
        shutil.copytree(request.content, copy, ignore=shutil.ignore_patterns("*.bak", ".*"))

    def works(self, pieces: Sequence[Piece]) -> bool:
        """Whether the report then says just what the pieces say; the copy is left as it was."""
        texts = {
            self._request.content / Path(path).relative_to(self._root): both
            for path, both in _texts(pieces).items()
        }
        for path, (_, after) in texts.items():
            path.write_text(after, encoding="utf-8")
        made = _current(self._request, self._report)
        for path, (before, _) in texts.items():
            path.write_text(before, encoding="utf-8")
        return made is not None and made.lines == expected(self._current, pieces)


def _texts(pieces: Sequence[Piece]) -> Mapping[str, tuple[str, str]]:
    """The text of each file before and after."""
    by_path = {piece.cut.text.path: piece.cut.text.content for piece in pieces}
    return {
        path: (before, applied(before, [p.cut for p in pieces if p.cut.text.path == path]))
        for path, before in by_path.items()
    }
