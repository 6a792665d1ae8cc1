"""版头 and 版记 out of `letter:` (GB/T 9704-2012, 7.2, 7.3.2, 7.3.5, 7.4)."""

from collections.abc import Mapping

from reportgen.compose.lines import Runs, plain
from reportgen.compose.narration import pending
from reportgen.content import ISSUER, LetterField
from reportgen.report import Letterhead, Run

_ABOUT = "关于"


def letterhead(letter: Mapping[str, LetterField]) -> Letterhead:
    """The elements of a letter as printed; what the writer left out is empty, or follows from what he wrote."""
    return Letterhead(
        issuers=issuers(letter),
        number=_text(letter, "发文字号"),
        signers=_values(letter, "签发人"),
        recipient=_closed(_text(letter, "主送机关", "、"), "："),
        date=_text(letter, "成文日期"),
        note=_bracketed(_text(letter, "附注", "；")),
        copies=_closed(_text(letter, "抄送", "，"), "。"),
        printer=_text(letter, "印发机关") or " ".join(issuers(letter)[:1]),
        print_date=_text(letter, "印发日期") or _text(letter, "成文日期"),
        serial=_text(letter, "份号"),
        secrecy=_text(letter, "密级"),
        urgency=_text(letter, "紧急程度"),
        waiting=tuple(pending(name).text for name, field in letter.items() if field.pending),
    )


def issuers(letter: Mapping[str, LetterField]) -> tuple[str, ...]:
    """发文机关, the main one first; several for a joint issue."""
    return _values(letter, ISSUER)


def letter_title(title: Runs, letter: Mapping[str, LetterField]) -> Runs:
    """The title with its issuers before 关于: 机关 + 事由 + 文种 (党政机关公文处理工作条例, art. 9)."""
    return (Run(" ".join(issuers(letter))), *title) if letter and plain(title).startswith(_ABOUT) else title


def _values(letter: Mapping[str, LetterField], name: str) -> tuple[str, ...]:
    field = letter.get(name)
    if field is None:
        return ()
    return (pending(name).text,) if field.pending else field.values


def _text(letter: Mapping[str, LetterField], name: str, joiner: str = "") -> str:
    return joiner.join(_values(letter, name)).strip()


def _closed(text: str, end: str) -> str:
    return text.rstrip("：:。.，,；;") + end if text else ""


def _bracketed(text: str) -> str:
    return text if not text or text[0] in "（(" else f"（{text}）"
