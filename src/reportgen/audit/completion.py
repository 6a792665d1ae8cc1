"""完成率、执行率、倍数与所据的数不符

## 检查什么
“调整预算数为1665323万元，实际完成1713919万元，为调整预算的102.9%”“年初预算…，支出决算…，
完成年初预算的98.20%”：完成数 ÷ 预算数应等于所写的百分比；审减率、整改率、资产负债率等于相应两数之比；优良率 = (优 + 良) ÷ 总数；
“是上年100万元的2倍”“由30户增长到60户，翻一番”的倍数。

## 为什么
三个数在同一句里，读者一除便知。

## 反例
年初预算为2993.92万元，支出决算为2940.05万元，完成年初预算的89.20%。

## 正例
年初预算为2993.92万元，支出决算为2940.05万元，完成年初预算的98.20%。
"""

import re
from collections.abc import Iterator, Sequence

from reportgen.audit import means, multiple, rates
from reportgen.audit.claim import Certainty, Choice, Claim, Remark, equals, over
from reportgen.audit.context import (
    LEVELS,
    in_turn,
    like,
    may_be_of_another,
    same_dimension,
    segment,
    which_budget,
)
from reportgen.audit.paper import Paper
from reportgen.mention import Mention, Role, labels
from reportgen.relation import Kind

CODE = "D161"


def find(paper: Paper) -> Iterator[Claim | Choice | Remark]:
    """Completion claims, a percentage of a budget stated in the same sentence; multiples."""
    for _, flow in paper.flows:
        for mention, earlier in in_turn(flow):
            if mention.role in (Role.RATE, Role.COMPLETION):
                yield from rates.claims(earlier, mention)
            if mention.role is Role.COMPLETION:
                yield from _completion(earlier, mention)
            elif mention.role is Role.TIMES:
                yield from multiple.of_another(flow, mention)
            elif mention.role is Role.LEVEL:
                yield from means.of_those_before(earlier, mention)
    for paragraph in paper.paragraphs:
        yield from multiple.doubled(paragraph)


def _completion(earlier: Sequence[Mention], rate: Mention) -> Iterator[Choice]:
    near = [m for m in reversed(earlier) if m.sentence == rate.sentence]
    done = next((m for m in near if m.role is Role.LEVEL), None)
    if done is None:
        return
    start, _ = segment(rate)
    budgets = [m for m in near if m.role is Role.BUDGET and same_dimension(m, done) and m.quantity.value]
    budgets = [m for m in budgets if m.start >= start] or budgets
    if named := which_budget(rate.tail):
        budgets.sort(key=lambda budget: which_budget(budget.gap) != named)
    others = [m for m in like(near, done, LEVELS) if m is not done and m.start >= start and m.quantity.value]
    apart = done.start < start or any(m.role is Role.BASE and m.start > done.start for m in near)
    certainty = Certainty.POSSIBLE if apart else Certainty.CERTAIN
    if may_be_of_another(rate, done, [m for m in near if m.role is Role.COMPLETION], others):
        certainty = Certainty.IF_HOLDS
    readings = [_claim(done, b, rate, min(certainty, _of_budget(b, done, rate, near))) for b in budgets]
    of_pair = min(certainty, _of_pair(budgets, others, rate))
    readings += [_claim(done, other, rate, of_pair) for other in others[:4]]
    if not any(m.start >= start for m in (*budgets, *others)):
        readings = _given_before(done, near, rate, start) or readings
    yield Choice(tuple(readings))


def _given_before(done: Mention, near: Sequence[Mention], rate: Mention, start: int) -> list[Claim]:
    """预算1500万元，到位1500万元；支出1386万元，执行率92.4%: spending without a name of its own is measured by what stands before the
    semicolon, if that is one amount."""
    given = [m for m in like(near, done) if m.start < start]
    of_all = rate.label.endswith(("率", "进度")) and not any("收入" in m.label for m in given)
    one = len({m.magnitude.point for m in given}) == 1 and given[0].quantity.value
    named = labels.subject(done.label.removeprefix("已"))
    return [_claim(done, given[0], rate, Certainty.LIKELY)] if one and of_all and not named else []


def _of_budget(budget: Mention, done: Mention, rate: Mention, near: Sequence[Mention]) -> Certainty:
    """How surely a rate measures what was done by a budget: only if it holds where a list (其中) begins between them or the rate names
    another budget (按调整预算计算); possibly where another outcome stands between them."""
    first, last = sorted((budget, done), key=lambda m: m.start)
    named = {which_budget(m.tail) for m in (budget, rate)} - {""}
    if len(named) > 1 or re.search(r"其中|[;；]", rate.text[first.end : last.start]):
        return Certainty.IF_HOLDS
    taken = any(first.start < m.start < last.start and m.role is Role.LEVEL for m in near)
    return Certainty.POSSIBLE if taken else Certainty.CERTAIN


def _of_pair(budgets: Sequence[Mention], others: Sequence[Mention], rate: Mention) -> Certainty:
    """问题99个，整改到位99个，整改完成率100%: without a budget, the only other figure is the whole; but not if a budget is named and not
    stated (完成预算的90%)."""
    if re.search("预算[^,，]{0,6}的", rate.tail):
        return Certainty.IF_HOLDS
    alone = not budgets and len(others) == 1 and rate.label.endswith(("率", "进度"))
    return Certainty.LIKELY if alone else Certainty.POSSIBLE


def _claim(done: Mention, budget: Mention, rate: Mention, certainty: Certainty) -> Claim:
    called = rate.label.strip("的") or "完成率"
    return equals(Kind.RATIO, (rate, done, budget), over(done, budget), certainty, called)
