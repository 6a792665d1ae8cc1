"""个数与所列项数不符

## 检查什么
“17类（公共服务类、教育类……）”括号里逐一列出而不以“等”结尾的，项数应等于所写的个数；“事前评估、绩效目标……五个环节”“同布置、同申报……“六同步””列出的项数不多于所写的数。

## 为什么
增删一项之后，前面的数常常忘改。

## 反例
制定3类（公共服务类、教育类、节能环保类、农林水类）指标。

## 正例
制定4类（公共服务类、教育类、节能环保类、农林水类）指标。
"""

import re
from collections.abc import Iterator

from reportgen import patterns
from reportgen.audit.claim import Remark
from reportgen.audit.headings import value_of
from reportgen.audit.paper import Paper, Paragraph
from reportgen.mention import Mention
from reportgen.relation import Kind, Verdict

CODE = "D103"

_AFTER = patterns.compile(r"^[\u4e00-\u9fff]{0,4}\s*\((?P<items>[^()\d]*、[^()\d]*)\)")
_COUNT = (
    r"(?P<n>[两二三四五六七八九十]{1,3})"
    r"(?:个(?:方面|环节|维度|阶段|部分|层面|挂钩|同步|统一)|项|类|种|级|位一体|方面|部门|同步|挂钩|本预算|大)"
)
_COUNTED = patterns.compile(_COUNT)
_STRETCH = patterns.compile(r"[^，。；：:;()\d\s]+")
"""What a list with its count lies within."""
_BEFORE = patterns.compile(
    r"(?P<items>(?:[^，。；：:;、“”()\d\s]{1,14}、){1,9}[^，。；：:;、“”()\d\s]{1,14}?)(?P<open>等)?[”“]*"
    + _COUNT
)


def find(paper: Paper) -> Iterator[Remark]:
    """Lists in brackets after a count, and before a count in words."""
    for paragraph in paper.paragraphs:
        for mention in paragraph.figures:
            yield from _in_brackets(paragraph, mention)
        for match in _counted_lists(paragraph.text):
            yield from _before(paragraph, match)


def _counted_lists(text: str) -> Iterator[re.Match[str]]:
    if "、" not in text or not _COUNTED.search(text):
        return
    for stretch in _STRETCH.finditer(text):
        if "、" in stretch[0] and _COUNTED.search(stretch[0]):
            yield from _BEFORE.finditer(text, *stretch.span())


def _in_brackets(paragraph: Paragraph, mention: Mention) -> Iterator[Remark]:
    if not (mention.quantity.unit.counts_exactly and mention.firm and mention.quantity.value > 1):
        return
    match = _AFTER.match(paragraph.text[mention.end : mention.end + 600])
    if match is None:
        return
    items = match["items"].rstrip("等 ").split("、")
    stated, listed = int(mention.quantity.value), len(items)
    open_ended = bool(re.search(r"等\s*$", match["items"]))
    holds = listed <= stated if open_ended else listed == stated
    sure = not re.search(r"[和及与以;；，,。]", match["items"]) and listed >= 3
    span = paragraph.span(mention.start, mention.end)
    if holds:
        yield Remark(Kind.COUNT_OF_LIST, f"列出 {listed} 项", (span,), mentions=(mention,))
    elif sure:
        yield Remark(
            Kind.COUNT_OF_LIST, f"列出的项数 = {stated}", (span,), Verdict.UNCERTAIN, CODE,
            f"写着“{mention.quantity.text}”，括号里列了 {listed} 项", "请核对个数或补全清单", (mention,),
        )  # fmt: skip


def _before(paragraph: Paragraph, match: re.Match[str]) -> Iterator[Remark]:
    """Listed only when it holds: where such a list begins no rule can tell."""
    stated = value_of(match["n"].replace("两", "二"))
    listed = len(re.split(r"、|和", match["items"]))
    if stated is not None and (listed == stated or (match["open"] and listed <= stated)):
        span = paragraph.span(match.start(), match.end())
        yield Remark(Kind.COUNT_OF_LIST, f"列出 {listed} 项", (span,))
