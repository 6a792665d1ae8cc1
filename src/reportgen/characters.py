"""Which characters official text may hold, and which file names every system takes.

A character is refused when a reader cannot see what a machine reads: controls, direction marks, invisible and unassigned code
points (Unicode TR 36, TR 39; CVE-2021-42574), private use (GB 18030-2022 gave the old ones real code points), look-alikes.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from itertools import accumulate

from reportgen import patterns
from reportgen.value import Value


class Kind(StrEnum):
    """What is wrong with a character."""

    CONTROL = "control"
    DIRECTION = "direction"
    INVISIBLE = "invisible"
    BREAK = "break"
    PRIVATE = "private"
    LOOKALIKE = "lookalike"
    COMPATIBLE = "compatible"
    SPACE = "space"
    TAB = "tab"
    NARROW = "narrow"
    EMOJI = "emoji"
    MOJIBAKE = "mojibake"


REFUSED = frozenset({Kind.CONTROL, Kind.DIRECTION, Kind.INVISIBLE, Kind.BREAK, Kind.PRIVATE, Kind.LOOKALIKE})
"""The kinds that may not be printed; the rest ask for a look."""


class Unfit(Value, frozen=True):
    """The characters [start, end) of a text and why they do not fit; `tidy` is what to write instead, None when only a person knows."""

    kind: Kind
    start: int
    end: int
    message: str
    hint: str
    tidy: str | None = None


_IDEOGRAPH = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_UNIFIED_AMONG_COMPATIBLE = "\ufa0e\ufa0f\ufa11\ufa13\ufa14\ufa1f\ufa21\ufa23\ufa24\ufa27-\ufa29"
_CLASSES = {
    Kind.TAB: r"\t+",
    Kind.CONTROL: r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufff9-\ufffd]+",
    Kind.BREAK: "[\x85\u2028\u2029]+",
    Kind.DIRECTION: "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+",
    Kind.INVISIBLE: "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"
    f"\U000e0000-\U000e00ff]+|(?<![{_IDEOGRAPH}])[\ufe00-\ufe0f\U000e0100-\U000e01ef]",
    Kind.SPACE: "[\u00a0\u1680\u2000-\u200a\u202f\u205f]+",
    Kind.PRIVATE: "[\ue000-\uf8ff\U000f0000-\U0010ffff]",
    Kind.LOOKALIKE: "[\u2e80-\u2ef3\u2f00-\u2fd5]",
    Kind.COMPATIBLE: f"(?![{_UNIFIED_AMONG_COMPATIBLE}])[\uf900-\ufaff\U0002f800-\U0002fa1f]",
    Kind.NARROW: "[\uff61-\uff9f\uffa1-\uffdc\uffe8-\uffee]+",
    Kind.EMOJI: "[\U0001f000-\U0001faff]+",
}
_EVERYDAY = "\n\x20-\x7e\u00a1-\u00ac\u00ae-\u00bf\u2010-\u2027\u2030-\u203f\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff5e"

_KNOWN = {
    "\x00": "空字符", "\x07": "响铃符", "\x08": "退格符", "\x0b": "多半是从 Word 粘贴来的手动换行符", "\x0c": "分页符",
    "\x7f": "删除符", "\u00ad": "软连字符", "\u200b": "零宽空格", "\u200c": "零宽非连接符", "\u200d": "零宽连接符",
    "\u200e": "从左到右标记", "\u200f": "从右到左标记", "\u202d": "从左到右强制", "\u202e": "从右到左强制，会使数字颠倒显示",
    "\u2060": "零宽不换行", "\ufeff": "零宽不换行，多半是拼接文件留下的 BOM", "\u2028": "行分隔符", "\u2029": "段分隔符",
    "\ufffd": "文字已损坏的替代符", "\u00a0": "不换行空格，多半是从网页粘贴来的", "\u3000": "全角空格",
}  # fmt: skip
_RADICALS = dict(
    zip(
        "⺟⺠⻅⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻥⻦⻨⻩⻬⻮⻰⻳⻄",
        "母民见贝车长门青页风飞食马鱼鸟麦黄齐齿龙龟西",
        strict=True,
    )
)
_GB_18030_2022 = {
    "\ue816": "𠂇", "\ue817": "𠂉", "\ue818": "𠃌", "\ue81e": "龴", "\ue826": "龵", "\ue82b": "龶", "\ue82c": "龷",
    "\ue831": "𡗗", "\ue832": "龸", "\ue83b": "𢦏", "\ue843": "龹", "\ue854": "龺", "\ue855": "𤇾", "\ue864": "龻",
}  # fmt: skip


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Any character that is not of every day, and the kinds that are unfit; made when a text first has need of them."""
    kinds = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _CLASSES.items())
    return patterns.compile(f"[^{_EVERYDAY}]"), patterns.compile(kinds)


def unfit(text: str) -> Iterator[Unfit]:
    """What does not fit in a text, in order; what is said to be mojibake comes last."""
    if text.isascii() and text.isprintable():
        return
    unusual, listing = _patterns()
    first = found = unusual.search(text)
    while found:
        listed = listing.match(text, found.start())
        kind = Kind(listed.lastgroup or "") if listed else _rare_kind(found[0])
        run = listed or found
        if kind:
            yield _explained(kind, run[0], run.start())
        found = unusual.search(text, run.end())
    yield from _mojibake(text, _FOREIGN, _GBK, shortest=2)
    if first:  # no letter of Western Europe is of every day
        yield from _mojibake(text, _WESTERN, "cp1252", shortest=1)


def _rare_kind(character: str) -> Kind | None:
    """Unassigned code points, format characters and separators that no table above names; new ideographs are let in."""
    category = unicodedata.category(character)
    if category in ("Cf", "Zl", "Zp", "Zs"):
        return Kind.INVISIBLE
    unknown = category in ("Cn", "Cs", "Cc", "Co") and not re.match(f"[{_IDEOGRAPH}]", character)
    noncharacter = ord(character) & 0xFFFE == 0xFFFE
    return Kind.CONTROL if unknown or noncharacter else None


def _explained(kind: Kind, found: str, start: int) -> Unfit:
    code = f"U+{ord(found[0]):04X}"
    known = f"（{_KNOWN[found[0]]}）" if found[0] in _KNOWN else ""
    tidy: str | None
    match kind:
        case Kind.CONTROL:
            said, hint, tidy = f"不能用的字符 {code}{known}", "删掉它；若要分段，改成空一行", ""
        case Kind.BREAK:
            said, hint, tidy = f"特殊换行符 {code}{known}", "删掉它，改用回车换行", None
        case Kind.DIRECTION:
            said, hint, tidy = f"改变书写方向的字符 {code}{known}", "删掉它", ""
        case Kind.INVISIBLE:
            said, hint, tidy = f"看不见的字符 {code}{known}", "删掉它", ""
        case Kind.SPACE:
            said, hint, tidy = f"特殊空格 {code}{known}", "改成普通空格或删掉", " "
        case Kind.TAB:
            said, hint, tidy = "制表符", "改成空格或删掉", " "
        case Kind.EMOJI:
            said, hint, tidy = f"表情符号“{found}”", "公文中一般不用，建议删掉", None
        case _:
            return _lookalike(kind, found, start, code)
    return Unfit(kind, start, start + len(found), f"有{said}", hint, tidy)


def _lookalike(kind: Kind, found: str, start: int, code: str) -> Unfit:
    usual = _usual(found)
    names = {
        Kind.PRIVATE: "自造字区的字符",
        Kind.LOOKALIKE: "部首字符",
        Kind.COMPATIBLE: "兼容汉字",
        Kind.NARROW: "半角标点",
    }
    why = "换一台电脑会显示成方框" if kind is Kind.PRIVATE else "看着像常用字，检索和核对时却认不出"
    hint = f"改成“{usual}”（U+{ord(usual[0]):04X}）" if usual else "改成规范的汉字"
    return Unfit(
        kind, start, start + len(found), f"有{names[kind]}“{found}”（{code}），{why}", hint, usual or None
    )


def _usual(found: str) -> str:
    """The everyday characters for rare forms, empty when none is known."""
    known = "".join(_RADICALS.get(c) or _GB_18030_2022.get(c, c) for c in found)
    usual = unicodedata.normalize("NFKC", known)
    return usual if usual != found else ""


_GBK = "gb18030"  # with the characters that Windows has in its GBK and Python has not (〾)
_FOREIGN = patterns.compile(r"[^\x00-\x7f]{3,}")
_WESTERN = patterns.compile(
    "[\u00c0-\u00ff][\u0080-\u00bf\u0152-\u0178\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{2}"
)

_UTF8_WORDS = patterns.compile(
    rb"(?:[\xe4-\xe9][\x80-\xbf]{2}|\xe3\x80[\x81\x82\x8a\x8b]|\xef\xbc[\x88\x89\x8c]){4,}"
)
_UTF8_ROLES = b"-" * 0x80 + b"c" * 0x40 + b"-" * 0x23 + b"h" * 7 + b"w" * 6 + b"-" * 0x10
"""What each byte is in UTF-8: h begins a hanzi, w another character as long, c goes on with one."""
_UTF8_HANZI = patterns.compile(b"hcc[hw]")


def _mojibake(text: str, pattern: re.Pattern[str], encoding: str, shortest: int) -> Iterator[Unfit]:
    """UTF-8 that was once read as GBK or Windows-1252 and saved again (鍚夋灄 for 吉林)."""
    if not (pattern.search(text) and _holds_utf8(text.encode(encoding, "replace"))):
        return
    for match in pattern.finditer(text):
        if meant := _recovered(match[0], encoding, shortest):
            yield _misread(match[0], match.start(), meant)
        elif encoding == _GBK:
            yield from _within(match[0], match.start())


def _holds_utf8(data: bytes) -> bool:
    return bool(_UTF8_HANZI.search(data.translate(_UTF8_ROLES)))


def _misread(found: str, start: int, meant: str) -> Unfit:
    hint = f"原文可能是“{meant[:12]}”，请从原稿重新粘贴"
    return Unfit(Kind.MOJIBAKE, start, start + len(found), f"“{found[:12]}”疑似乱码", hint)


def _within(found: str, start: int) -> Iterator[Unfit]:
    """Misread words with sound ones beside them, or that lost a byte where they end."""
    data = found.encode(_GBK, "replace")
    ends = list(accumulate(len(character.encode(_GBK, "replace")) for character in found))
    for match in _UTF8_WORDS.finditer(data):
        first, last = bisect_right(ends, match.start()), bisect_left(ends, match.end())
        yield _misread(found[first : last + 1], start + first, match[0].decode())


def _recovered(found: str, encoding: str, shortest: int) -> str:
    """What the text was before it was misread, empty when it reads as nothing else."""
    try:
        data = found.encode(encoding)
    except UnicodeEncodeError:
        return ""
    meant = data.decode("utf-8", "ignore")
    lost = len(data) - len(meant.encode())
    return (
        meant
        if lost <= 2 and len(meant) >= shortest and re.fullmatch(f"[{_IDEOGRAPH}，。、（）《》“”]+", meant)
        else ""
    )


MOST_IN_NAME = 80
_DEVICE = patterns.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])(?:\.|$)", re.IGNORECASE)
_NOT_IN_NAMES = patterns.compile(r'[<>:"/\\|?*\x00-\x1f]')
_SLASHES = patterns.compile(
    r"[/\\]"
)  # a full-width slash folds to one; the colon and question mark of a Chinese title stay what they are


def unsafe_name(name: str) -> str:
    """Why some system would not take a file or folder name, in Chinese; empty when all would.

    The same answer on every system (Windows' rules as in CPython's ntpath.isreserved). Twins are told by `folded`.
    """
    if not name or name.startswith("."):
        return "不能为空或以点开头"
    plain = unicodedata.normalize("NFKC", name)
    if found := _NOT_IN_NAMES.search(name) or _SLASHES.search(plain):
        return f"不能有“{found[0]}”" if found[0].isprintable() else "不能有换行等控制字符"
    if _DEVICE.match(plain):
        return f"“{name}”是 Windows 保留的设备名"
    if name[-1] in ". " or name[0] == " ":
        return "不能以空格开头，也不能以点或空格结尾"
    if name.startswith("~$"):
        return "“~$”开头的是 Word 的临时文件"
    if len(name) > MOST_IN_NAME:
        return f"超过 {MOST_IN_NAME} 个字"
    if name != unicodedata.normalize("NFC", name):
        return "含有拆开的字母（NFD），不同电脑上会认成两个文件"
    bad = next((u for u in unfit(name) if u.kind in REFUSED), None)
    return bad.message if bad else ""


def folded(name: str) -> str:
    """What names share that some system takes for one file: case and Unicode forms folded."""
    return unicodedata.normalize("NFKC", name).casefold()


def unspaced(text: str) -> str:
    """A text as texts of pages are compared: compatibility forms unified, blanks left out (a PDF shows blanks that nobody typed)."""
    return "".join(unicodedata.normalize("NFKC", text).split())
