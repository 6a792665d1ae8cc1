"""同一口号、同一文件名前后不一

## 检查什么
两处“”里的口号，或两处《》里的文件名，只差标点，只差一个字，或几个并列词的顺序不同。

## 为什么
“花钱必问效、无效必问责”在另一页成了“无效要问责”，文件名前写平阳、后写平阴：读者会问哪一个对。

## 反例
“花钱必问效、无效必问责”……“花钱必问效，无效必问责”

## 正例
全文统一用“花钱必问效、无效必问责”
"""

from collections import defaultdict
from collections.abc import Iterator

from reportgen import patterns
from reportgen.checks.placed import Hit, hits
from reportgen.checks.subject import Subject
from reportgen.finding import Finding, Severity
from reportgen.value import Value

CODE = "P217"

_QUOTED = patterns.compile("“[^“”\n\x00]{6,40}”|《[^《》\n\x00]{8,60}》")
_MARKS = patterns.compile(r"[^\w]")
_NUMBERS = frozenset(
    "0123456789零〇一二三四五六七八九十百千上中下前后左右东南西北甲乙丙丁省市县区镇乡村年月季优良差高低大小多少新旧"
)


class _Quoted(Value, frozen=True):
    """A quotation, what it says without its marks, and where it was first."""

    text: str
    bare: str
    hit: Hit


def check(subject: Subject) -> Iterator[Finding]:
    first: dict[str, Hit] = {}
    for hit in hits(subject.printed, _QUOTED, needs="“《"):
        first.setdefault(hit.text, hit)
    known: dict[tuple[str, int], list[_Quoted]] = defaultdict(list)
    for text, hit in first.items():
        said = _Quoted(text, _MARKS.sub("", text), hit)
        alike = known[text[0], len(said.bare)]
        if other := next((other for other in alike if _differ_by_a_slip(other, said)), None):
            message = f"{said.text}与前面第 {other.hit.span.line} 行的{other.text}写法不一"
            hint = "是同一个就统一写法；本来就是两个，可不改"
            yield Finding(CODE, message, hit.span, Severity.HINT, hint, at=text)
        alike.append(said)


def _differ_by_a_slip(one: _Quoted, other: _Quoted) -> bool:
    """Whether two quotations of one kind and length differ in marks, in one character, or in the order of their parts."""
    different = [pair for pair in zip(one.bare, other.bare, strict=True) if pair[0] != pair[1]]
    if len(different) <= 1:
        return not different or not set(different[0]) <= _NUMBERS
    return one.text[0] == "“" and sorted(one.bare) == sorted(other.bare)
