"""Files: read whole, replaced whole or not at all, sealed by a digest, and locked by year while reports are written.

What the machine refuses (a file open in Word, a full disk, a held lock) becomes a FileTrouble in the user's words.
"""

import errno
import hashlib
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path

TEMPORARY = ".reportgen-*.part"
LOCK = ".reportgen.lock"


class FileTrouble(Exception):
    """What the machine refused: the finding code, the path, a Chinese message and what to do."""

    def __init__(self, code: str, path: Path, message: str, hint: str) -> None:
        super().__init__(code, path, message, hint)
        self.code, self.path, self.message, self.hint = code, path, message, hint


def digest(data: bytes) -> str:
    """SHA-256 in lower-case hexadecimal (FIPS 180-4)."""
    return hashlib.sha256(data).hexdigest()


def sealed(data: bytes) -> bytes:
    """The data with its digest in front, which reveals damage."""
    return digest(data).encode() + b"\n" + data


def unsealed(whole: bytes) -> bytes | None:
    """The data that was sealed; None when it has been damaged."""
    seal, _, data = whole.partition(b"\n")
    return data if seal == digest(data).encode() else None


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. Raises FileTrouble."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise trouble(error, path) from error


_inputs: ContextVar[dict[Path, bytes | tuple[str, Path, str, str]] | None] = ContextVar(
    "_inputs", default=None
)
"""What was read; of what was refused the arguments of its FileTrouble, for one that was raised holds all that was at work."""


@contextmanager
def inputs_read_once() -> Iterator[None]:
    """Each input read within is read from the disk once: whoever saves a file meanwhile, what is made of it and the digests put on record
    are of the same bytes."""
    outer = _inputs.set({})
    try:
        yield
    finally:
        _inputs.reset(outer)


def read_input(path: Path) -> bytes:
    """The bytes of a file that a report is made from. Raises FileTrouble."""
    read = _inputs.get()
    if read is None:
        return read_bytes(path)
    if path not in read:
        try:
            read[path] = read_bytes(path)
        except FileTrouble as refused:
            read[path] = refused.args
    if isinstance(found := read[path], bytes):
        return found
    raise FileTrouble(*found)


def replace_files(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Puts files into a folder, made when missing: a reader sees the old file or the new one, never a part.

    Everything is on the disk before the first name changes hands, so a full disk or a file that Word holds open leaves all old
    files as they were. Raises FileTrouble.
    """
    staged: list[tuple[Path, Path]] = []
    target = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, (name, data) in enumerate(contents.items()):
            target = folder / name
            temporary = folder / f".reportgen-{os.getpid()}-{number}.part"
            staged.append((temporary, target))
            _write_through(temporary, data)
        for temporary, target in staged:
            os.replace(temporary, target)
        _sync_folder(folder)
    except OSError as error:
        raise trouble(error, target) from error
    finally:
        for temporary, _ in staged:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _write_through(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if sys.platform != "win32":  # Windows has no handle for folders to sync
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def remove_file(path: Path) -> None:
    """Removes a file if it is there. Raises FileTrouble."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise trouble(error, path) from error


def sweep(folder: Path) -> None:
    """Removes temporary files of builds that were killed; only under the folder's lock, when none can be in use."""
    for stray in folder.rglob(TEMPORARY):
        with suppress(OSError):
            stray.unlink()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Holds a folder (made when missing) against other builds, and sweeps it. Raises FileTrouble naming the holder's process.

    The operating system frees the lock of a process that died, so a stale one is simply taken over.
    """
    handle: int | None = None
    try:
        with ctrl_c_held_back():  # which must not come between taking the lock and knowing it
            handle = _acquire(folder)
        sweep(folder)
        yield
    finally:
        if handle is not None:
            _release(folder, handle)


@contextmanager
def ctrl_c_held_back() -> Iterator[None]:
    """Ctrl-C is seen a moment later, at the end of this; processes started in here never see it, not even while they import."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _acquire(folder: Path) -> int:
    path = folder / LOCK
    try:
        while True:
            handle = _opened(path)
            try:
                if _claimed(path, handle):
                    return handle
            except BaseException:
                os.close(handle)
                raise
            os.close(handle)
    except OSError as error:
        raise trouble(error, path) from error


def _claimed(path: Path, handle: int) -> bool:
    """Whether the lock file is ours now; not when its last holder removed it in between. Raises FileTrouble when another holds it."""
    if not _try_lock(handle):
        raise _held(path, os.read(handle, 20).decode("ascii", "replace").strip())
    if not _is_current(path, handle):
        return False
    os.ftruncate(handle, 0)
    os.write(handle, f"{os.getpid()}\n".encode())
    return True


def _opened(path: Path) -> int:
    """The lock file; made again, folder and all, when its last holder removes them in between."""
    while True:
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            return os.open(path, os.O_RDWR | os.O_CREAT, 0o644)


def _release(folder: Path, handle: int) -> None:
    path = folder / LOCK
    if sys.platform == "win32":  # an open file cannot be removed there
        os.close(handle)
        handle = -1
    with suppress(OSError):
        path.unlink()
        folder.rmdir()  # succeeds only when nothing was built
    if handle >= 0:
        os.close(handle)


def _is_current(path: Path, handle: int) -> bool:
    """Whether the locked file is still the one at the path: its last holder may have removed it in between."""
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> bool:
        os.lseek(handle, 1 << 30, os.SEEK_SET)  # past the process id, which others must be able to read
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _held(path: Path, holder: str) -> FileTrouble:
    process = f"（进程 {holder}）" if holder else ""
    return FileTrouble(
        "O204", path, f"另一个生成正在进行{process}", "等它结束后再运行；它若已卡死，先结束那个进程"
    )


_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_SHUT = {errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY, getattr(errno, "ETXTBSY", errno.EBUSY)}

_NO_FOLDER = {errno.ENOTDIR, errno.EEXIST, errno.ELOOP}


def trouble(error: OSError, path: Path) -> FileTrouble:
    """An operating system's error in the user's words."""
    name = path.name or str(path)
    if error.errno in _FULL:
        return FileTrouble("O202", path, f"磁盘已满，{name} 没有写成，原有文件未动", "腾出空间后重试")
    if error.errno in _SHUT and path.suffix == ".docx":
        message = f"{name} 正被 Word 或 WPS 打开，或所在文件夹不许写入"
        return FileTrouble("O201", path, message, "关闭该文件后重试；仍不行，请检查文件夹的权限")
    if error.errno in _SHUT:
        return FileTrouble("O201", path, f"没有读写 {name} 的权限", f"检查 {path.parent} 的权限后重试")
    if error.errno == errno.ENOENT:
        return FileTrouble("O203", path, f"找不到文件 {name}", f"核对路径 {path}")
    if error.errno == errno.EISDIR:
        return FileTrouble("O203", path, f"{name} 是一个文件夹，应当是文件", "把这个文件夹改名或移走后重试")
    if error.errno in _NO_FOLDER:
        there = (place for place in (path, *path.parents) if os.path.lexists(place))
        file = next((place for place in there if not place.is_dir()), path)
        what = "文件" if file.exists() else "断了的链接"
        message = f"{file.name} 是一个{what}，应当是文件夹"
        return FileTrouble("O203", path, message, f"换一个文件夹，或把 {file} 改名后重试")
    if error.errno == errno.ENAMETOOLONG:
        return FileTrouble("O203", path, f"文件名太长：{name}", "缩短标题或地区名")
    return FileTrouble(
        "O203", path, f"{name} 读写失败（系统错误 {error.errno}）", f"检查 {path} 所在的磁盘或网络盘"
    )
