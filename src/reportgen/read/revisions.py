"""What a Word file holds besides its text: tracked changes, comments, hidden words, pictures. Each kind is reported once."""

from collections.abc import Iterator, Sequence

from reportgen.finding import Finding, Severity, Span, Text
from reportgen.word import Aside, Flow, Story

_SHOWN = 20


def told(text: Text, read: Flow) -> Iterator[Finding]:
    """The findings of a Word file as such, each at the first place of its kind."""
    yield from _changes(text, read)
    hidden = [aside for aside in read.asides if aside.story is Story.HIDDEN]
    if hidden:
        message = f"有 {len(hidden)} 处隐藏文字，读者看不到，没有核对：{_quoted(hidden)}"
        yield Finding(
            "L522", message, _at(text, read, hidden[0]), Severity.WARNING, "不要的删去；要的取消“隐藏”"
        )
    comments = [aside for aside in read.asides if aside.story is Story.COMMENT]
    if comments:
        message = f"有 {len(comments)} 条批注，批注里的数没有核对：{_quoted(comments)}"
        yield Finding("L521", message, _at(text, read, comments[0]), Severity.WARNING, "处理完后删去批注")
    if read.unread:
        message = f"有 {read.unread} 处图片、图表或嵌入的对象，其中的文字和数没有核对"
        yield Finding("L523", message, Span(text), Severity.HINT, "其中若有数，请对着原件人工核对")


def _changes(text: Text, read: Flow) -> Iterator[Finding]:
    deleted = [aside for aside in read.asides if aside.story is Story.DELETED]
    if not (deleted or read.insertions):
        return
    spans = [_at(text, read, aside) for aside in deleted]
    spans += [_span(text, read, i.line, i.column, i.length) for i in read.insertions]
    first = min(spans, key=lambda span: span.start)
    gone = f"，删去的有{_quoted(deleted)}" if deleted else ""
    message = (
        f"有修订还没有接受：插入 {len(read.insertions)} 处，删除 {len(deleted)} 处{gone}；已按全部接受核对"
    )
    yield Finding("L520", message, first, hint="请在 Word 中逐处接受或拒绝修订，再核对定下来的一份")


def _quoted(asides: Sequence[Aside]) -> str:
    first = asides[0].text.strip()
    cut = first[:_SHOWN] + ("…" if len(first) > _SHOWN else "")
    return f"“{cut}”" + ("等" if len(asides) > 1 else "")


def _at(text: Text, read: Flow, aside: Aside) -> Span:
    return _span(text, read, aside.line, aside.column, 0)


def _span(text: Text, read: Flow, line: int, column: int, length: int) -> Span:
    start = read.starts[line] + column
    return Span(text, start, start + length)
