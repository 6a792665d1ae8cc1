"""What the machine refused, as findings."""

from collections.abc import Collection

from reportgen.cache import NAME
from reportgen.files import FileTrouble
from reportgen.finding import Finding, Severity, at_file
from reportgen.pipeline.request import Made, Request, Result

_MOST = 5


def as_finding(trouble: FileTrouble) -> Finding:
    """A file's trouble, at that file."""
    return Finding(trouble.code, trouble.message, at_file(trouble.path), hint=trouble.hint)


def not_run(why: str) -> Finding:
    """That a command was not run, for the programs that go by findings."""
    return Finding("O209", why, at_file("reportgen"))


def worker_lost(identities: Collection[str], why: str) -> Result:
    """What came of localities whose worker process died or, on another machine, failed; `why` is what was said there."""
    named = "、".join(sorted(identities)[:_MOST]) + ("等" if len(identities) > _MOST else "")
    what, hint = f"生成 {named} 的工作进程被系统结束，多半是内存不足", "减少 --jobs 的个数后重试"
    if why:
        what = f"生成 {named} 时工作节点出错：{why}"
        hint = "核对该节点的磁盘、内存和所装的程序；仍不行，不带 --scheduler 在本机生成"
    message = f"{what}；这些报告保持原样，其他报告不受影响"
    finding = Finding("O205", message, at_file("reportgen"), hint=hint)
    return Result((), tuple(Made(identity, True, (finding,)) for identity in sorted(identities)))


def damaged_cache(request: Request) -> Finding:
    """That nothing could be kept, since the record of what the reports were made from is damaged."""
    place = at_file(request.output / str(request.year) / NAME)
    message = "上次生成的记录损坏，已全部重新生成"
    return Finding("O208", message, place, Severity.HINT, "不必处理；若常常出现，请检查磁盘")
