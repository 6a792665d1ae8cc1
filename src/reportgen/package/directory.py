"""A package judged by the zip's directory, before anything is unpacked.

Limits follow Apache POI's ZipSecureFile with lower numbers.
"""

import zipfile
from collections.abc import Iterable, Sequence
from itertools import pairwise

from reportgen.package.refusal import Refusal, crooked, too_big
from reportgen.package.whole import MAX_MEMBERS

MAX_UNPACKED = 200 * 10**6
MAX_XML = 24 * 10**6  # one part of text; some 1,500 pages, and a tree that fits in memory
MAX_RATIO = 100  # of a member over SMALL bytes; the largest of an honest part seen is about 60
SMALL = 100_000

_LOCAL_HEADER_SIZE = 30
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def judge_directory(members: Sequence[zipfile.ZipInfo], directory: int) -> Refusal | None:
    """Why members are not unpacked; None when they may be. `directory` is where the directory itself begins in the file."""
    names = [member.orig_filename for member in members]
    if any(member.flag_bits & 0x1 for member in members):
        return Refusal("是加了密码的压缩包", "请取消密码后重新保存", "L503")
    if len({name.casefold() for name in names}) < len(names):
        return crooked("有重名的成员")
    if any(_escapes(name) for name in names):
        return crooked("有成员指向文件以外")
    if any(member.compress_type not in _METHODS for member in members):
        return crooked("用了 Word 不用的压缩方法")
    size = sum(member.file_size for member in members)
    if len(names) > MAX_MEMBERS or size > MAX_UNPACKED or any(map(_bomb, members)):
        return too_big()
    return crooked("成员互相重叠") if _overlapping(members, directory) else None


def is_markup(name: str) -> bool:
    """Whether a member is XML, by its name."""
    return name.lower().endswith((".xml", ".rels"))


def _escapes(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in name or not name.isprintable()


def _bomb(member: zipfile.ZipInfo) -> bool:
    swollen = member.file_size > SMALL and member.file_size > MAX_RATIO * max(1, member.compress_size)
    return swollen or (is_markup(member.filename) and member.file_size > MAX_XML)


def _overlapping(members: Iterable[zipfile.ZipInfo], directory: int) -> bool:
    """Whether two members share bytes (CVE-2024-0450); Python refuses that itself only from 3.11.8 and 3.12.2 on."""
    extents = sorted((member.header_offset, _end(member)) for member in members)
    return any(end > start for (_, end), (start, _) in pairwise([*extents, (directory, directory)]))


def _end(member: zipfile.ZipInfo) -> int:
    name = member.orig_filename.encode("utf-8" if member.flag_bits & 0x800 else "cp437")
    return member.header_offset + _LOCAL_HEADER_SIZE + len(name) + member.compress_size
