"""Files: replaced whole or not at all, locked, swept; whatever the machine refuses, the old files stay."""

import errno
import gc
import os
import subprocess
import sys
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from reportgen import files
from reportgen.files import (
    FileTrouble,
    digest,
    inputs_read_once,
    locked,
    read_bytes,
    read_input,
    replace_files,
    sweep,
    trouble,
)

OLD = {"报告.docx": b"old document", "checks.json": b"old checks"}
NEW = {"报告.docx": b"new document" * 1000, "checks.json": b"new checks"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    replace_files(tmp_path, OLD)
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_digest_is_sha_256() -> None:
    assert digest(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_files_are_replaced_and_nothing_else_is_left(folder: Path) -> None:
    replace_files(folder, NEW)
    assert contents(folder) == NEW


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    replace_files(tmp_path / "2025" / "ningxian", NEW)
    assert contents(tmp_path / "2025" / "ningxian") == NEW


def test_a_missing_file_is_said_in_chinese(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble) as caught:
        read_bytes(tmp_path / "没有.yaml")
    assert (caught.value.code, caught.value.message) == ("O203", "找不到文件 没有.yaml")


Fault = Callable[..., Any]
CALLS = ("os.fsync", "os.replace", "pathlib.Path.open", "pathlib.Path.mkdir")
ERRORS = {errno.ENOSPC: "O202", errno.EACCES: "O201", errno.EIO: "O203", errno.EROFS: "O201"}


def failing(call: Fault, turn: int, number: int) -> Fault:
    """The same call, refused by the machine the n-th time."""
    count = iter(range(turn))

    def refused(*arguments: Any, **options: Any) -> Any:
        if next(count, None) is None:
            raise OSError(number, os.strerror(number))
        return call(*arguments, **options)

    return refused


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("number", ERRORS)
@pytest.mark.parametrize("turn", range(4))
def test_the_nth_refusal_leaves_whole_files_and_no_temporary(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, number: int, turn: int
) -> None:
    owner, _, attribute = name.rpartition(".")
    target: Any = Path if owner == "pathlib.Path" else os
    told = []
    with monkeypatch.context() as patch:
        patch.setattr(target, attribute, failing(getattr(target, attribute), turn, number))
        try:
            replace_files(folder, NEW)
        except FileTrouble as trouble:
            told.append(trouble.code)
    after = contents(folder)
    assert told == [ERRORS[number]] or (not told and after == NEW)
    assert after.keys() == OLD.keys()
    assert all(data in (OLD[file], NEW[file]) for file, data in after.items())


def test_a_full_disk_leaves_every_old_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", failing(os.fsync, 1, errno.ENOSPC))
    with pytest.raises(FileTrouble, match="磁盘已满"):
        replace_files(folder, NEW)
    assert contents(folder) == OLD


def test_a_document_open_in_word_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "replace", failing(os.replace, 0, errno.EACCES))
    with pytest.raises(FileTrouble, match=r"报告\.docx 正被 Word 或 WPS 打开"):
        replace_files(folder, NEW)


@pytest.mark.skipif(sys.platform == "win32", reason="a file that is being read cannot be replaced there")
def test_a_reader_never_sees_a_part(folder: Path) -> None:
    writer = (
        "import sys; from pathlib import Path; from reportgen.files import replace_files\n"
        "for turn in range(200): replace_files(Path(sys.argv[1]), {'报告.docx': bytes([65 + turn % 26]) * 200_000})"
    )
    process = subprocess.Popen([sys.executable, "-c", writer, str(folder)])
    while process.poll() is None:
        data = (folder / "报告.docx").read_bytes()
        assert data == OLD["报告.docx"] or (len(data) == 200_000 and len(set(data)) == 1)
    assert process.returncode == 0


HOLDER = """
import sys, time
from pathlib import Path
from reportgen.files import locked
with locked(Path(sys.argv[1])):
    print("locked", flush=True)
    (Path(sys.argv[1]) / ".reportgen-1-0.part").write_bytes(b"half")
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout and process.stdout.readline() == "locked\n"
    yield process
    process.kill()
    process.wait()


def test_a_second_build_is_told_who_holds_the_lock(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    with (
        pytest.raises(FileTrouble, match=f"另一个生成正在进行（进程 {holder.pid}）") as caught,
        locked(tmp_path),
    ):
        pass
    assert caught.value.code == "O204"


def test_the_lock_of_a_dead_process_is_taken_over_and_its_remains_swept(
    tmp_path: Path, holder: subprocess.Popen[str]
) -> None:
    while not (tmp_path / ".reportgen-1-0.part").exists():
        time.sleep(0.01)
    holder.kill()
    holder.wait()
    with locked(tmp_path):
        assert not list(tmp_path.glob(".reportgen-*.part"))


def test_a_lock_leaves_nothing_behind(tmp_path: Path) -> None:
    with locked(tmp_path / "2025"):
        pass
    assert not (tmp_path / "2025").exists()


def test_the_sweep_takes_only_our_own(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    ours, theirs = tmp_path / "sub" / ".reportgen-7-1.part", tmp_path / "别人的.part"
    ours.touch()
    theirs.touch()
    sweep(tmp_path)
    assert (ours.exists(), theirs.exists()) == (False, True)


RACER = """
import sys
from pathlib import Path
from reportgen.files import FileTrouble, locked, replace_files
folder, mark = Path(sys.argv[1]), sys.argv[2].encode()
done = 0
for turn in range(50):
    try:
        with locked(folder):
            replace_files(folder / "a", {"one": mark * 5000})
            replace_files(folder / "b", {"two": mark * 5000})
            assert (folder / "a" / "one").read_bytes() == (folder / "b" / "two").read_bytes() == mark * 5000
        done += 1
    except FileTrouble as trouble:
        assert trouble.code == "O204", trouble
print(done)
"""


def test_four_builds_at_once_never_mix(tmp_path: Path) -> None:
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", RACER, str(tmp_path), mark], stdout=subprocess.PIPE, text=True
        )
        for mark in "ABCD"
    ]
    outputs = [racer.communicate()[0] for racer in racers]
    assert [racer.returncode for racer in racers] == [0, 0, 0, 0]
    assert sum(int(output) for output in outputs) > 0


def test_a_name_too_long_for_the_system_is_said_as_such(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble) as caught:
        replace_files(tmp_path, {"报" * 300: b""})
    assert caught.value.code == "O203" and caught.value.hint == "缩短标题或地区名"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "code", "said"),
    [
        (errno.ENOSPC, "O202", "磁盘已满"), (errno.EFBIG, "O202", "磁盘已满"), (errno.EDQUOT, "O202", "磁盘已满"),
        (errno.EACCES, "O201", "没有读写"), (errno.EROFS, "O201", "没有读写"), (errno.EBUSY, "O201", "没有读写"),
        (errno.ENOENT, "O203", "找不到文件"), (errno.ENAMETOOLONG, "O203", "文件名太长"), (errno.EIO, "O203", "系统错误 5"),
    ],
)  # fmt: skip
@pytest.mark.skipif(sys.platform == "win32", reason="numbers of POSIX")
def test_every_refusal_is_said_in_the_users_words(number: int, code: str, said: str) -> None:
    told = trouble(OSError(number, os.strerror(number)), Path("output/2025/checks.json"))
    assert told.code == code and said in told.message and told.hint
    document = trouble(OSError(number, os.strerror(number)), Path("output/2025/报告.docx"))
    assert document.code == code and ("Word" in document.message) == (code == "O201")


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows calls this a path that is not there, or no right"
)
def test_a_file_where_a_folder_should_be_and_the_reverse_are_said_as_such(tmp_path: Path) -> None:
    (tmp_path / "占.txt").touch()
    (tmp_path / "报告.docx").mkdir()
    (tmp_path / "断").symlink_to("无")
    with (
        pytest.raises(FileTrouble, match="断 是一个断了的链接，应当是文件夹"),
        locked(tmp_path / "断" / "2025"),
    ):
        pass
    for folder in (tmp_path / "占.txt", tmp_path / "占.txt" / "2025"):
        with pytest.raises(FileTrouble, match=r"占\.txt 是一个文件，应当是文件夹"):
            replace_files(folder, NEW)
        with pytest.raises(FileTrouble, match=r"占\.txt 是一个文件，应当是文件夹"), locked(folder):
            pass
    with pytest.raises(FileTrouble, match=r"报告\.docx 是一个文件夹，应当是文件"):
        replace_files(tmp_path, NEW)
    with pytest.raises(FileTrouble, match=r"报告\.docx 是一个文件夹，应当是文件"):
        read_bytes(tmp_path / "报告.docx")


def test_others_may_read_the_lock_and_only_the_owner_writes_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with locked(tmp_path):
            assert (tmp_path / ".reportgen.lock").stat().st_mode & 0o777 == 0o644
            assert (tmp_path / ".reportgen.lock").read_text() == f"{os.getpid()}\n"
    finally:
        os.umask(before)


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be removed there")
def test_a_lock_that_its_last_holder_took_away_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = files._is_current
    seen: list[int] = []

    def removed_in_between(path: Path, handle: int) -> bool:
        if not seen:
            path.unlink()
        seen.append(handle)
        return original(path, handle)

    monkeypatch.setattr(files, "_is_current", removed_in_between)
    with locked(tmp_path):
        assert len(seen) == 2 and (tmp_path / ".reportgen.lock").exists()
        with pytest.raises(FileTrouble, match="O204"), locked(tmp_path):
            pass


def test_no_handle_stays_open(tmp_path: Path) -> None:
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("the system does not list handles")
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(3):
        with locked(tmp_path):
            replace_files(tmp_path, NEW)
            with pytest.raises(FileTrouble), locked(tmp_path):
                pass
    assert len(os.listdir("/proc/self/fd")) == before


class _Content:
    """Stands for all that is at work when a file is asked for."""


def test_what_is_at_work_when_a_file_is_refused_is_let_go_at_once(tmp_path: Path) -> None:
    held: list[weakref.ref[_Content]] = []

    def work() -> None:
        content = _Content()
        held.append(weakref.ref(content))
        with suppress(FileTrouble):
            read_input(tmp_path / "record.yaml")

    gc.disable()
    try:
        with inputs_read_once():
            work()
            assert held[0]() is None
            with pytest.raises(FileTrouble, match=r"record\.yaml"):
                read_input(tmp_path / "record.yaml")
    finally:
        gc.enable()
