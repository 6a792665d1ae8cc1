"""清单里有重复的项

## 检查什么
一个清单里同一项写了两次（不计空格和书名号）。

## 为什么
重复的项会被多数一个，count(清单) 也就不对了。

## 反例
来访区: [历城区, 历下区, 历城区]

## 正例
来访区: [历城区, 历下区, 莱芜区]
"""

from collections.abc import Iterator

from reportgen import patterns
from reportgen.checks.subject import Subject
from reportgen.content import Items
from reportgen.finding import Cause, Finding, Span

CODE = "D131"

_MARKS = patterns.compile(r"[\s《》“”]")


def check(subject: Subject) -> Iterator[Finding]:
    for cell in subject.worded:
        if isinstance(cell.stated, Items):
            first: dict[str, Span] = {}
            for item, span in zip(cell.stated.items, cell.stated.spans, strict=True):
                bare = _MARKS.sub("", item)
                if bare in first:
                    message = f"“{item}”与本清单前面一项（{first[bare].place}）重复"
                    hint = "删去重复的一项，或改成另一项"
                    cause = Cause(f"“{cell.name}”有几项与前面重复", "删去重复的各项，或改成另外的")
                    yield Finding(CODE, message, span, hint=hint, at=cell.path, cause=cause)
                first.setdefault(bare, span)
