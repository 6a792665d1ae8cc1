"""What the machine refused, as findings."""

from collections.abc import Collection
from pathlib import Path

from reportgen.cache import NAME
from reportgen.files import FileTrouble, read_bytes
from reportgen.finding import Finding, Severity, Span, Text
from reportgen.pipeline.request import Made, Request, Result
from reportgen.value import replace

_MOST = 5


def as_finding(trouble: FileTrouble) -> Finding:
    """A file's trouble, at that file."""
    return Finding(trouble.code, trouble.message, Span(Text(trouble.path.as_posix(), "")), hint=trouble.hint)


def word_file(path: Path) -> bytes | Finding:
    """The bytes of a file that a command takes as a Word document; a finding for a folder. Raises FileTrouble."""
    if path.is_dir():
        hint = "请写出文件夹里 .docx 文件的名称"
        return Finding("L501", "这是文件夹，不是 Word 文档", Span(Text(path.as_posix(), "")), hint=hint)
    return read_bytes(path)


def only_word(finding: Finding) -> Finding:
    """A finding about a file that is no Word document, where nothing else is taken: another ending would not help."""
    if finding.code != "L501":
        return finding
    suffix = Path(finding.span.text.path).suffix.lower()
    message = finding.message if suffix == ".docx" else finding.message.removesuffix("，只是扩展名像")
    hint = "这里只看 Word 文档：请在 Word 或 WPS 中打开，另存为 .docx；PDF 和纯文本里的数，用 reportgen audit 核对"
    return replace(finding, message=message, hint=hint)


def worker_lost(identities: Collection[str], why: str) -> Result:
    """What came of localities whose worker process died or, on another machine, failed; `why` is what was said there."""
    named = "、".join(sorted(identities)[:_MOST]) + ("等" if len(identities) > _MOST else "")
    what, hint = f"生成 {named} 的工作进程被系统结束，多半是内存不足", "减少 --jobs 的个数后重试"
    if why:
        what = f"生成 {named} 时工作节点出错：{why}"
        hint = "核对该节点的磁盘、内存和所装的程序；仍不行，不带 --scheduler 在本机生成"
    message = f"{what}；这些报告保持原样，其他报告不受影响"
    finding = Finding("O205", message, Span(Text("reportgen", "")), hint=hint)
    return Result((), tuple(Made(identity, True, (finding,)) for identity in sorted(identities)))


def damaged_cache(request: Request) -> Finding:
    """That nothing could be kept, since the record of what the reports were made from is damaged."""
    place = Span(Text((request.output / str(request.year) / NAME).as_posix(), ""))
    message = "上次生成的记录损坏，已全部重新生成"
    return Finding("O208", message, place, Severity.HINT, "不必处理；若常常出现，请检查磁盘")
