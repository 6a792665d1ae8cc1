"""Work over a cluster of machines with Dask (extra `reportgen[dask]`). Dask itself gives the task of a dead worker to another."""

from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from typing import Any

from reportgen.schedule.work import Lost, Work

_PATIENCE = 15
"""Seconds that a scheduler, and its first worker, are waited for."""
_MOST_SAID = 200


class NoCluster(Exception):
    """There is no scheduler at the address, or it has no worker, or Dask is not installed; the message says which, in Chinese."""


def spread_over(address: str, work: Work, shared: object, tasks: Sequence[Any]) -> Iterator[Any]:
    """The result of each task, in order, Lost for one a worker failed over; `address` is a scheduler's (tcp://host:port). Raises NoCluster.

    What is `shared` is sent along with every task: left with a worker, it would be lost with that worker.
    """
    client = _connected(address)
    with client:
        promised = [client.submit(work, shared, task, pure=False) for task in tasks]
        while promised:
            yield _result(promised.pop(0), address)  # it need not stay in the cluster


def _connected(address: str) -> Any:
    """A client of a scheduler that has a worker. Raises NoCluster."""
    try:
        from distributed import Client
    except ModuleNotFoundError as error:
        raise NoCluster("没有安装 Dask，请先运行：python3 -m pip install 'reportgen[dask]'") from error
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
        client.wait_for_workers(1, timeout=_PATIENCE)
    except (OSError, TimeoutError, ValueError) as error:
        message = f"连不上调度器 {address}，或它还没有工作节点；请核对地址，并先启动 dask worker"
        raise NoCluster(message) from error
    return client


def _result(promise: Any, address: str) -> Any:
    """What came of a task. What a worker failed over is no reason to give up the work of all others. Raises NoCluster."""
    from distributed import KilledWorker

    try:
        return promise.result()
    except KilledWorker:
        return Lost()
    except CancelledError as error:
        message = f"与调度器 {address} 的连接断了；已收到的报告都已写好，请再运行一次"
        raise NoCluster(message) from error
    except Exception as error:
        if promise.status != "error":
            raise
        return Lost(f"{type(error).__name__}（{str(error)[:_MOST_SAID]}）")
