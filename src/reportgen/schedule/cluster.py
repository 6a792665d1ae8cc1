"""Work over a cluster of machines with Dask (extra `reportgen[dask]`). Dask itself gives the task of a dead worker to another."""

from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from typing import Any

from reportgen.schedule.work import Lost, Work

_PATIENCE = "15s"
"""How long a scheduler and its first worker are waited for."""
_MOST_SAID = 200


class NoCluster(Exception):
    """There is no scheduler at the address, or it has no worker, or Dask is not installed; the message says which, in Chinese."""


def spread_over(address: str, work: Work, shared: object, tasks: Sequence[Any]) -> Iterator[Any]:
    """The result of each task, in order, Lost for one a worker failed over; `address` is a scheduler's (tcp://host:port). Raises NoCluster.

    What is `shared` goes with every task: left with the workers it would be lost with the one that has it.
    """
    try:
        from distributed import Client, KilledWorker
    except ModuleNotFoundError as error:
        raise NoCluster("没有安装 Dask，请先运行：python3 -m pip install 'reportgen[dask]'") from error
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
        client.wait_for_workers(1, timeout=15)
    except (OSError, TimeoutError, ValueError) as error:
        raise NoCluster(
            f"连不上调度器 {address}，或它还没有工作节点；请核对地址，并先启动 dask worker"
        ) from error
    with client:
        promised = [client.submit(work, shared, task, pure=False) for task in tasks]
        while promised:
            promise = promised.pop(0)  # its result need not stay in the cluster
            try:
                yield promise.result()
            except KilledWorker:
                yield Lost()
            except CancelledError as error:
                raise NoCluster(
                    f"与调度器 {address} 的连接断了；已收到的报告都已写好，请再运行一次"
                ) from error
            except (
                Exception
            ) as error:  # what a worker failed over is no reason to give up the work of all others
                if promise.status != "error":
                    raise
                yield Lost(f"{type(error).__name__}（{str(error)[:_MOST_SAID]}）")
