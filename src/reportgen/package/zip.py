"""Writing a package: the bytes of the zip depend on nothing but its parts.

Written here and not by zipfile, so that a part packed once is copied as it is into every package it belongs to.
"""

import struct
import zlib
from collections.abc import Mapping

from reportgen.value import Value

MAIN_PART = "word/document.xml"
MAIN_RELATIONSHIPS = "word/_rels/document.xml.rels"

_FIRST = ("[Content_Types].xml", "_rels/.rels")  # Word and the OPC specification look for these first
_QUICK, _SMALL = 3, 9
"""Levels of deflate: what is printed anew each time takes half the time of the usual 6 for a tenth more bytes."""
_VERSION = 20  # 2.0: what deflated members need (APPNOTE 4.4.3.2)
_UTF8_NAME = 0x800
_DEFLATED = 8
_EPOCH = (0, 0x21)  # 1980-01-01 00:00, the earliest a zip can state: the clock must not enter the bytes
_OWNER_ONLY = 0o600 << 16
_LOCAL, _CENTRAL, _END = (struct.Struct(f"<{layout}") for layout in ("4s5H3L2H", "4s6H3L5H2L", "4s4H2LH"))


class Packed(Value, frozen=True):
    """A part as a package holds it: CRC-32 and size of its bytes, and the bytes deflated."""

    crc: int
    size: int
    deflated: bytes


def pack(part: bytes) -> Packed:
    """A part made ready for any number of packages."""
    return _deflated(part, _SMALL)


def _deflated(part: bytes, level: int) -> Packed:
    deflater = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Packed(zlib.crc32(part), len(part), deflater.compress(part) + deflater.flush())


def write_package(parts: Mapping[str, bytes | Packed]) -> bytes:
    """The parts as a zip whose bytes depend on nothing but the parts (APPNOTE.TXT 4.3)."""
    order = [name for name in _FIRST if name in parts] + sorted(set(parts) - set(_FIRST))
    package, directory = bytearray(), bytearray()
    for name in order:
        part = parts[name]
        packed = part if isinstance(part, Packed) else _deflated(part, _QUICK)
        encoded = name.encode()
        flags = 0 if name.isascii() else _UTF8_NAME
        kind = (_VERSION, flags, _DEFLATED, *_EPOCH)
        sizes = (packed.crc, len(packed.deflated), packed.size, len(encoded), 0)
        directory += _CENTRAL.pack(b"PK\x01\x02", _VERSION, *kind, *sizes, 0, 0, 0, _OWNER_ONLY, len(package))
        directory += encoded
        package += _LOCAL.pack(b"PK\x03\x04", *kind, *sizes) + encoded + packed.deflated
    end = _END.pack(b"PK\x05\x06", 0, 0, len(order), len(order), len(directory), len(package), 0)
    return bytes(package + directory + end)
