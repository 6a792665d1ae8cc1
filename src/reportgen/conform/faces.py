"""What a paragraph is really set in, held against what its clause asks for."""

from collections.abc import Iterable, Iterator, Sequence

from reportgen.conform.docx import Letters, Paragraph
from reportgen.conform.lengths import size_said
from reportgen.conformity import Measurements, faults_or, listed, met, unmet
from reportgen.typefaces import LATIN, NAMES

_SLOT_SAID = {"ascii": "数字和字母", "hAnsi": "引号等符号", "eastAsia": "汉字"}


def wrong_faces(
    paragraph: Paragraph, face: str, *, runs: Iterable[Letters] | None = None, latin: bool = True
) -> Iterator[str]:
    """What of a paragraph is not set in a face: which characters, and in what instead. `latin` lets digits be Times New Roman."""
    for run in paragraph.runs if runs is None else runs:
        for slot, characters in run.by_slot():
            font = run.font(slot)
            narrow = slot == "ascii" or (slot == "hAnsi" and all(c.isalnum() for c in characters))
            official = font in NAMES[face] or (latin and narrow and font == LATIN)
            if official and slot not in run.themed:  # a theme's font changes with the theme
                continue
            theme = "（主题字体）" if slot in run.themed else ""
            yield f"{_SLOT_SAID[slot]}{_part(paragraph, run)}为{font or '未指定字体'}{theme}"


def wrong_size(paragraph: Paragraph, size: int, runs: Iterable[Letters] | None = None) -> Iterator[str]:
    """The sizes of a paragraph's text that are not `size` half-points."""
    for run in paragraph.runs if runs is None else runs:
        if run.text.strip() and run.size != size:
            yield f"字号{_part(paragraph, run)}为{size_said(run.size)}"


def _part(paragraph: Paragraph, run: Letters) -> str:
    """The words of a run, where they are only a part of their paragraph."""
    words = run.text.strip()
    return f"“{words[:6]}”" if len(words) < len(paragraph.words) else ""


def typed(paragraphs: Sequence[Paragraph], face: str, size: int, said: str) -> Measurements:
    """Judges paragraphs that must all be in one face and size (in half-points), by `said` where they are. Nothing for none."""
    if paragraphs:
        faults = (fault for p in paragraphs for fault in wrong_type(p, face, size))
        yield from faults_or(faults, met(said, paragraphs[0].line))


def wrong_type(
    paragraph: Paragraph, face: str, size: int, *, runs: Sequence[Letters] | None = None, latin: bool = True
) -> Measurements:
    """One fault for a paragraph, or some of its runs, not wholly in a face and a size in half-points."""
    wrong = [*wrong_faces(paragraph, face, runs=runs, latin=latin), *wrong_size(paragraph, size, runs)]
    if wrong:
        yield unmet(listed(wrong[:3]), paragraph.line)
