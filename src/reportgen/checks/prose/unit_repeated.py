"""标签后面又写了单位

## 检查什么
标签印出来已经带单位，后面紧接着又写了单位；清单以“等”结尾，后面又写了“等”。

## 为什么
会印成“260个个”“9.28%%”“等等”“2025年年”。

## 反例
评估项目{{ 项目数 }}个。

## 正例
评估项目{{ 项目数 }}。
"""

import re
from collections.abc import Iterator

from reportgen.checks.placed import Tagged
from reportgen.checks.subject import Subject
from reportgen.content import Items
from reportgen.finding import Finding
from reportgen.narrative import BUILT_IN
from reportgen.quantity import MONEY, RATIO

CODE = "P214"

_SHOWN = 12
"""How many of its last characters show what a tag prints."""

_WORDS = frozenset(
    re.findall(
        r"\S+",
        """
        个人 个体 个性 个别 项目 名单 名称 名录 家庭 家长 人员 人大 人民 人才 人事 人力 人均 人社 部门 部分 部署 类别 类型 分别 分管 分类
        分成 分配 分解 年度 年底 年初 年末 年均 年终 次级 次年 次月 条目 条款 条件 场所 场地 户均 所有 所属 所需 所涉 处理 处置 处室 区域
        区县 县级 县区 县直 市级 市县 市直 市场 镇街 镇村 村级 村民 日常 日均 级别 本级 本年 本县 本市 本区 本单 本部 本地 批复 批次 批准
        期间 期末 期初 组织 组成 份额 位于 位次 位居 款项 道路 种类 种植 套取 台账 点评 点面 门类 队伍 岗位 步骤 例如 集中 届时 代表 对照
        对标 双方 等级 等次 等额
        """,
    )
)
"""Words that begin with what is also a unit: after 3个, 个人 goes on with a new word."""

_INTERCHANGEABLE = {MONEY: ("万元", "亿元", "元"), RATIO: ("%", "％", "个百分点")}


def check(subject: Subject) -> Iterator[Finding]:
    for tagged in subject.tagged:
        if word := _repeated(subject, tagged):
            after = tagged.index + 1
            span = tagged.placed.reading.span(after, after + len(word))
            printed = tagged.cell.printed[-_SHOWN:] if tagged.cell else f"…{word[0]}"
            message = f"标签后面又写了“{word}”，会印成“{printed}{word}”"
            at = tagged.cell.path if tagged.cell else tagged.tag.name
            yield Finding(CODE, message, span, hint=f"删去标签后面的“{word}”", at=at)


def _repeated(subject: Subject, tagged: Tagged) -> str:
    """What stands after a tag although the tag prints it."""
    text, after = tagged.placed.reading.text, tagged.index + 1
    words = _last_words(subject, tagged)
    if not text.startswith(words, after):
        return ""
    goes_on = text[after : after + 2]
    if goes_on == "年度" and tagged.tag.name in BUILT_IN:
        return "年"  # 2025年年度, though 3年 may go on so
    repeated = (word for word in words if text.startswith(word, after))
    return next((word for word in repeated if goes_on == word or goes_on not in _WORDS), "")


def _last_words(subject: Subject, tagged: Tagged) -> tuple[str, ...]:
    """The words of which a tag prints one last."""
    if tagged.tag.name in BUILT_IN:
        return (subject.locality.name[-1] if tagged.tag.name == "本地" else "年",)
    if tagged.cell and isinstance(tagged.cell.stated, Items):
        return ("等",) if tagged.cell.stated.open_ended else ()
    if tagged.figure is None or not tagged.figure.unit.name:
        return ()
    return _INTERCHANGEABLE.get(tagged.figure.unit.dimension, (tagged.figure.unit.name,))
