"""Who makes the families: this process, several, or the workers of a cluster.

A large family is shared by several processes: each makes some of its subtrees (a city with its counties), then this process makes the
localities above them. Every process loads the whole family, a quarter of the work, since any figure of it may guard any other.
"""

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby, islice

from reportgen import cache
from reportgen.files import inputs_read_once
from reportgen.finding import Finding, at_file
from reportgen.pipeline.family.family import Making, Order, generation, make
from reportgen.pipeline.outcome import Made, Result, some
from reportgen.pipeline.records import Records
from reportgen.pipeline.request import ASKED, Request
from reportgen.pipeline.survey import Family
from reportgen.schedule import Lost, spread
from reportgen.value import replace

_WORTH_A_PROCESS = 12
"""Localities that take about as long to make as a process takes to start."""
_WORTH_SHARING = 48
"""Localities to make from which on sharing a family saves more than loading it again costs."""


def make_families(records: Records, families: Sequence[Family], ids: frozenset[str]) -> Iterator[Result]:
    """What came of each family, in their order; of its localities those with these ids are made. Raises UsageError without a cluster."""
    orders = [Order.of(records, family, ids) for family in families]
    for order, result in zip(orders, _spread(records.request, orders), strict=True):
        yield worker_lost(order.chosen, result) if isinstance(result, Lost) else result


def worker_lost(identities: Collection[str], lost: Lost) -> Result:
    """What came of localities whose worker process died or, on another machine, failed."""
    named = some(sorted(identities))
    what, hint = f"生成 {named} 的工作进程被系统结束，多半是内存不足", "减少 --jobs 的个数后重试"
    if lost.why:
        what = f"生成 {named} 时工作节点出错：{lost.why}"
        hint = "核对该节点的磁盘、内存和所装的程序；仍不行，不带 --scheduler 在本机生成"
    message = f"{what}；这些报告保持原样，其他报告不受影响"
    finding = Finding("O205", message, at_file("reportgen"), hint=hint)
    return Result((), tuple(Made(identity, True, (finding,)) for identity in sorted(identities)))


def _spread(request: Request, orders: Sequence[Order]) -> Iterator[Result | Lost]:
    if request.scheduler:
        from reportgen.pipeline.remote import spread_parcels

        return spread_parcels(request, orders)
    return _over_processes(request, orders, request.jobs or _worthwhile(orders))


def _worthwhile(orders: Sequence[Order]) -> int:
    localities = sum(len(order.chosen) for order in orders)
    return max(1, min(os.cpu_count() or 1, localities // _WORTH_A_PROCESS))


def _over_processes(request: Request, orders: Sequence[Order], jobs: int) -> Iterator[Result | Lost]:
    """What came of each order. One that is more than a process's part of the work is shared; not where all that was read comes back."""
    each = max(1, sum(len(order.chosen) for order in orders) // jobs)
    shared = [[] if request.whole else shares(request, order, len(order.chosen) // each) for order in orders]
    if not any(shared):
        yield from spread(make, request, orders, jobs)
        return
    tasks: list[Order] = []  # all but the first share of each family, which is made here
    for order, parts in zip(orders, shared, strict=True):
        tasks += parts[1:] or [order]
    begun: list[_Begun] = []

    def begin() -> None:
        both = zip(orders, shared, strict=True)
        begun.extend(_Begun(request, order, parts) for order, parts in both if parts)

    with inputs_read_once():
        results = spread(make, request, tasks, jobs - 1, begin)
        for parts in shared:
            came = list(islice(results, len(parts) - 1 if parts else 1))
            yield begun.pop(0).joined(came) if parts else came[0]


def shares(request: Request, order: Order, count: int) -> list[Order]:
    """At most `count` shares of a family's localities, alike in size; none when it is not worth it.

    A share is made of whole subtrees, so that whoever adds up its children has them beside it; the localities at the top are in none.
    """
    if count < 2 or _surely_made(request, order) < _WORTH_SHARING:
        return []
    below = sorted((one for one in order.chosen if _subtree(one)), key=_subtree)
    subtrees = [list(ids) for _, ids in groupby(below, _subtree)]
    if len(subtrees) < 2:
        return []
    bins: list[list[str]] = [[] for _ in range(min(count, len(subtrees)))]
    for subtree in sorted(subtrees, key=len, reverse=True):
        min(bins, key=len).extend(subtree)
    return [replace(order, chosen=frozenset(ids), is_share=True) for ids in bins]


def _surely_made(request: Request, order: Order) -> int:
    """How many of the localities will be made, by what can be told before anything is loaded: after one edit, hardly any."""
    digests = {one.id: one.digest for one in order.family}
    same = {cache.PROGRAM: cache.program(), ASKED: cache.of(request.asked)}
    kept = (
        identity
        for identity, record in order.records.items()
        if {**same, f"{identity}.yaml": digests.get(identity)}.items() <= record.reads.items()
    )
    return len(order.chosen.difference(kept))


def _subtree(identity: str) -> str:
    """What a locality shares with its city and its city's counties (2025/province/city); empty for one at the top."""
    return "/".join(identity.split("/")[:3]) if identity.count("/") > 1 else ""


class _Begun:
    """A family whose first share is made here, while the others are made elsewhere."""

    def __init__(self, request: Request, order: Order, parts: Sequence[Order]) -> None:
        self._order, self._parts = order, parts
        self._making = Making(request, order)
        self._first = self._making.result(parts[0])

    def joined(self, results: Sequence[Result | Lost | None]) -> Result:
        """What came of the whole family, given what came of the other shares: the localities at its top are made now."""
        done: dict[str, Made] = {}
        files: list[Mapping[str, str]] = []
        for part, result in zip(self._parts, [self._first, *results], strict=True):
            if result is None:  # a share rests on another, so the family is made whole
                return self._rest({})
            if isinstance(result, Lost):
                result = worker_lost(part.chosen, result)
            else:
                files.append(result.files)
            done |= {one.id: one for one in result.made}
        top = self._rest(done)
        done |= {one.id: one for one in top.made}
        made = tuple(done[identity] for identity in sorted(done, key=generation))
        return replace(top, made=made, files=_agreed([top.files, *files]))

    def _rest(self, done: Mapping[str, Made]) -> Result:
        chosen = self._order.chosen - done.keys()
        return self._making.whole(replace(self._order, chosen=chosen, done=done))


def _agreed(files: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """The files as all have read them; without a digest where somebody saved one meanwhile, so that the next build looks again."""
    return {
        path: digest if all(read.get(path) == digest for read in files) else ""
        for path, digest in files[0].items()
    }
