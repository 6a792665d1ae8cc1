"""标题的写法不合规范

## 检查什么
标题末尾带了句号、逗号、冒号等标点；公文标题没有以文种（报告、请示、通知、函……）结尾；“关于……工作报告”缺“的”字。

## 为什么
标题末尾不加标点，除书名号、引号外一般不用标点；公文标题由发文机关、事由和文种组成（GB/T 9704—2012，7.3.1）。

## 反例
title: 宝鸡市财政局关于2023年度预算绩效管理工作报告

## 正例
title: 宝鸡市财政局关于2023年度预算绩效管理工作的报告
"""

from collections.abc import Iterator

from reportgen import patterns
from reportgen.checks.placed import Placed, Role
from reportgen.checks.subject import Subject
from reportgen.finding import Finding, Severity

CODE = "P213"

_KINDS = "决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要"
_ENDS_IN_KIND = patterns.compile(rf"(?:{_KINDS})$")
_MARK = patterns.compile(r"[。，、；：,.;:]\s*$")
_WITHOUT_OF = patterns.compile(r"关于(?!印发|转发|批转)[^《》]*(?<!的)(报告|请示|通报|批复|函)$")


def check(subject: Subject) -> Iterator[Finding]:
    for placed in subject.narrative:
        if placed.role in (Role.TITLE, Role.HEADING) and (match := _MARK.search(placed.reading.text)):
            mark = match[0].strip()
            span = placed.reading.span(*match.span())
            yield Finding(CODE, f"标题末尾不用“{mark}”", span, Severity.WARNING, f"删去“{mark}”", at=mark)
    if subject.title and subject.locality.is_letter:
        yield from _letter_title(subject.title)


def _letter_title(title: Placed) -> Iterator[Finding]:
    text = _MARK.sub("", title.reading.text).strip().removesuffix("》")
    if not _ENDS_IN_KIND.search(text):
        hint = f"以文种结尾：{_KINDS.replace('|', '、')}"
        yield Finding(CODE, "公文标题没有文种", title.span, Severity.WARNING, hint, at="title")
    elif match := _WITHOUT_OF.search(text):
        message, hint = f"公文标题“{match[1]}”前缺“的”字", f"写成“关于…的{match[1]}”"
        yield Finding(CODE, message, title.span, Severity.WARNING, hint, at="title")
