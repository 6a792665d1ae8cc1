"""The zip a package goes out as: its bytes depend on nothing but the parts."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

MAIN_PART = "word/document.xml"

_FIRST = ("[Content_Types].xml", "_rels/.rels")  # Word and the OPC specification look for these first
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date a zip can state: the clock must not enter the bytes


def write_package(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a zip whose bytes depend on nothing but the parts."""
    order = [name for name in _FIRST if name in parts] + sorted(set(parts) - set(_FIRST))
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name in order:
            package.writestr(_member(name), parts[name], zipfile.ZIP_DEFLATED, compresslevel=6)
    return target.getvalue()


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _EPOCH)
    member.create_system = 0  # else the bytes would tell the operating system
    return member
