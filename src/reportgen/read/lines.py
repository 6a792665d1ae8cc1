"""Which lines of a page belong to one paragraph, told by what they say and how they stand."""

import re
from collections.abc import Iterable

from reportgen import patterns
from reportgen.value import Value

_NUMERAL = "[一二三四五六七八九十百]"
_BEGINS_ANEW = patterns.compile(
    rf"第(?:{_NUMERAL}+|\d+)[部编章节条]|[（(](?:{_NUMERAL}+|\d{{1,2}})[）)]|{_NUMERAL}+、|\d{{1,2}}[.、．](?!\d)"
    r"|[①-⑳]|附\s*[件表]\s*\d*\s*[:：]|附[件表]\s*\d+|[-*•●■◆]\s|#{1,6}\s|\*\*|[（(]?单位[:：]|注[:：]|\d{4}年\d{1,2}月\d{1,2}日"
)
_HEADING = patterns.compile(rf"第{_NUMERAL}+[部编章]|{_NUMERAL}+、|[（(]{_NUMERAL}+[）)]|#{{1,6}}\s")
_FIGURE = patterns.compile(r"[（(]?\d")
"""A date or a number at a line's beginning may be an item's, or the next word of a sentence that the line before broke."""
_CAPTION = patterns.compile(
    r"[（(]?(?:计量|金额|货币)?单位\s*[:：]|附?[表图]\s*(?:\d|[一二三四五六七八九十])"
)
_LONGEST_HEADING = 60
_LONG = 40
"""Characters from which a line without an end mark was more likely cut by a page than left open by its writer."""
_ENDS = tuple("。！？；：…!?;:")
_REFERS = patterns.compile(r"[（(][^（）()]*见[^（）()]*[）)]$")
"""（详见附件5） closes a paragraph whose full stop was forgotten."""
_GOES_ON = tuple("，、,“《（(—-")
_INSIDE = patterns.compile("[。；，、：]")
_PAIRS = (("（", "）"), ("《", "》"), ("“", "”"), ("〔", "〕"))


class Shape(Value, frozen=True):
    """How a line stands on its page: `indented` against the text's left edge, `full` when it reaches the right edge, `apart` when
    a blank line or a page's end parts it from the line before."""

    indented: bool = False
    full: bool = False
    apart: bool = False


class Manner(Value, frozen=True):
    """How a document sets its paragraphs: wrapped into lines of one width, and with the first line indented."""

    wrapped: bool = False
    indents: bool = False


def belong(before: str, shape: Shape, after: str, next_shape: Shape, manner: Manner) -> bool:
    """Whether the line `after` goes on with the paragraph of which `before` is all that was read so far."""
    if manner.indents and next_shape.indented:
        return False
    broken = manner.wrapped and shape.full and not before.endswith(_ENDS)
    if begins_anew(after) and not (broken and _FIGURE.match(after)):
        return False
    if _is_open(before):
        return True
    if manner.wrapped and shape.full and not next_shape.apart:
        return manner.indents or not before.endswith(_ENDS)
    if before.endswith(_ENDS) or _REFERS.search(before) or is_heading(before):
        return False
    if before.endswith(_GOES_ON):
        return True
    if manner.wrapped:
        return shape.full and next_shape.apart
    return len(before) >= _LONG and bool(_INSIDE.search(before))


def breaks_off(before: str, after: str) -> bool:
    """Whether a line break inside a paragraph ends what was said before it."""
    return before.endswith(_ENDS) or begins_anew(after.lstrip())


def begins_anew(line: str) -> bool:
    """Whether a line opens with the mark of a heading, an item, an attachment or a date."""
    return bool(_BEGINS_ANEW.match(line))


def is_heading(line: str) -> bool:
    """Whether a line is a numbered heading standing alone: 一、…… or （一）…… without a full stop."""
    return (
        bool(_HEADING.match(line))
        and len(line) <= _LONGEST_HEADING
        and not line.endswith(_ENDS)
        and "。" not in line
    )


def is_caption(line: str) -> bool:
    """Whether a line belongs to a table without being in it: 单位：万元, 表1 …, 附表2 …, 收入决算表."""
    if len(line) > _LONGEST_HEADING or "。" in line:
        return False
    named = line.endswith("表") and not begins_anew(line) and not _INSIDE.search(line)
    return named or bool(_CAPTION.match(line))


def _is_open(line: str) -> bool:
    """Whether a bracket or a quotation opened in its last sentence is still to be closed."""
    last = re.split("[。！？]", line)[-1]
    return any(last.rfind(opening) > last.rfind(closing) for opening, closing in _PAIRS)


def widest(widths: Iterable[float]) -> float:
    """The width most full lines reach; 0 when the lines do not stand in a block."""
    ordered = sorted(widths, reverse=True)
    top = ordered[: max(len(ordered) // 4, 3)]
    return top[len(top) // 2] if len(ordered) >= 3 else 0
