"""What a Word file says, for comparing two of them: its words, whatever their formatting."""

from reportgen.finding import Finding
from reportgen.package import Refusal
from reportgen.value import Value
from reportgen.word import Story, read_flow

_SAID = (Story.BODY, Story.NOTE)


class Words(Value, frozen=True):
    """The lines of a document that say something: `body` with its tables and notes in reading order, `margins` (页眉、页脚) in no
    order, for programs write them once or once a section. Tracked insertions stand, tracked deletions do not.

    `pictures` counts what only shows words; `comments` and `changes` are what was written between the lines.
    """

    body: tuple[str, ...]
    margins: frozenset[str]
    pictures: int = 0
    comments: int = 0
    changes: int = 0

    @property
    def said(self) -> tuple[object, ...]:
        """What must be the same in two documents that say the same."""
        return self.body, self.margins, self.pictures


def read_words(data: bytes, shown: str) -> Words | Finding:
    """The words of a .docx; a finding says why it cannot be read. `shown` is the path the finding names."""
    read = read_flow(data)
    if isinstance(read, Refusal):
        return read.finding(shown)
    joined: list[str] = []
    runs_on = False
    for line in (line for line in read.lines if line.story in _SAID):
        joined.append(joined.pop() + line.text if runs_on else line.text)
        runs_on = line.runs_on
    asides = [aside.story for aside in read.asides]
    return Words(
        body=tuple(text for text in joined if text),
        margins=frozenset(line.text for line in read.lines if line.story is Story.MARGIN and line.text),
        pictures=read.unread,
        comments=asides.count(Story.COMMENT),
        changes=len(read.insertions) + asides.count(Story.DELETED),
    )
