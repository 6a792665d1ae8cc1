"""Cuts in source texts: from a stretch of a printed line to the characters it was written with, and nothing else."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from reportgen import patterns
from reportgen.finding import Span, Text
from reportgen.report import Run
from reportgen.value import Value, replace

_KEY = patterns.compile(r"\s*(?:- +)*text:[ \t]+$")
_INLINE = patterns.compile(r"(\s*(?:- +)*)text:[ \t]+")
_KEY_OR_ITEM = patterns.compile(r"\s*(?:- +)*[\w]+:(?:\s|$)|\s*- ")
_CLOSING = patterns.compile(r"(?:\s*\{%-?\s*endif\s*-?%\})+")
_BLOCK_BEGINS = patterns.compile(r"\|[-+0-9]*[ \t]*(?:#[^\n]*)?\n\Z")
_BLOCK_KEY = patterns.compile(r"(?P<indent> *)(?P<dash>- +)?text:[ \t]*\|[-+0-9]*[ \t]*(?:#.*)?$")


class NoPlace(Exception):
    """Why an edit cannot be written back, as the end of a Chinese sentence."""


class Cut(Value, frozen=True):
    """The characters [start, end) of a text become `words`."""

    text: Text
    start: int
    end: int
    words: str

    @classmethod
    def of(cls, span: Span, words: str) -> "Cut":
        """The characters of a span become `words`."""
        return cls(span.text, span.start, span.end, words)


class _Stretch(Value, frozen=True):
    """Characters [start, end) of a line and where they were written; None where the program made them up. `is_tag`: a tag was written
    there, which prints other characters.

    `is_break`: the line feed between two lines; its span is the white space between their sources, None when more stands between.
    """

    start: int
    end: int
    span: Span | None
    is_tag: bool
    is_break: bool = False


def applied(text: str, cuts: Sequence[Cut]) -> str:
    """The text after all cuts; of several at one place the first comes first."""
    in_order = sorted(cuts, key=lambda cut: cut.start)
    for cut in reversed(in_order):
        text = text[: cut.start] + cut.words + text[cut.end :]
    return text


def replaced(lines: Sequence[Sequence[Run]], start: int, end: int, words: str) -> Cut:
    """The cut that makes the characters [start, end) of some lines, a line feed between them, into other words. Raises NoPlace."""
    if not all(lines):
        raise NoPlace("这里的字不是内容文件里写的")
    stretches = list(_stretches(lines))
    if start == end:
        text, at = _insertion(stretches, start)
        return _parted(Cut(text, at, at, words), stretches)
    spans = [_within(one, start, end) for one in stretches if one.start < end and start < one.end]
    whole = _joined(spans)
    if not words:
        return _whole_lines(whole)
    return _parted(Cut.of(whole, words), stretches)


def deleted(runs: Sequence[Run]) -> Cut:
    """The cut that takes a whole paragraph away, with its `text:` when nothing is left of that. Raises NoPlace."""
    stretches = list(_stretches([runs]))
    if any(one.span is None for one in stretches):
        raise NoPlace("这一段的序号由程序生成，请删去整个条目")
    cut = _whole_lines(_joined([one.span for one in stretches if one.span]))
    return _with_key(cut)


def added(
    runs: Sequence[Sequence[Run]], before: int | None, after: int | None, words: str
) -> tuple[int, Cut]:
    """The cut that adds a paragraph after the line `before`, else in front of the line `after`; and the line it follows.

    Raises NoPlace.
    """
    if before is not None and (cut := _behind(list(_stretches([runs[before]])), words)):
        return before, cut
    if after is not None and (cut := _in_front(list(_stretches([runs[after]])), words)):
        return after - 1, cut
    raise NoPlace("前后都不是可以续写的正文（表里的行、条目，在内容文件里加）")


def _stretches(lines: Iterable[Sequence[Run]]) -> Iterator[_Stretch]:
    before: _Stretch | None = None
    for runs in lines:
        for one in _of_line(runs, before.end + 1 if before else 0):
            if before and before.end < one.start:
                yield _break(before, one)
            yield one
            before = one


def _of_line(runs: Sequence[Run], start: int) -> Iterator[_Stretch]:
    for run in runs:
        if not run.sources:
            yield _Stretch(start, start + len(run.text), None, False)
            start += len(run.text)
        at = 0
        for source in run.sources:
            words = run.text[at : at + source.length]
            is_tag = source.span is not None and source.span.quote != words
            yield _Stretch(start, start + source.length, source.span, is_tag)
            start, at = start + source.length, at + source.length


def _break(one: _Stretch, other: _Stretch) -> _Stretch:
    span = None
    if one.span and other.span and one.span.text is other.span.text:
        gap = Span(one.span.text, one.span.end, other.span.start)
        span = None if gap.quote.strip() else gap
    return _Stretch(one.end, other.start, span, True, True)


def _insertion(stretches: Sequence[_Stretch], at: int) -> tuple[Text, int]:
    """The place in a source for words put in at a character of the line: inside plain words or at their end; else behind a tag that ends
    there; else in front of what begins there. Raises NoPlace."""
    for one in stretches:
        if one.span and not one.is_tag and one.start < at <= one.end:
            return one.span.text, one.span.start + at - one.start
    for one in stretches:
        if one.span and at == one.end:
            return one.span.text, one.span.end
    for one in stretches:
        if one.span and at == one.start:
            return one.span.text, one.span.start
    raise NoPlace("这里的字由程序生成（序号、标点）")


def _within(one: _Stretch, start: int, end: int) -> Span:
    if one.span is None and one.is_break:
        raise NoPlace("并起来的两段不是连着写的")
    if one.span is None:
        raise NoPlace("改到了程序生成的字（序号、标点）")
    if one.is_tag and not start <= one.start <= one.end <= end:
        raise NoPlace("改到了由标签印出的字")
    if one.is_tag:
        return one.span
    return one.span.part(max(start, one.start) - one.start, min(end, one.end) - one.start)


def _joined(spans: Sequence[Span]) -> Span:
    """One span over all, when between them there is nothing but the ends of lines. Raises NoPlace."""
    if not spans:
        raise NoPlace("这里的字不是内容文件里写的")
    for one, other in pairwise(spans):
        if one.text is not other.text or not other.start - one.end >= 0:
            raise NoPlace("改动跨了两处来源")
        if one.text.content[one.end : other.start].strip():
            raise NoPlace("改动跨过了条件文字（{% if %}）的边界")
    return Span(spans[0].text, spans[0].start, spans[-1].end)


def _parted(cut: Cut, stretches: Sequence[_Stretch]) -> Cut:
    """A cut as YAML needs it when its words part a paragraph (a line feed in them): a blank line in a `|` block, and a `text:` of one line
    becomes such a block. Raises NoPlace."""
    if "\n" not in cut.words:
        return cut
    content = cut.text.content
    if cut.start == cut.end and (closing := _CLOSING.match(content, cut.start)):
        cut = replace(cut, start=closing.end(), end=closing.end())
    first, last = _start(content, cut.start), _end(content, cut.end)
    if (inline := _INLINE.match(content, first, cut.start)) and _is_plain(stretches, inline.end(), last):
        value = content[inline.end() : cut.start] + cut.words + content[cut.end : last]
        return _as_block(cut.text, inline, last, value)
    if not _in_block(content, first):
        raise NoPlace("这里不能另起一段")
    words = _blank_lines(cut.words, " " * _indent(content[first:last]))
    return replace(cut, words=words.rstrip(" ")[:-1] if cut.end == last and cut.words[-1] == "\n" else words)


def _as_block(text: Text, inline: re.Match[str], end: int, value: str) -> Cut:
    """The cut that makes the `text:` of one line, which ends at `end`, into a `|` block of the paragraphs of `value`."""
    indent = " " * (len(inline[1]) + 2)
    return Cut(text, inline.end(), end, f"|\n{indent}{_blank_lines(value, indent)}")


def _blank_lines(words: str, indent: str) -> str:
    return words.replace("\n", f"\n\n{indent}")


def _is_plain(stretches: Sequence[_Stretch], first: int, last: int) -> bool:
    """Whether [first, last) of a source is just the words of a paragraph, without quotes or a comment beside them."""
    spans = [one.span for one in stretches if one.span]
    return bool(spans) and (spans[0].start, spans[-1].end) == (first, last)


def _in_block(content: str, start: int) -> bool:
    """Whether the line that starts there stands in the `|` block of a `text:`."""
    indent = _indent(content[start : _end(content, start)])
    above = (line for line in reversed(content[:start].split("\n")) if line.strip())
    header = next((line for line in above if _indent(line) < indent), "")
    return bool(_BLOCK_KEY.match(header))


def _whole_lines(span: Span) -> Cut:
    """The cut of a span; a line that would be left blank goes too, for a blank line parts paragraphs."""
    content = span.text.content
    first, last = _start(content, span.start), _end(content, span.end)
    if content[first : span.start].strip() or content[span.end : last].strip():
        return Cut.of(span, "")
    last = min(last + 1, len(content))
    if _is_blank(content, first - 1) and (_is_blank(content, last) or last == len(content)):
        first = _start(content, first - 1)
    elif _is_blank(content, last) and _BLOCK_BEGINS.search(content, 0, first):
        last = _end(content, last) + 1
    return Cut(span.text, first, last, "")


def _is_blank(content: str, at: int) -> bool:
    """Whether the line a character stands in is blank."""
    return 0 <= at < len(content) and not content[_start(content, at) : _end(content, at)].strip()


def _start(content: str, at: int) -> int:
    """Where the line begins that a character stands in or ends."""
    return content.rfind("\n", 0, at) + 1


def _end(content: str, at: int) -> int:
    end = content.find("\n", at)
    return len(content) if end < 0 else end


def _with_key(cut: Cut) -> Cut:
    """The cut of a paragraph, and of its `text:` key too when nothing else is left below it. Raises NoPlace when other keys of the same
    item hang on that line."""
    content = cut.text.content
    if (inline := content[_start(content, cut.start) : cut.start]) and _KEY.match(inline):
        first, last = cut.start - len(inline), min(_end(content, cut.end) + 1, len(content))
        return _without_siblings(Cut(cut.text, first, last, ""), inline)
    above = content[: cut.start].rstrip("\n ")
    header = above[above.rfind("\n") + 1 :]
    key = _BLOCK_KEY.match(header)
    below = next((line for line in content[cut.end :].split("\n") if line.strip()), "")
    if not key or _indent(below) > len(key["indent"]) + len(key["dash"] or ""):
        return cut
    return _without_siblings(Cut(cut.text, len(above) - len(header), cut.end, ""), header)


def _without_siblings(cut: Cut, header: str) -> Cut:
    below = next((line for line in cut.text.content[cut.end :].split("\n") if line.strip()), "")
    if header.lstrip().startswith("- ") and _indent(below) > _indent(header):
        raise NoPlace("它是条目的第一项，后面还有别的内容，请手工删去")
    return cut


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _behind(stretches: Sequence[_Stretch], words: str) -> Cut | None:
    """A new paragraph behind one that ends in a `|` block or is a `text:` of one line."""
    last = next((one.span for one in reversed(stretches) if one.span), None)
    if last is None:
        return None
    content = last.text.content
    start, end = _start(content, last.start), _end(content, last.end)
    line = content[start:end]
    inline = _INLINE.match(content, start, end)
    if inline and not content[last.end : end].strip():
        return _as_block(last.text, inline, end, f"{content[inline.end() : end]}\n{words}")
    if _KEY_OR_ITEM.match(line):
        return None
    return Cut(last.text, end, end, f"\n\n{' ' * _indent(line)}{words}")


def _in_front(stretches: Sequence[_Stretch], words: str) -> Cut | None:
    """A new paragraph in front of one that begins in a `|` block."""
    first = stretches[0].span if stretches else None
    if first is None:
        return None
    content = first.text.content
    start = _start(content, first.start)
    if content[start : first.start].strip():
        return None
    return Cut(first.text, start, start, f"{content[start : first.start]}{words}\n\n")
