"""Builds that are killed, starved of disk or raced, in forks of one warm process; run as a program by test_faults.py.

Every round ends the same way: each file is the one of the first build or of the second, whole, and the manifest tells which.
"""

import json
import os
import random
import resource
import shutil
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from hostile import CORPUS
from ours import TEMPLATES
from reportgen.files import TEMPORARY, digest
from reportgen.pipeline import Request, build

SEED = 8
FIRST, SECOND = "6008.00万元", "7009.00万元"
Report = dict[str, bytes]


def content(root: Path, figure: str) -> Path:
    """A content folder that says a figure."""
    folder = root / figure
    shutil.copytree(CORPUS / "base", folder)
    path = folder / "2025" / "ningxian.yaml"
    text = path.read_text(encoding="utf-8").replace(FIRST, figure, 1)
    path.write_text(text, encoding="utf-8")
    return folder


def built(root: Path, figure: str) -> int:
    request = Request(2025, (), root / figure, TEMPLATES, root / "output", formats=("docx", "html"))
    return build(request).exit_code


def report(root: Path) -> Report:
    folder = root / "output/2025/ningxian"
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.match(TEMPORARY)}


def forked(work: Callable[[], int]) -> int:
    """A child that does the work and ends with what it gives."""
    child = os.fork()
    if child == 0:
        code = 70
        with suppress(BaseException):
            code = work()
        os._exit(code)
    return child


def ended(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def whole(root: Path, old: Report, new: Report) -> None:
    """What stands after a fault: file by file the old one or the new one."""
    found = report(root)
    assert found.keys() == old.keys(), found.keys()
    assert all(data in (old[name], new[name]) for name, data in found.items())


def consistent(root: Path) -> None:
    """What stands after a build that was not disturbed: the files the manifest tells of, and nothing left over."""
    found = report(root)
    told = json.loads(found["manifest.json"])["outputs"]
    assert {name: digest(found[name]) for name in told} == {n: _sha(entry) for n, entry in told.items()}
    assert not list((root / "output").rglob(TEMPORARY))


def _sha(entry: object) -> object:
    return entry["sha256"] if isinstance(entry, dict) else entry


def killed(root: Path, count: int, old: Report, new: Report) -> int:
    """Builds killed at random moments; gives how many had not ended by then."""
    chance = random.Random(SEED)
    began = time.monotonic()
    assert built(root, SECOND) == 0
    usual = time.monotonic() - began
    cut = 0
    for turn in range(count):
        figure = (FIRST, SECOND)[turn % 2]
        child = forked(partial(built, root, figure))
        time.sleep(chance.random() * usual * 1.1)
        os.kill(child, signal.SIGKILL)
        cut += ended(child) != 0
        whole(root, old, new)
    assert built(root, FIRST) == 0
    consistent(root)
    assert report(root) == old
    return cut


def starved(root: Path, count: int, old: Report, new: Report) -> int:
    """Builds that may write files only up to a size; gives how many were refused."""
    largest = max(map(len, new.values()))

    def limited(size: int) -> int:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        return built(root, SECOND)

    refused = 0
    for turn in range(count):
        size = largest * turn // count
        code = ended(forked(partial(limited, size)))
        assert code in (0, 2), code
        refused += code == 2
        assert report(root) == old if code == 2 else report(root) == new
        assert built(root, FIRST) == 0
        consistent(root)
    return refused


def raced(root: Path, count: int, old: Report, new: Report) -> int:
    """Two builds at once; gives how often one was told of the other."""
    told = 0
    for _ in range(count):
        children = [forked(partial(built, root, figure)) for figure in (FIRST, SECOND)]
        codes = sorted(map(ended, children))
        assert codes in ([0, 0], [0, 2]), codes
        told += codes[1] == 2
        assert report(root) in (old, new)
        consistent(root)
    return told


def main(kind: str, count: int, root: Path) -> None:
    for figure in (SECOND, FIRST):
        content(root, figure)
    assert built(root, SECOND) == 0
    new = report(root)
    assert built(root, FIRST) == 0
    old = report(root)
    assert old.keys() == new.keys() and old != new
    print({"kill": killed, "disk": starved, "race": raced}[kind](root, count, old, new))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
