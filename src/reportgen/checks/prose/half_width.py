"""标点用了半角，书名号、引号之间加了顿号，或留有 Markdown 记号

## 检查什么
汉字旁边的半角逗号、分号、冒号、句点、问号、叹号、括号、尖括号和直引号；相邻的《》、《》或“”、“”之间的顿号（GB/T 15834—2011，4.5.3.5）；
年份、月份之间的半角连字号（GB/T 15834—2011，4.13）；**加粗**、`代码` 一类 Markdown 记号，会照样印出来。

## 为什么
从网页、聊天窗口粘贴来的半角标点，排出来挤作一团，全文也不统一。

## 反例
深化改革,完善制度(试行)

## 正例
深化改革，完善制度（试行）
"""

from collections.abc import Iterator

from reportgen import patterns
from reportgen.checks.placed import hits
from reportgen.checks.reading import HAN, TAG
from reportgen.checks.subject import Subject
from reportgen.finding import Finding, Severity

CODE = "P210"

_WIDE = {
    ",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）", "<": "〈", ">": "〉", ".": "。", '"': "“”", "'": "‘’",
}  # fmt: skip
_CHINESE = rf"{HAN}《》“”（）〔〕、，。；：{TAG}"
_HALF = patterns.compile(
    rf"(?<=[{_CHINESE}%])\s*([,;:?!()<>\"'])|([,;:?!()<>\"'])\s*(?=[{_CHINESE}])|(?<=[{HAN}》”）{TAG}])(\.)(?![\w.])"
)
_BETWEEN = patterns.compile(r"(?<=[》”])、(?=[《“])")
_MARKUP = patterns.compile(r"\*\*(?=\S)[^*\n]+\*\*|__(?=\S)[^_\n]+__|`[^`\n]+`")
_HYPHEN = patterns.compile(r"(?<=[年月日\d])\s*(-)\s*(?=\d{1,4}\s*[年月日])")


def check(subject: Subject) -> Iterator[Finding]:
    for hit in hits(subject.printed, _HALF, needs="".join(_WIDE)):
        group = hit.match.lastindex or 0
        typed = hit.match[group]
        message, hint = f"汉字旁边用了半角的“{typed}”", f"改成全角的 {' 或 '.join(_WIDE[typed])}"
        yield Finding(CODE, message, hit.span_of(group), Severity.HINT, hint, at=typed)
    for hit in hits(subject.printed, _BETWEEN, needs=("》、", "”、")):
        marks = hit.match.string[hit.match.start() - 1] + "、" + hit.match.string[hit.match.end()]
        yield Finding(CODE, f"“{marks}”之间不用顿号", hit.span, Severity.HINT, "删去顿号", at="、")
    for hit in hits(subject.printed, _HYPHEN, needs="-", quoted=False):
        message, hint = "起止之间用了半角连字号", "改成“至”或一字线“—”"
        yield Finding(CODE, message, hit.span_of(1), Severity.HINT, hint, at="-")
    for hit in hits(subject.printed, _MARKUP, needs="*`_"):
        message = f"“{hit.text[:20]}”是 Markdown 记号，会照样印出来"
        yield Finding(CODE, message, hit.span, Severity.WARNING, "删去记号，强调由版式决定", at=hit.text)
