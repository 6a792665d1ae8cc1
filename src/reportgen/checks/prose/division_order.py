"""附件里的章、条不连续

## 检查什么
附上的办法、规定，章、节、条的序号依次递增，不重、不跳；条不因换章重新起头，节在每章里重新起头。

## 为什么
办法的章、条是它自己的文字，照原文写，程序不编；删改一条之后，最容易忘记改后面的序号，引用“第几条”就会引错。

## 反例
第一条 ……    第三条 ……

## 正例
第一条 ……    第二条 ……
"""

from collections.abc import Iterator

from reportgen.checks.articles import divisions
from reportgen.checks.subject import Subject
from reportgen.finding import Finding, Severity
from reportgen.quantity import from_hanzi, hanzi

CODE = "P224"


def check(subject: Subject) -> Iterator[Finding]:
    last: dict[tuple[int, str], int] = {}
    meant: dict[tuple[int, str], int] = {}
    for hit in divisions(subject):
        part, kind, number = hit.placed.part, hit.match["kind"], int(from_hanzi(hit.match["n"]) or 0)
        before = last.get((part, kind), number - 1)
        expected = meant.pop((part, kind), before) + 1
        if number not in (before + 1, expected):
            meant[part, kind] = before + 1
            written = hit.text.strip()
            message = f"“{written}”前面是第{hanzi(before)}{kind}"
            hint = f"漏了的补上，或改为第{hanzi(before + 1)}{kind}；引用条款的地方一并核对"
            yield Finding(CODE, message, hit.span, Severity.WARNING, hint, at=written)
        last[part, kind] = number
        if kind == "章":
            last.pop((part, "节"), None)
