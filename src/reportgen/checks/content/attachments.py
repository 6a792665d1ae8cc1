"""附件引用的下级不合适

## 检查什么
attachments 的 from 写的下级没有 report（只报数、不成文）；同一个下级附了两次；两个附件标题相同。

## 为什么
没有成文的下级，附件就是空的；标题相同的附件，附件说明里分不清。

## 反例
attachments: [{from: 眉县}]      # 眉县的文件只有 metrics

## 正例
attachments: [{from: 太白县}]
"""

from collections.abc import Iterator

from reportgen.checks.placed import Role
from reportgen.checks.subject import Subject
from reportgen.content import Enclosure, Locality
from reportgen.finding import Finding, Severity

CODE = "D126"


def check(subject: Subject) -> Iterator[Finding]:
    children = {child.name: child for child in subject.content.children(subject.locality)}
    seen: set[str] = set()
    for enclosure in subject.locality.enclosures:
        if enclosure.origin:
            yield from _origin(enclosure, children)
            if enclosure.origin in seen:
                message = f"{enclosure.origin}附了两次"
                yield Finding(CODE, message, enclosure.span, hint="删去重复的一个", at=enclosure.origin)
            seen.add(enclosure.origin)
    yield from _same_titles(subject)


def _origin(enclosure: Enclosure, children: dict[str, Locality]) -> Iterator[Finding]:
    child = children.get(enclosure.origin)
    if child and not child.report:
        message = f"{child.name}只报了数，没有成文，不能作附件"
        hint = f"在 {child.text.path} 里写上 report、title 和 sections，或去掉这个附件"
        yield Finding(CODE, message, enclosure.span, hint=hint, at=child.name)


def _same_titles(subject: Subject) -> Iterator[Finding]:
    seen: set[str] = set()
    for placed in subject.narrative:
        title = placed.reading.text.strip()
        if placed.role is Role.TITLE and placed.part:
            if title in seen:
                message = f"有两个附件都叫“{title}”"
                yield Finding(CODE, message, placed.span, Severity.WARNING, "改一个标题，或合并", at=title)
            seen.add(title)
