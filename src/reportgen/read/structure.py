"""What each passage is (title, heading, caption) and to which 附件 it belongs, told by the words, the same for all formats."""

import re
from collections.abc import Iterable, Iterator, Sequence

from reportgen import patterns
from reportgen.document import Passage, Role
from reportgen.read.lines import begins_anew, is_caption, is_heading
from reportgen.value import replace

_TITLE = patterns.compile(
    r"(?:报告|说明|情况|总结|方案|意见|通知|办法|细则|制度|规定|草案|决算|预算|请示|函|计划|要点|公告|通报|统计表|汇总表)(?:[（(][^（）()]*[）)])?$"
)
_SENTENCE = patterns.compile("[。；]|[，、：:]$")
_LONGEST_TITLE = 60
_MARKER = patterns.compile(
    r"附\s*件\s*(?P<number>\d{1,2}|[一二三四五六七八九十])?\s*[:：]?\s*(?P<title>.*)", re.DOTALL
)
_LISTED = patterns.compile(r"(?:附\s*件\s*[:：]\s*)?(?:\d{1,2}\s*[.、．]\s*)?(?P<title>.+)", re.DOTALL)
_LIST_BEGINS = patterns.compile(r"附\s*件\s*[:：]\s*\S")
_ITEM = patterns.compile(r"\d{1,2}\s*[.、．]\s*(?!\d)")
_IN_BRACKETS = patterns.compile(r"[（(][^（）()]*[）)]$")
_SIGNATURE = patterns.compile(
    r"\S{2,24}(?:局|厅|委|委员会|府|办公室|中心|处|部)|\d{4}年\d{1,2}月\d{1,2}日(?:印发)?|[二〇一三四五六七八九十]+年.{1,6}日"
)
_HANZI = {numeral: number for number, numeral in enumerate("一二三四五六七八九十", 1)}
_SHORTEST_TITLE = 6
_ASIDE = (Role.HEADER, Role.NOTE, Role.COMMENT, Role.DELETED, Role.HIDDEN)


def structured(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """The passages with their roles and parts. Roles that the file itself states stay."""
    parted = list(_parted([_with_role(passage) for passage in passages]))
    return tuple(_titled(parted))


def _with_role(passage: Passage) -> Passage:
    if passage.role is not Role.TEXT:
        return passage
    if is_caption(passage.text):
        return replace(passage, role=Role.CAPTION)
    return replace(passage, role=Role.HEADING) if is_heading(passage.text) else passage


def _parted(passages: Sequence[Passage]) -> Iterator[Passage]:
    """Each passage with the number of the attachment it stands in: after a line 附件n, or from the title the body announced."""
    announced: dict[str, int] = {}
    part = 0
    listing = False
    for index, passage in enumerate(passages):
        if passage.role in (Role.TEXT, Role.HEADING, Role.CAPTION, Role.TITLE):
            listing = part == 0 and _is_listed(passage.text, listing)
            if listing:
                announced.setdefault(_plain_title(passage.text), len(announced) + 1)
            else:
                following = passages[index + 1].text if index + 1 < len(passages) else ""
                part = _begun(passage, following, announced, part) or part
        yield replace(passage, part=part) if part else passage


def _is_listed(text: str, listing: bool) -> bool:
    """Whether a line is one of the 附件说明: 附件：1.… and the numbered lines that follow it."""
    return bool(_LIST_BEGINS.match(text) or (listing and _ITEM.match(text)))


def _begun(passage: Passage, following: str, announced: dict[str, int], part: int) -> int:
    """The number of the attachment that begins with a passage; 0 when none does."""
    marker = _MARKER.fullmatch(passage.text)
    if marker and (not marker["title"] or (marker["number"] and _opens(passage, following))):
        return _number(marker["number"]) or part + 1
    if part >= len(announced) or _SENTENCE.search(passage.text):
        return 0
    title = _plain_title(passage.text)
    if len(title) < _SHORTEST_TITLE:
        return 0
    return next((n for known, n in announced.items() if _same(known, title) and n > part), 0)


def _opens(marker: Passage, following: str) -> bool:
    """Whether 附件1 and a title on one line open the attachment, and do not announce it above a signature or the next in a list."""
    if _SENTENCE.search(marker.text) or not following:
        return False
    return not _MARKER.fullmatch(following) and not _SIGNATURE.fullmatch(following)


def _number(written: str | None) -> int:
    return int(written) if written and written.isdecimal() else _HANZI.get(written or "", 0)


def _plain_title(text: str) -> str:
    match = _LISTED.fullmatch(text)
    return re.sub(r"\s", "", _IN_BRACKETS.sub("", match["title"] if match else text))


def _same(known: str, title: str) -> bool:
    """Whether a line is an announced title; the last characters of a long one get lost on the way."""
    return known == title or (
        min(len(known), len(title)) >= 2 * _SHORTEST_TITLE
        and (known.startswith(title) or title.startswith(known))
    )


def _titled(passages: Sequence[Passage]) -> Iterator[Passage]:
    """The passages with the title of every part marked: the last line before its text that reads like one."""
    titles = {index for start in _part_starts(passages) if (index := _title(passages, start)) is not None}
    for index, passage in enumerate(passages):
        yield replace(passage, role=Role.TITLE) if index in titles else passage


def _part_starts(passages: Sequence[Passage]) -> list[int]:
    return [i for i, p in enumerate(passages) if i == 0 or p.part != passages[i - 1].part]


def _title(passages: Sequence[Passage], start: int) -> int | None:
    """Where the title of the part that begins at `start` stands."""
    fallback = None
    for index in range(start, len(passages)):
        passage = passages[index]
        if passage.part != passages[start].part or passage.role is Role.TITLE:
            return None
        if passage.role in _ASIDE or _MARKER.fullmatch(passage.text):
            continue
        if passage.role is Role.CELL or _speaks(passage):
            break
        if _TITLE.search(passage.text):
            return index
        if passage.part and fallback is None:
            fallback = index
    return fallback


def _speaks(passage: Passage) -> bool:
    """Whether the text itself has begun."""
    if _SENTENCE.search(passage.text) or len(passage.text) > _LONGEST_TITLE:
        return True
    return passage.role is Role.HEADING and begins_anew(passage.text)
