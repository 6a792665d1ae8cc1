"""附件、附表与正文的说法对不上

## 检查什么
正文写“见附件5”，实际没有第5个附件；写“见附件”而没有附件；写“见下表”而后面没有表；有附件而正文只字未提。

## 为什么
收文的人按正文去找，找不到。

## 反例
（具体项目见附件5）   # attachments: 只有两个

## 正例
（具体项目见附件2）
"""

from collections.abc import Iterator, Sequence

from reportgen import patterns
from reportgen.checks.placed import Hit, Placed, hits
from reportgen.checks.subject import Subject
from reportgen.content import Section
from reportgen.finding import Finding, Severity
from reportgen.quantity import from_hanzi

CODE = "P205"

_N = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_NUMBERED = patterns.compile(rf"附件\s*({_N})(?:\s*[至—~～\-、和]\s*(?:附件)?({_N}))?(?![\d个份项])")
_ANY = patterns.compile(rf"(?:见|如|附于)附件(?!\s*(?:{_N}))")
_TABLE = patterns.compile(r"(?<!部)下表(?![明示述现态彰达决面])|(?<!代)表格?如下")
_HOW = "在 attachments 里加上它，或改写这句话"
_MENTION = patterns.compile(r"附件|附后|随文附|附上|附表|附录")


def check(subject: Subject) -> Iterator[Finding]:
    number = len(subject.locality.enclosures)
    for hit in hits(subject.narrative, _NUMBERED, needs="附", quoted=False):
        if (said := _highest(hit)) > number:
            yield _missing(hit, said, number)
    for hit in hits(subject.narrative, _ANY, needs="附", quoted=False) if not number else ():
        yield Finding(CODE, "正文说见附件，这份报告没有附件", hit.span, hint=_HOW, at=hit.text)
    for hit in hits(subject.narrative, _TABLE, needs="表", quoted=False):
        if not _table_follows(subject, hit.placed):
            hint = "在这一节加上 table:，或改写这句话"
            yield Finding(CODE, f"正文写“{hit.text}”，后面没有表", hit.span, hint=hint, at=hit.text)
    yield from _never_mentioned(subject)


def _highest(hit: Hit) -> int:
    said = filter(None, hit.match.groups())
    return max(int(word) if word.isdigit() else int(from_hanzi(word) or 0) for word in said)


def _missing(hit: Hit, said: int, number: int) -> Finding:
    has = f"只有 {number} 个附件" if number else "没有附件"
    return Finding(CODE, f"正文引用附件{said}，这份报告{has}", hit.span, hint=_HOW, at=f"附件{said}")


def _table_follows(subject: Subject, placed: Placed) -> bool:
    """Whether a table stands in the text's own section or after it in the same part."""
    if placed.part:
        enclosure = subject.locality.enclosures[placed.part - 1]
        return enclosure.table is not None or _has_table(enclosure.sections, placed.section)
    return _has_table(subject.locality.sections, placed.section)


def _has_table(sections: Sequence[Section], after: Section | None) -> bool:
    """Whether a table stands below a section's text, of which its points, but not its items, are part."""
    flat = [inner for section in sections for inner in section.each()]
    own = (i for i, section in enumerate(flat) if any(s is after for s in (section, *section.points)))
    start = next(own, 0)
    return any(section.table or section.grid for section in flat[start:])


def _never_mentioned(subject: Subject) -> Iterator[Finding]:
    enclosures = subject.locality.enclosures
    body = (placed for placed in subject.narrative if not placed.part)
    if enclosures and not any(_MENTION.search(placed.reading.text) for placed in body):
        hint = "在正文里带一句，如“有关情况见附件”"
        yield Finding(CODE, "有附件，正文没有提到", enclosures[0].span, Severity.HINT, hint, at="attachments")
