"""A real Dask scheduler with two workers makes what a local build makes, and loses nothing when one of them is killed."""

import re
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from projects import CITY, WRONG, Project, report
from reportgen.pipeline import Outcome, UsageError, build, remote
from reportgen.pipeline.remote import _own
from reportgen.pipeline.request import Request
from reportgen.pipeline.survey import Family
from reportgen.read.confined import confined
from reportgen.value import replace

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are killed as POSIX does it")
NAMES = [f"{first}{second}县" for first in "东西南北上下" for second in "山水河川"]
Worker = subprocess.Popen[bytes]
PATIENCE = 60  # seconds
RUN = (sys.executable, "-m")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Of a scheduler."""
    command = [*RUN, "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    scheduler = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert scheduler.stderr
    told = next(found[0] for line in scheduler.stderr if (found := re.search(r"tcp://[\d.]+:\d+", line)))
    Thread(target=scheduler.stderr.read, daemon=True).start()  # a full pipe would stop it
    yield told
    ended([scheduler])


@pytest.fixture(scope="module")
def started() -> Iterator[list[Worker]]:
    """The workers that were started, which the tests share."""
    workers: list[Worker] = []
    yield workers
    ended(workers)


@pytest.fixture
def cluster(address: str, started: list[Worker]) -> tuple[str, list[Worker]]:
    """The address of a scheduler, and its two workers; one that a test killed is started anew."""
    command = [
        *RUN,
        "distributed.cli.dask_worker",
        address,
        "--nthreads",
        "1",
        "--no-dashboard",
        "--no-nanny",
    ]
    started[:] = [worker for worker in started if worker.poll() is None]
    started += [subprocess.Popen(command, stderr=subprocess.DEVNULL) for _ in range(2 - len(started))]
    return address, started


def ended(processes: Iterable[subprocess.Popen[Any]]) -> None:
    for process in processes:
        process.kill()
        process.wait()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    files = {f"2025/x{number:02}": report(name) for number, name in enumerate(NAMES)}
    files["2025/wrong"] = report("错县", approved=WRONG)
    files["2025/x00"] += "attachments:\n  - title: 评估办法\n    file: 办法.md\n"
    made = Project(tmp_path, files)
    (tmp_path / "content/2025/办法.md").write_text("# 总则\n\n第一条 甲。\n", encoding="utf-8")
    return made


def over(project: Project, address: str, output: Path) -> Outcome:
    request = replace(project.request(), scheduler=address, output=output)
    return build(request)


def files(output: Path) -> dict[str, bytes]:
    return {p.relative_to(output).as_posix(): p.read_bytes() for p in output.rglob("*") if p.is_file()}


def test_a_cluster_makes_the_same_bytes(
    cluster: tuple[str, list[Worker]], project: Project, tmp_path: Path
) -> None:
    local = project.build()
    there = over(project, cluster[0], tmp_path / "there")
    assert there.findings == local.findings
    assert [made.id for made in there.missing] == ["2025/wrong"]
    assert [made.id for made in there.built] == [made.id for made in local.built]
    assert files(tmp_path / "there") == files(project.output)
    again = over(project, cluster[0], tmp_path / "there")
    assert (len(again.built), len(again.kept)) == (0, len(NAMES))


def test_of_a_family_only_what_changed_is_made(cluster: tuple[str, list[Worker]], tmp_path: Path) -> None:
    county = report("甲县")
    files_of = {
        "2025/shi": CITY,
        "2025/shi/a": county,
        "2025/shi/b": report("乙县"),
        "2025/shi/c": report("丙县"),
    }
    project = Project(tmp_path, files_of)
    output = tmp_path / "there"
    project.build()
    assert len(over(project, cluster[0], output).built) == 4
    for old, new in (
        ("，审减{{", "，另审减{{"),
        ("64727.72万元, 审减金额: 6008.00", "64728.72万元, 审减金额: 6009.00"),
    ):
        county = county.replace(old, new)
        project.write("2025/shi/a", county)
        local, there = project.build(), over(project, cluster[0], output)
        assert [(made.id, made.why, made.kept) for made in there.made] == [
            (made.id, made.why, made.kept) for made in local.made
        ]
        assert 0 < len(there.built) < 3 and there.findings == local.findings
        assert files(output) == files(project.output)


def test_a_worker_killed_meanwhile_loses_nothing(
    cluster: tuple[str, list[Worker]], project: Project, tmp_path: Path
) -> None:
    address, workers = cluster
    output = tmp_path / "there"

    def kill_one() -> None:
        until = time.monotonic() + PATIENCE
        while not list(output.rglob("*.docx")) and time.monotonic() < until:
            time.sleep(0.005)
        workers[0].kill()

    killer = Thread(target=kill_one)
    killer.start()
    outcome = over(project, address, output)
    killer.join()
    assert workers[0].wait() != 0
    assert (len(outcome.built), [made.id for made in outcome.missing]) == (len(NAMES), ["2025/wrong"])
    project.build()
    assert files(output) == files(project.output)


def test_no_scheduler_is_said(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.schedule.cluster._PATIENCE", 1)
    with pytest.raises(UsageError, match="连不上调度器"):
        over(project, "tcp://127.0.0.1:9", project.output)


def test_a_worker_that_fails_is_told_and_the_others_go_on(
    cluster: tuple[str, list[Worker]], project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoiled(request: Request, family: Family) -> Iterator[tuple[str, bytes]]:
        for path, data in _own(request, family):
            name = path if "x03" not in path else "/dev/null/x03.yaml"  # which no worker can lay out
            yield name, data

    monkeypatch.setattr(remote, "_own", spoiled)
    outcome = over(project, cluster[0], tmp_path / "there")
    (told,) = [finding for finding in outcome.findings if finding.code == "O205"]
    assert "2025/x03 时工作节点出错：FileExistsError" in told.message
    assert len(outcome.built) == len(NAMES) - 1


def test_the_worker_of_a_nanny_reads_in_a_process_of_its_own() -> None:
    from distributed import Client, LocalCluster

    with (
        LocalCluster(n_workers=1, threads_per_worker=1, processes=True, dashboard_address=None) as workers,
        Client(workers, set_as_default=False) as client,
    ):
        assert client.submit(confined, len, b"abc", 20, 200, pure=False).result() == 3
