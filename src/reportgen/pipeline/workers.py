"""Who makes the families: this process, several, or the workers of a cluster."""

import os
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from reportgen.files import inputs_read_once
from reportgen.pipeline.family import Order
from reportgen.pipeline.request import Request
from reportgen.pipeline.shares import Begun, Share, make, shares
from reportgen.schedule import spread

_WORTH_A_PROCESS = 12
"""Localities that take about as long to make as a process takes to start."""


def spread_orders(request: Request, orders: Sequence[Order]) -> Iterator[Any]:
    """What came of each order, in their order; Lost for one whose process died. Raises UsageError for a cluster that is not there."""
    if request.scheduler:
        from reportgen.pipeline.remote import spread_parcels

        return spread_parcels(request, orders)
    return _shared_out(request, orders, request.jobs or _worthwhile(orders))


def _shared_out(request: Request, orders: Sequence[Order], jobs: int) -> Iterator[Any]:
    """What came of each order. One that is more than a process's part of the work is shared; not where all that was read comes back."""
    each = max(1, sum(len(order.chosen) for order in orders) // jobs)
    parts = [[] if request.whole else shares(request, order, len(order.chosen) // each) for order in orders]
    if not any(parts):
        yield from spread(make, request, orders, jobs)
        return
    tasks: list[Order | Share] = []
    for order, own in zip(orders, parts, strict=True):
        tasks += own[1:] or [order]
    begun: list[Begun] = []

    def begin() -> None:
        begun.extend(Begun(request, order, own[0]) for order, own in zip(orders, parts, strict=True) if own)

    with inputs_read_once():
        results = spread(make, request, tasks, jobs - 1, begin)
        for own in parts:
            came = list(islice(results, len(own) - 1 if own else 1))
            yield begun.pop(0).joined(own, came) if own else came[0]


def _worthwhile(orders: Sequence[Order]) -> int:
    localities = sum(len(order.chosen) for order in orders)
    return max(1, min(os.cpu_count() or 1, localities // _WORTH_A_PROCESS))
