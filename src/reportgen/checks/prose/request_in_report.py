"""报告里夹带了请示事项

## 检查什么
文种是报告，正文却写“妥否，请批示”“请予批准”“请批复”。

## 为什么
报告不得夹带请示事项（《党政机关公文处理工作条例》第十五条）；要批复的事另写请示。

## 反例
以上报告妥否，请批示。

## 正例
特此报告。
"""

from collections.abc import Iterator

from reportgen import patterns
from reportgen.checks.placed import hits
from reportgen.checks.subject import Subject
from reportgen.finding import Finding, Severity

CODE = "P219"

_REQUEST = patterns.compile(
    r"(?:妥否|当否|可否|是否妥当)[，,]?\s*请\S{0,4}(?:批示|批复|指示|批准|审批)|请予?(?:批准|批复|批示|审批)(?![的后])"
)


def check(subject: Subject) -> Iterator[Finding]:
    is_report = subject.title is not None and subject.title.reading.text.rstrip().endswith("报告")
    if not (is_report and subject.locality.letter):
        return
    for hit in hits(subject.narrative, _REQUEST, needs="请", quoted=False):
        if not hit.placed.part:
            message = f"报告里写了请示用语“{hit.text}”"
            hint = "报告以“特此报告”结尾；要批复的事另写请示"
            yield Finding(CODE, message, hit.span, Severity.WARNING, hint, at=hit.text)
