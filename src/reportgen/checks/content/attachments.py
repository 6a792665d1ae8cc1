"""附件引自的下级

## 检查什么
attachments 的 from 写的下级不存在，或它没有 report（只报数、不成文）；同一个下级附了两次；两个附件标题相同。

## 为什么
引不到的附件印不出来；标题相同的附件，附件说明里分不清。

## 反例
attachments: [{from: 太白}]      # 下级叫 太白县

## 正例
attachments: [{from: 太白县}]
"""

from collections.abc import Iterator
from difflib import get_close_matches

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
    name = enclosure.origin
    if name not in children:
        near = get_close_matches(name, children, n=1, cutoff=0.3)
        known = "、".join(children) or "没有"
        hint = f"是不是“{near[0]}”？" if near else f"下级有：{known}"
        yield Finding(CODE, f"下级里没有“{name}”，附件引不到", enclosure.span, hint=hint, at=name)
    elif not children[name].report:
        hint = f"在 {children[name].text.path} 里写上 report、title 和 sections，或去掉这个附件"
        yield Finding(CODE, f"{name}只报了数，没有成文，不能作附件", enclosure.span, hint=hint, at=name)


def _same_titles(subject: Subject) -> Iterator[Finding]:
    seen: set[str] = set()
    for placed in subject.narrative:
        title = placed.reading.text.strip()
        if placed.role is Role.TITLE and placed.part:
            if title in seen:
                span = placed.reading.span(0, len(placed.reading.text))
                message = f"有两个附件都叫“{title}”"
                yield Finding(CODE, message, span, Severity.WARNING, "改一个标题，或合并", at=title)
            seen.add(title)
