"""Who makes the families: this process, several, or the workers of a cluster."""

import os
from collections.abc import Iterator, Sequence
from typing import Any

from reportgen.pipeline.family import Order, make_family
from reportgen.pipeline.request import Request
from reportgen.schedule import spread

_WORTH_A_PROCESS = 12
"""Localities that take about as long to make as a process takes to start."""


def spread_orders(request: Request, orders: Sequence[Order]) -> Iterator[Any]:
    """What came of each order, in their order; Lost for one whose process died. Raises UsageError for a cluster that is not there."""
    if request.scheduler:
        from reportgen.pipeline.remote import spread_parcels

        return spread_parcels(request, orders)
    return spread(make_family, request, orders, request.jobs or _worthwhile(orders))


def _worthwhile(orders: Sequence[Order]) -> int:
    localities = sum(len(order.chosen) for order in orders)
    return max(1, min(os.cpu_count() or 1, localities // _WORTH_A_PROCESS))
