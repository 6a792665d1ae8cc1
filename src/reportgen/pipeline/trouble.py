"""What the machine refused, as findings."""

from reportgen.files import FileTrouble
from reportgen.finding import Finding, Span, Text


def as_finding(trouble: FileTrouble) -> Finding:
    """A file's trouble, at that file."""
    return Finding(trouble.code, trouble.message, Span(Text(trouble.path.as_posix(), "")), hint=trouble.hint)


def worker_died() -> Finding:
    message = "有工作进程被系统结束，多半是内存不足；没有完成的报告保持原样"
    return Finding("O205", message, Span(Text("reportgen", "")), hint="减少 --jobs 的个数后重试")
