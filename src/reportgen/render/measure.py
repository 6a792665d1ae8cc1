"""How wide a text stands on the page, in twips; enough to centre one line on another, not to break lines."""

from unicodedata import east_asian_width

TWIPS_PER_HALF_POINT = 10


def text_width(text: str, size: int) -> int:
    """Width of a text in 仿宋 or 小标宋 of `size` half-points: a Chinese character is one em, a digit half, with the quarter em
    Word puts between the two kinds."""
    em = size * TWIPS_PER_HALF_POINT
    if text.isascii():  # as figures are
        return len(text) * (em // 2)
    kinds = [is_wide(character) for character in text]
    if len(set(kinds)) < 2:
        return len(text) * (em if all(kinds) else em // 2)
    seams = sum(
        a != b and left.isalnum() and right.isalnum()
        for (a, left), (b, right) in zip(
            zip(kinds, text, strict=True), zip(kinds[1:], text[1:], strict=True), strict=False
        )
    )
    return sum(em if wide else em // 2 for wide in kinds) + seams * em // 4


def is_wide(character: str) -> bool:
    """Whether a Chinese font sets the character on a full em; quotes and dashes (class A) count, as they print in the Chinese font."""
    return east_asian_width(character) in "WFA"
