"""单位漏写、错写

## 检查什么
全段以万元计的材料里，写成“181万”的（漏“元”）；按“元”算不成立、按“万元”算正好成立的金额（元与万元错位）；“下降86091万元”一类以“下降”说增减额的。

## 为什么
单位错一个字，金额差一万倍。

## 反例
行政事业性收费收入98505万元，减少16158元，下降14.1%。

## 正例
行政事业性收费收入98505万元，减少16158万元，下降14.1%。
"""

from collections.abc import Iterator

from reportgen import patterns
from reportgen.audit.claim import Remark
from reportgen.audit.context import is_money
from reportgen.audit.paper import Paper, Paragraph
from reportgen.finding import Severity
from reportgen.mention import Mention, Role
from reportgen.relation import Kind, Verdict

CODE = "D169"

_ENDS = patterns.compile("[,，。;；、)]")
_FALLEN = patterns.compile(r"下降了?\s*$")


def find(paper: Paper) -> Iterator[Remark]:
    """Units that lack their 元, and falls said of amounts."""
    for paragraph in paper.paragraphs:
        for mention in filter(is_money, paragraph.figures):
            if mention.unit in ("万", "亿") and _is_short(paragraph, mention):
                yield _short(mention)
            elif mention.role is Role.DELTA and _FALLEN.search(mention.tail):
                yield _fallen(mention)


def _is_short(paragraph: Paragraph, mention: Mention) -> bool:
    """Whether the amount ends there and its neighbours are in 万元."""
    ends = _ENDS.match(mention.text, mention.end)
    return bool(ends) and any(m.unit == f"{mention.unit}元" for m in paragraph.figures)


def _short(mention: Mention) -> Remark:
    said = mention.quantity.text
    return Remark(
        Kind.UNIT, "金额单位完整", (mention.span,), Verdict.FAILS, CODE,
        f"“{said}”漏写“元”，上下文以{mention.unit}元计", f"写作“{said}元”", (mention,),
    )  # fmt: skip


def _fallen(mention: Mention) -> Remark:
    return Remark(
        Kind.UNIT, "增减额用增加、减少", (mention.span,), Verdict.FAILS, CODE,
        f"增减额宜说“减少{mention.quantity.text}”，“下降”用于百分比", "把“下降”改为“减少”", (mention,), Severity.HINT,
    )  # fmt: skip
