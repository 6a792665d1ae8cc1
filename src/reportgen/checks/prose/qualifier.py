"""限定词写在标签旁边

## 检查什么
标签前面紧挨着 约、近、超、不低于、不超过、达到（和 逾、将近、至少、不少于、大约），
或后面紧挨着 余、多、以上、以下、左右（和 上下、有余）。

## 为什么
“约”“以上”改变一个数的意思，核对时也按它放宽；写在句子里，核对就不知道有它，换一句话又容易漏掉。

## 反例
评价资金约{{ 评价资金 }}    # 评价资金: 169亿元

## 正例
评价资金{{ 评价资金 }}      # 评价资金: 约169亿元
"""

from collections.abc import Iterator

from reportgen import patterns
from reportgen.checks.subject import Subject
from reportgen.content import Cell
from reportgen.finding import Finding, Severity, Span
from reportgen.quantity import OTHER_WORDS, Quantity, qualified

CODE = "P202"

_BEFORE = patterns.compile(
    r"(?:(?<![节公合契签预制邀相])约|(?<![最附临邻亲靠远])近|(?<![高赶反])超|不低于|不超过|达到|逾|将近|至少|不少于|大约)\Z"
)
_AFTER = patterns.compile(r"余(?![额款地下项留])|多(?![为数次方元渠头重名样少种])|以上|以下|左右|上下|有余")
_ALSO_A_VERB = frozenset({"达到"})


def check(subject: Subject) -> Iterator[Finding]:
    for tagged in subject.tagged:
        if tagged.cell and (tagged.figure or tagged.cell.pending):
            for said in filter(None, (tagged.before(_BEFORE), tagged.after(_AFTER))):
                yield _finding(said.text, said.span, tagged.cell, tagged.figure)


def _finding(said: str, span: Span, cell: Cell, figure: Quantity | None) -> Finding:
    if figure and figure.qualifier:
        message = f"“{said}”与单元格里的“{figure.qualifier}”重复，会印成“{_printed(said, figure)}”"
        return Finding(CODE, message, span, hint=f"删去句子里的“{said}”", at=cell.path)
    severity = Severity.WARNING if said in _ALSO_A_VERB else Severity.ERROR
    meant = f"写成 {cell.name}: {_printed(said, figure)}" if figure else f"填上，带上“{said}”"
    hint = f"把单元格{meant}，句子里只留标签"
    if said in _ALSO_A_VERB:
        hint = f"作限定词就把单元格{meant}；只是“达到”这个动作，可改写为“为”或直接接数"
    message = f"限定词“{said}”写在了标签旁边，核对时不知道有它"
    return Finding(CODE, message, span, severity, hint, at=cell.path)


def _printed(said: str, figure: Quantity) -> str:
    return qualified(OTHER_WORDS.get(said, said), figure.text, figure.unit.name)
