"""The elements of an official document, each as the paragraphs it stands in; what is not there is empty or None."""

from collections.abc import Iterator

from reportgen.conform.docx import Letters, Paragraph, TableFrame
from reportgen.conform.docx.properties import Attributes
from reportgen.value import Value

Paragraphs = tuple[Paragraph, ...]


class RedRule(Value, frozen=True):
    """The 红色分隔线 as drawn by a border: the paragraph, which side, and the border's attributes."""

    paragraph: Paragraph
    side: str
    border: Attributes


class Head(Value, frozen=True):
    """版头 (7.2). `signers` are the lines that name 签发人, the number's own line included. `drawn`: something is drawn there."""

    serial: Paragraph | None = None
    secrecy: Paragraph | None = None
    urgency: Paragraph | None = None
    mark: Paragraphs = ()
    number: Paragraph | None = None
    signers: Paragraphs = ()
    rule: RedRule | None = None
    drawn: bool = False

    @property
    def is_there(self) -> bool:
        return bool(self.mark or self.number)

    @property
    def is_upward(self) -> bool:
        """上行文: it names who signed."""
        return bool(self.signers)

    @property
    def last(self) -> Paragraph | None:
        """The lowest of its paragraphs."""
        own = [*self.mark, *self.signers, *([self.number] if self.number else [])]
        return max(own, key=lambda p: p.line, default=None)


class Heading(Value, frozen=True):
    """A numbered heading: on a line of its own, or run in with the text it heads."""

    paragraph: Paragraph
    level: int
    mark: str
    run_in: bool

    @property
    def runs(self) -> tuple[Letters, ...]:
        """The runs of its own sentence."""
        runs = self.paragraph.runs
        ends = (number for number, run in enumerate(runs, 1) if self.run_in and "。" in run.text)
        return runs[: next(ends, len(runs))]


class Attachment(Value, frozen=True):
    """附件 (7.3.7): its label 附件N, the lines of its title, its author's line, its text."""

    label: Paragraph
    title: Paragraphs
    author: Paragraph | None
    body: Paragraphs

    @property
    def words(self) -> str:
        return "".join(p.words for p in self.title)


class Imprint(Value, frozen=True):
    """版记 (7.4); `frame` is the table that holds it, if one does."""

    paragraphs: Paragraphs
    copies: Paragraph | None
    printer: Paragraph | None
    frame: TableFrame | None

    @property
    def line(self) -> int:
        return self.paragraphs[0].line

    @property
    def anchor(self) -> Paragraph | None:
        """The paragraph that tells on which page it stands."""
        return self.printer or self.copies


class Elements(Value, frozen=True):
    """Everything recognised. `body` is 正文 without headings of its title, attachments or tables; `signatures` are the lines of 署名,
    several in a joint issue."""

    head: Head = Head()
    title: Paragraphs = ()
    author: Paragraph | None = None
    recipient: Paragraph | None = None
    body: Paragraphs = ()
    headings: tuple[Heading, ...] = ()
    enclosures: Paragraphs = ()
    signatures: Paragraphs = ()
    date: Paragraph | None = None
    note: Paragraph | None = None
    attachments: tuple[Attachment, ...] = ()
    imprint: Imprint | None = None

    @property
    def copies(self) -> Paragraph | None:
        """抄送机关 of 版记."""
        return self.imprint.copies if self.imprint else None

    @property
    def printer(self) -> Paragraph | None:
        """印发机关和印发日期 of 版记."""
        return self.imprint.printer if self.imprint else None

    def all_text(self) -> Iterator[Paragraph]:
        """正文 and the text of attachments."""
        yield from self.body
        for attachment in self.attachments:
            yield from attachment.body
