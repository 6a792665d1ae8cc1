"""引用的附件、附表不存在或编号冲突

## 检查什么
“见附件5”而全文没有附件5；附件清单列了而正文没有的附件，一部分附件标了“附件N”、其余没有标；目录列出而正文缺的表；同一附表编号先后指两个内容。

## 为什么
缺附件是最容易被退文的硬伤。

## 反例
（具体项目见附件5），全文没有附件。

## 正例
引用的附件都附在文后，编号连续。
"""

import re
from collections.abc import Iterator

from reportgen import patterns
from reportgen.audit.claim import Remark
from reportgen.audit.paper import Paper, Paragraph
from reportgen.finding import Span
from reportgen.mention import plain
from reportgen.relation import Kind, Verdict

CODE = "P233"

_LIST = patterns.compile(r"^[\s>*-]*附件\s*:\s*(?:1\s*[.、．])?\s*(?P<title>\S.*)$")
_ENTRY = patterns.compile(r"^\s*(?P<n>\d{1,2})\s*[.、．]\s*(?P<title>\S.{3,})$")
_LABEL = patterns.compile(r"^[\s#*]*附件\s*(?P<n>\d{1,2})\s*:?\s*(?P<title>.*)$")
_CITED = patterns.compile(r"(?:见|附|详见|参见)\s*附件\s*(?P<n>\d{1,2})")
_SCHEDULE = patterns.compile(r"附表\s*(?P<all>\d{1,3}(?:\s*[、,，和至-]\s*\d{1,3})*)")
_CONTENTS = patterns.compile(
    r"[一二三四五六七八九十]{1,3}、[^、。]{4,40}?表(?=$|[一二三四五六七八九十]{1,3}、)"
)
_Entry = tuple[str, Span, int]
"""A title in the list of attachments, where it stands, and in which paragraph."""


def find(paper: Paper) -> Iterator[Remark]:
    """Attachments, tables of the contents page, schedules."""
    listed = _listed(paper)
    yield from _attachments(paper, listed)
    yield from _cited(paper, listed)
    yield from _contents(paper)
    yield from _schedules(paper)


def _bare(text: str) -> str:
    return re.sub(r"[\s*#“”\"()（）:：]|\(.*?\)", "", text)


def _listed(paper: Paper) -> dict[int, _Entry]:
    """The list 附件：1.… 2.…, by number."""
    found: dict[int, _Entry] = {}
    for paragraph in paper.paragraphs:
        match = _LIST.match(paragraph.text)
        if match and not found:
            found[1] = match["title"], paragraph.span(*match.span("title")), paragraph.number
            continue
        entry, last = _ENTRY.match(paragraph.text) if found else None, max(found, default=0)
        if entry and int(entry["n"]) == last + 1 and paragraph.number - found[last][2] <= 2:
            span = paragraph.span(entry.start("n"), entry.end("title"))
            found[last + 1] = entry["title"], span, paragraph.number
    return found


def _labels(paper: Paper, after: int) -> dict[int, Span]:
    return {
        int(match["n"]): paragraph.span(match.start(), match.end())
        for paragraph in paper.paragraphs
        if paragraph.number > after and (match := _LABEL.match(paragraph.text)) and len(paragraph.text) < 60
    }


def _attachments(paper: Paper, listed: dict[int, _Entry]) -> Iterator[Remark]:
    """What the list names is there, by its title or its label; told only when some of it is."""
    if not listed:
        return
    last = max(number for _, _, number in listed.values())
    labels = _labels(paper, last)
    lines = {_bare(p.text): p for p in paper.paragraphs if p.number > last and len(p.text) < 90}
    there = {n: _found(title, lines) for n, (title, _, _) in listed.items()}
    parts = {p.part for p in paper.paragraphs}
    present = {n for n in listed if there[n] is not None or n in labels or n in parts}
    for n, (title, span, _) in listed.items():
        home = there[n]
        if home is not None:
            yield Remark(Kind.REFERENCE, f"附件{n}在文中", (span, home.span(0, len(home.text))))
        elif n not in present and present:
            said = f"附件清单第 {n} 项“{title[:30]}”在文中没有找到"
            yield _wrong(f"附件{n}在文中", (span,), said, "请补上附件，或从清单中删去")
    bare = [n for n in present if n not in labels]
    odd = next((span for n, span in labels.items() if n in listed), None)
    if bare and odd:
        with_label, without = ("、".join(map(str, numbers)) for numbers in (sorted(labels), bare))
        said = f"只有附件{with_label}标了“附件N”，附件{without}没有标"
        yield _wrong("附件标识一致", (odd,), said, "各附件首页都标“附件N”")


def _found(title: str, lines: dict[str, Paragraph]) -> Paragraph | None:
    bare = _bare(re.sub(r"[(（][^()（）]*[)）]\s*$", "", title))
    return next((p for text, p in lines.items() if len(text) > 5 and (text in bare or bare in text)), None)


def _cited(paper: Paper, listed: dict[int, _Entry]) -> Iterator[Remark]:
    known = {*listed, *_labels(paper, -1), *(p.part for p in paper.paragraphs)}
    lacks = "附件清单里没有这一项" if listed else "但文中没有附件{n}，也没有附件清单"
    for paragraph in paper.paragraphs:
        for match in _CITED.finditer(paragraph.text):
            n = int(match["n"])
            formula, spans = f"引用的附件{n}存在", (paragraph.span(match.start(), match.end()),)
            if n in known:
                yield Remark(Kind.REFERENCE, formula, spans)
            else:
                said = f"引用了附件{n}，{lacks.format(n=n)}"
                yield _wrong(formula, spans, said, "请附上附件，或删去这处引用")


def _contents(paper: Paper) -> Iterator[Remark]:
    """Tables the contents page lists: most are in the text, one is not."""
    entries = []
    for passage in paper.passages:
        for piece in _CONTENTS.finditer(plain(passage.text)) if "、" in passage.text else ():
            title = _bare(re.sub(r"^[一二三四五六七八九十]+、", "", piece[0]))
            entries.append((title, passage.prose.span(piece.start(), piece.end())))
    if len(entries) < 4:
        return
    own = {_bare(plain(p.text)) for p in paper.passages if len(p.text.strip()) < 60}
    if sum(title in own for title, _ in entries) * 2 < len(entries):
        return
    for title, span in entries:
        formula = f"目录所列“{title}”在文中"
        if title in own:
            yield Remark(Kind.REFERENCE, formula, (span,))
        else:
            said = f"目录列出“{title}”，正文没有这张表"
            yield _wrong(formula, (span,), said, "请补上这张表，或修改目录")


def _schedules(paper: Paper) -> Iterator[Remark]:
    """A schedule cited again, out of sequence and under another heading."""
    homes: dict[int, tuple[Span, tuple[int, ...]]] = {}
    highest = 0
    for paragraph in paper.paragraphs:
        under = tuple(h.paragraph for h in paragraph.path)
        for match in _SCHEDULE.finditer(paragraph.text):
            span = paragraph.span(match.start(), match.end())
            numbers = [int(n) for n in re.findall(r"\d+", match["all"])]
            again = [n for n in numbers if n in homes and n < highest and homes[n][1] != under]
            if again and len(homes) >= 8:
                first, _ = homes[again[0]]
                said = f"附表{again[0]}在 {first.place} 已指另一内容"
                yield _wrong("附表编号不一号两用", (span, first), said, "请核对附表编号")
            for n in numbers:
                homes.setdefault(n, (span, under))
            highest = max(highest, *numbers)


def _wrong(formula: str, spans: tuple[Span, ...], message: str, hint: str) -> Remark:
    return Remark(Kind.REFERENCE, formula, spans, Verdict.FAILS, CODE, message, hint)
