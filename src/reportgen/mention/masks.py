"""What looks like a figure and is none: dates, document numbers, ordinals, names, titles.

Everything here keeps the length of the text, so that a place in the plain text is a place in the source.
"""

import re

from reportgen import patterns
from reportgen.quantity import MOST_DIGITS

_WIDE = "０１２３４５６７８９．％﹪＋－−﹣（）：；！？\u00a0\u3000\t＜＞"
_PLAIN = dict(zip(_WIDE, "0123456789.%%+---():;!?   <>", strict=True))
_NOT_PLAIN = patterns.compile(f"[{_WIDE}]")
MASK = "\u25a1"

_MASKED = patterns.compile(
    r"(?=[《〔\[(【\d\s第附表图专A-Za-z“])(?:"  # what one may begin with: most characters need no closer look
    + "|".join(
        (
            r"《[^《》]{1,80}》",  # titles
            r"[〔\[(【]\s*+\d{4}\s*+[〕\])】]\s*+第?\s*+\d+\s*+号",  # document numbers
            r"\d+\s*+/?\s*+号(?:文|令|公告|楼|线|院)",
            r"\d{4}\s*+[-—–~至到]+\s*+\d{4}\s*+(?:学?年(?:度|期间|底|末|初)?)?(?![\d.,])(?!\s*+[万亿元个项%])",  # 2021-2023年
            r"\d{4}\s*+年?\s*+[-—–~至到]+\s*+\d{4}\s*+年(?:度)?",
            r"(?<![\d.])(?:19|20)\d{2}\s*+(?:年(?:度|底|末|初|中|代)?|[./-]\d{1,2}[./-]\d{1,2}日?)(?:\s*+\d{1,2}\s*+月)?"
            r"(?:\s*+\d{1,2}\s*+日)?",
            r"\d{1,2}\s*+月?份?\s*+[-—–~至到、和]+\s*+\d{1,2}\s*+月(?:份|底|末|初|中旬|上旬|下旬)?(?:\s*+\d{1,2}\s*+日)?",
            r"\d{1,2}\s*+月(?!度)(?:份|底|末|初|中旬|上旬|下旬)?(?:\s*+\d{1,2}\s*+日)?(?=\D|$)",
            r"(?<![\d.])\d{1,2}\s*+日(?=[前起止,，、。上下至-]|\s*+\d)",
            r"\d{1,2}\s*+[:]\s*+\d{2}(?!\d)",
            r"第\s*+\d+(?:\s*+[-—~至、]\s*+\d+)*\s*+(?=[^\d\s])",
            r"(?:附件|附表|附图|表|图|专栏)\s*+\d+(?:[-.]\d+)*(?:\s*+[、,，和至-]\s*+\d+)*(?=[^\d.%]|$)",
            r"\d+\s*+\+\s*+(?:\d+|[A-Za-z])(?:\s*+\+\s*+(?:\d+|[A-Za-z]))*",  # 1+8
            r"(?<![A-Za-z])[A-Za-z][A-Za-z0-9_.&/-]*\d[A-Za-z0-9_.-]*",  # A2, JC904-4
            r"\d+(?:\.\d+)?[A-Za-z]{1,}[A-Za-z0-9]*",  # 5G, 24h
            r"(?<![\d.])\d+(?:\.\d+)+\s*+(?:系统|版)",
            r"\d{5,}-\d{3,}|\d{3,4}-\d{7,8}|(?<!\d)1\d{10}(?!\d)",  # telephone numbers
            r"“[^“”]{0,3}\d+[^“”]{0,12}”(?:工程|行动|计划|模式|机制|战略|规划|体系|政策|文件)",
            r"\d+\s*+年期",
            r"(?<=[(（])\s*+\d{1,2}\s*+(?=[)）])",  # (1) as an enumerator
        )
    )
    + ")"
)
NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])|\d+(?:\.\d+)?"
_LONG = patterns.compile(rf"(?=[\d,.]{{{MOST_DIGITS + 1}}})(?:{NUMBER})")
_MANY_DIGITS = patterns.compile(rf"\d[\d,.]{{{MOST_DIGITS}}}")
"""How a number of more digits than any amount begins, which is found much sooner than the whole number."""
_ENUMERATOR = patterns.compile(r"^[\s#*>-]*(?:\d{1,2}(?:\.\d{1,2})*\s*[.、．](?!\d)|\d{1,2}(?:\.\d{1,2})+\s)")
_INLINE_ENUMERATOR = patterns.compile(r"(?<=[。；;:)）\]】*])\s*\d{1,2}\s*(?:、|\.(?!\d))")


def plain(text: str) -> str:
    """The text with full-width digits, signs and brackets in ASCII form and every space a blank; same length."""
    return _NOT_PLAIN.sub(lambda match: _PLAIN[match[0]], text)


def masked(text: str) -> str:
    """A plain text in which everything that is not a figure though it has digits is blotted out; same length."""
    if _MANY_DIGITS.search(text):
        text = _LONG.sub(_too_long, text)
    for pattern in (_ENUMERATOR, _INLINE_ENUMERATOR, _MASKED):
        text = pattern.sub(_blotted, text)
    return text


def _too_long(number: re.Match[str]) -> str:
    """Bar codes and keys have more digits than any amount."""
    return _blotted(number) if sum(map(str.isdigit, number[0])) > MOST_DIGITS else number[0]


def _blotted(match: re.Match[str]) -> str:
    return MASK * len(match[0])
