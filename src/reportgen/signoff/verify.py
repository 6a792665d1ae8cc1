"""A file that came back, against the draft that went out: 一致, 仅格式或属性改动, or 内容已改 with every changed place."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum

from reportgen import patterns
from reportgen.files import digest
from reportgen.finding import Finding, Severity, Span, Text
from reportgen.signoff.draft import Draft, Line
from reportgen.signoff.edits import Edit, LineEdit, figure_edit, in_words, line_edits, placed, short, starts
from reportgen.signoff.standing import issued
from reportgen.signoff.words import Words
from reportgen.value import Value, replace

_MARK = patterns.compile(r"(?:送审稿|花脸稿).*稿号[ 　]*([0-9A-F]{8})")
"""In the head of what is sent round to be edited; the sheets beside it bear the number alone, and are no text of the report."""


class Judgement(StrEnum):
    """What became of a draft."""

    SAME = "一致"
    FORMAT = "仅格式或属性改动"
    CHANGED = "内容已改"


class Sent(Value, frozen=True):
    """A draft that went out: its package's number, the mark it bears, the bytes and words of its document, and what every line of it is."""

    number: int
    mark: str
    document: bytes
    words: Words
    draft: Draft


def origin(words: Words, sent: Sequence[Sent]) -> Sent | None:
    """The draft a document was made from: by the number in its head, else the one it shares most lines with; None for a stranger."""
    borne = _borne(words.margins)
    for one in reversed(sent):
        if one.mark in borne:
            return one
    rated = [(_shared(words, one.words), one.number, one) for one in sent]
    best = max(rated, key=lambda entry: entry[:2], default=None)
    return best[2] if best and best[0] * 3 >= max(len(words.body), 1) else None


def bears_mark(words: Words) -> bool:
    """Whether the head says which draft it is, as everything sent round does and a final does not."""
    return bool(_borne(words.margins))


def _borne(margins: Iterable[str]) -> set[str]:
    return {match[1] for text in margins for match in _MARK.finditer(text)}


def redline_head(number: int, mark: str) -> str:
    """What every page of the redline against the draft before says of itself."""
    return f"花脸稿　第{number}稿对第{number - 1}稿　稿号 {mark}"


def _in_place(sent: Sent, words: Words) -> Words:
    """The words of a draft under the head that its redline has, or its final, which has none; its own under any other."""
    redlined = redline_head(sent.number, sent.mark)
    if redlined not in words.margins and bears_mark(words):
        return sent.words
    rest = {text for text in sent.words.margins if not _borne([text])}
    return replace(sent.words, margins=frozenset(rest | words.margins & {redlined}))


def _shared(one: Words, other: Words) -> int:
    matcher = SequenceMatcher(None, one.body, other.body, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks())


def judge(data: bytes, words: Words, sent: Sent, shown: str) -> tuple[Judgement, list[Finding]]:
    """The judgement, and a finding (O306) for each place that says something else; `shown` is the file's path."""
    if digest(data) == digest(sent.document):
        return Judgement.SAME, []
    text = Text(shown, "\n".join(words.body))
    before, lines = _in_place(sent, words), sent.draft.lines
    told: list[Finding] = []
    if not bears_mark(words):
        lines, given = _issued(lines, words.body)
        told = [_given(said, text) for said in given]
    if words.said == (tuple(line.text for line in lines), before.margins, before.pictures):
        return Judgement.FORMAT, told
    begins = starts(words.body)
    changed = line_edits(lines, words.body)
    findings = [finding for edit in changed for finding in _told(edit, sent.draft, text, begins)]
    return Judgement.CHANGED, [*told, *findings, *_around(words, before, text)]


def _given(said: str, text: Text) -> Finding:
    hint = "不算改动；请与内容文件里填的核对"
    return Finding("O306", f"送审时待补、现在有了：{said}", Span(text), Severity.HINT, hint)


def _issued(lines: Sequence[Line], body: Sequence[str]) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """The lines of a draft with the number and the dates that a document made of it was given, and what these are."""
    found, given = list(lines), list[str]()
    matcher = SequenceMatcher(None, [line.text for line in lines], body, autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        for i, j in zip(range(i1, i2), range(j1, j2), strict=False) if kind == "replace" else ():
            if not lines[i].parts and (said := issued(lines[i].text, body[j])):
                found[i] = Line(body[j])
                given.append(said)
    return tuple(found), tuple(given)


def _told(change: LineEdit, draft: Draft, text: Text, begins: Sequence[int]) -> Iterator[Finding]:
    at = begins[max(change.line, 0)]
    if change.after is None and change.before is not None:
        gone = change.before
        yield _finding(f"删去了“{short(gone.text)}”", Span(text, at, at), _places(gone, 0, len(gone.text)))
    elif change.before is None and change.after is not None:
        yield _finding(f"加了“{short(change.after)}”", Span(text, at, at + len(change.after)), "")
    elif change.before is not None:
        for edit, place in placed(change, Span(text, at, at + len(change.after or ""))):
            yield _edited(draft, change.before, edit, place)


def _edited(draft: Draft, line: Line, edit: Edit, span: Span) -> Finding:
    if edit.figures:
        return _figure(draft, line, edit, span)
    around = _sentence(line.text, edit.start)
    places = _places(line, edit.start, edit.end)
    return _finding(f"{in_words(line, edit)}，原句：{short(around)}", span, places)


def _figure(draft: Draft, line: Line, edit: Edit, span: Span) -> Finding:
    did = figure_edit(draft, line, edit)
    said = f"由 {did.before} 改成了“{short(did.after)}”" if did.after else f"{did.before} 被删去"
    hint = "数不在 Word 里改：核实后改单元格，重新送审"
    return Finding("O306", f"{did.name} {said}", span, hint=hint, basis=did.cells)


def _finding(message: str, span: Span, places: str) -> Finding:
    basis = f"文字写在 {places}" if places else ""
    return Finding("O306", message, span, hint="要采用的，用 reportgen absorb 收进内容文件", basis=basis)


def _places(line: Line, start: int, end: int) -> str:
    """Where the words of a stretch of a line were written; of an empty one, the words on both sides."""
    beside = 1 if start == end else 0
    parts = zip(line.ranges, line.parts, strict=True)
    met = (part.place for at, part in parts if at.start < end + beside and start - beside < at.stop)
    return "、".join(list(dict.fromkeys(filter(None, met)))[:2])


def _around(words: Words, sent: Words, text: Text) -> Iterator[Finding]:
    """What changed outside the lines: 页眉 and 页脚, and pictures, which may show words."""
    for lost in sorted(sent.margins - words.margins):
        yield _finding(f"页眉页脚中的“{short(lost)}”没有了", Span(text), "")
    for new in sorted(words.margins - sent.margins):
        yield _finding(f"页眉页脚中多了“{short(new)}”", Span(text), "")
    if words.pictures != sent.pictures:
        yield _finding(f"图片或嵌入的对象由 {sent.pictures} 处变成 {words.pictures} 处", Span(text), "")


def _sentence(text: str, at: int) -> str:
    """The sentence around a place, that behind the end of a paragraph."""
    at += text.startswith("\n", at)
    start = max(text.rfind(mark, 0, at) for mark in "。！？；\n") + 1
    ends = [end + 1 for mark in "。！？；\n" if (end := text.find(mark, at)) >= 0]
    return text[start : min(ends, default=len(text))]
