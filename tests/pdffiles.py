"""PDF files made by hand for the reader: words at places, ruled lines, pictures; no font is needed to read them back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 595, 842
SIZE = 16


@dataclass(frozen=True)
class Words:
    """Words whose first character stands at `left`, on a line whose foot is `down` points below the page's top."""

    text: str
    left: float
    down: float
    size: float = SIZE


@dataclass(frozen=True)
class Rule:
    """A ruled line between two points, measured from the page's top left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Picture:
    """A picture that fills the page."""


@dataclass(frozen=True)
class Turned:
    """Words or a rule of a page turned clockwise by some degrees, a right angle or several."""

    mark: Words | Rule
    degrees: int


Mark = Words | Rule | Picture | Turned


def pdf(*pages: Iterable[Mark], rotate: int = 0) -> bytes:
    """A PDF. Every character is as wide as it is high, a half for ASCII; its code is its character (Identity-H, ToUnicode)."""
    contents = [_content(page) for page in pages]
    first = 7
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(contents)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(contents)}>>",
        "<</Type/Font/Subtype/Type0/BaseFont/Test/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/Test/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        "/DW 1000/W[32 126 500]/FontDescriptor<</Type/FontDescriptor/FontName/Test/Flags 4/FontBBox[0 -120 1000 880]"
        "/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 800/StemV 80>>>>",
        _stream(_TO_UNICODE),
        "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\nx\nendstream",
    ]
    for number, content in enumerate(contents):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Rotate {rotate}/Contents {first + 2 * number + 1} 0 R"
            "/Resources<</Font<</F 3 0 R>>/XObject<</P 6 0 R>>>>>>"
        )
        objects.append(_stream(content))
    return _file(objects)


def _content(page: Iterable[Mark]) -> str:
    return "\n".join(_drawn(mark) for mark in page)


def _drawn(mark: Mark) -> str:
    match mark:
        case Words(text, left, down, size):
            codes = "".join(f"{ord(character):04x}" for character in text)
            return f"BT /F {size} Tf 1 0 0 1 {left} {HEIGHT - down} Tm <{codes}> Tj ET"
        case Rule(left, top, right, bottom):
            return f"0.5 w {left} {HEIGHT - top} m {right} {HEIGHT - bottom} l S"
        case Turned(inner, degrees):
            return f"q {_TURNS[degrees]} cm {_drawn(inner)} Q"
        case Picture():
            return f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /P Do Q"


_TURNS = {
    90: f"0 -1 1 0 {WIDTH - HEIGHT} {HEIGHT}",
    180: f"-1 0 0 -1 {WIDTH} {HEIGHT}",
    270: f"0 1 -1 0 {HEIGHT} 0",
}


_TO_UNICODE = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def\n"
    "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    + "256 beginbfrange\n"
    + "\n".join(f"<{high:02x}00> <{high:02x}FF> <{high:02x}00>" for high in range(256))
    + "\nendbfrange endcmap end end"
)


def _stream(content: str) -> str:
    return f"<</Length {len(content)}>>stream\n{content}\nendstream"


def _file(objects: Sequence[str]) -> bytes:
    data, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    start = len(data)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    tail = f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer<</Size {count}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF"
    return data + tail.encode()
