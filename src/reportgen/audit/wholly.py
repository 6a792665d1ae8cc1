"""全部, 均 and 100%: what was done of all is done to the full."""

import re
from collections.abc import Iterator

from reportgen import patterns
from reportgen.audit.claim import Remark
from reportgen.audit.paper import Paragraph
from reportgen.mention import Mention, Role
from reportgen.relation import Kind, Verdict

_WHOLLY = patterns.compile(r"全部|均已|都已|悉数|实现全覆盖")
_OF_ALL = patterns.compile("(?:反馈|发现)?(?:问题|项目|单位|部门|任务|资金)")
_STEM = patterns.compile(r"(?P<stem>[一-鿿]{2,6})率(?:均|都)?(?:为|达到?|是)?\s*$")


def wholly(paragraph: Paragraph) -> Iterator[Remark]:
    """76个项目全部完成自评，自评完成率100%: the rate of what 全部 says was done."""
    for mention in paragraph.figures:
        stem = _STEM.search(mention.tail)
        if mention.unit != "%" or mention.role not in (Role.RATE, Role.COMPLETION) or stem is None:
            continue
        start = max(paragraph.text.rfind(mark, 0, mention.start) for mark in "。；;") + 1
        for match in list(_WHOLLY.finditer(paragraph.text, start, mention.start))[-1:]:
            yield from _judged(paragraph, match, mention, stem["stem"])


def _judged(paragraph: Paragraph, match: re.Match[str], rate: Mention, stem: str) -> Iterator[Remark]:
    spans = (rate.span, paragraph.span(match.start(), match.end()))
    formula = f"“{match[0]}” ⇔ 100%"
    if rate.quantity.value == 100:
        yield Remark(Kind.RATIO, formula, spans, Verdict.HOLDS, mentions=(rate,))
        return
    said = paragraph.text[match.end() : rate.start - len(rate.tail)]
    done = re.match(r"[^,，。;；]{0,12}", said)
    between = [m for m in paragraph.figures if match.end() < m.start < rate.start]
    if (between and _OF_ALL.match(said)) or any(stem[:2] in m.tail for m in between):
        return  # 全部问题整改90个; 立行立改的已全部完成，限期整改的完成24个
    known = stem[:2] if done is None or stem[:2] in done[0] else ""
    if known and rate.quantity.value < 100 and "其中" not in said:
        yield Remark(
            Kind.RATIO, formula, spans, Verdict.FAILS, "D166",
            f"前面说“{match[0]}”，而{stem}率为 {rate.quantity.text}", "请核对是没有全部完成，还是比率写错了",
            (rate,),
        )  # fmt: skip
