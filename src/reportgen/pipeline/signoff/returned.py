"""A file that came back from those a draft was sent to, and the draft it was made from."""

from collections.abc import Iterator
from pathlib import Path

from reportgen.files import FileTrouble
from reportgen.finding import Finding
from reportgen.pipeline.request import UsageError
from reportgen.pipeline.word_files import only_word, word_file
from reportgen.signoff.dossier import Dossier, dossiers
from reportgen.signoff.verify import Sent, bears_mark, origin
from reportgen.signoff.words import Words, read_words
from reportgen.value import Value


class Returned(Value, frozen=True):
    """A returned file, its words, and the draft it was made from with the dossier that holds it."""

    path: Path
    data: bytes
    words: Words
    dossier: Dossier
    sent: Sent


def returned(path: Path, signoff: Path) -> Returned | Finding:
    """A file that came back; a finding for what is no Word document. Raises FileTrouble, and UsageError for one that no draft matches."""
    data = word_file(path)
    if isinstance(data, Finding):
        return data
    words = read_words(data, path.as_posix())
    if isinstance(words, Finding):
        return only_word(words)
    dossier, sent = source(words, signoff)
    return Returned(path, data, words, dossier, sent)


def source(words: Words, signoff: Path) -> tuple[Dossier, Sent]:
    """The draft a document was made from. Raises UsageError when none is known, FileTrouble when it may be of a record that cannot
    be read."""
    sent: dict[str, tuple[Dossier, Sent]] = {}
    unread: FileTrouble | None = None
    for dossier in dossiers(signoff):
        try:
            sent |= {one.mark: (dossier, one) for one in _all_sent(dossier)}
        except FileTrouble as trouble:
            unread = trouble
    found = origin(words, [one for _, one in sent.values()])
    if unread and not (found and bears_mark(words)):
        raise unread
    if found is None:
        raise UsageError(
            f"在 {signoff.as_posix()} 里没有找到这个文件对应的送审稿：请确认文件没有拿错，或用 --signoff 指明送审文件夹"
        )
    return sent[found.mark]


def _all_sent(dossier: Dossier) -> Iterator[Sent]:
    for submission in dossier.record().submissions:
        if one := dossier.sent(submission):
            yield one
