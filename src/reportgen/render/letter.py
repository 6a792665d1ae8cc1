"""The elements of an official letter whose place depends on their neighbours: 发文机关标志, 署名, 版记."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile

from reportgen import patterns
from reportgen.package import Element, W
from reportgen.render.body import Body, Piece
from reportgen.render.imprint import place_imprint
from reportgen.render.joint import sized_mark, stack
from reportgen.render.measure import TWIPS_PER_HALF_POINT, text_width
from reportgen.render.sections import area_widths
from reportgen.render.signers import place_signers
from reportgen.render.styles import BODY_SIZE, Style
from reportgen.render.tree import change_spacing, properties_of, set_property, text_of

Styles = Mapping[str, Style]

MARK, JOINT_MARK, SECRECY_ALONE = "发文机关标志", "发文机关标志（联合行文）", "密级（无份号）"
NUMBER, COPIES, PRINTER = "发文字号", "抄送机关", "印发机关和印发日期"
TEXT, SIGNATURE, ANCHOR = "Body Text", "发文机关署名", "版记定位"
TEXTS = {TEXT.lower(), *(f"heading {level}" for level in range(1, 5))}
MARK_TOP = 1984  # twips: 35 mm below the top of the text area, GB/T 9704-2012 clause 7.2.4
LINES, LINE = 22, 579  # of a page, and the twips of each, clause 5.2.3
RULE = 227  # twips: 红色分隔线 4 mm below 发文字号, clause 7.2.7
FOUR_CHARACTERS = 4 * BODY_SIZE * 10  # 成文日期右空四字, clause 7.3.5.1
_STYLE = patterns.compile('<w:pStyle w:val="([^"]*)"')


def settle_letter(body: Body, styles: Styles) -> None:
    """Places what stands in the styles of a letter; a body without them is left alone."""
    if not {MARK, SIGNATURE, ANCHOR} & styles.keys():
        return
    names = {style.id: name for name, style in styles.items()}
    place_signers(body, styles)
    _place_signatures([piece for piece in body.pieces if names.get(piece.style) == SIGNATURE], body)
    _keep_with_signature(body, names)
    for piece in tuple(body.pieces):
        name = _name(piece, names)
        if name in (MARK, JOINT_MARK):
            _place_mark(piece, body, names, styles)
        elif name in (NUMBER, COPIES, PRINTER):
            _fit_sides(piece, area_widths(body)[body.pieces.index(piece)], names, styles)
        elif name == ANCHOR:
            place_imprint(body, body.pieces.index(piece))


def _place_mark(piece: Piece, body: Body, names: Mapping[str, str], styles: Styles) -> None:
    place = body.pieces.index(piece)
    room = area_widths(body)[place]
    if piece.is_table:
        height = _height_left(body.pieces[place + 1 :], names, room)
        body.pieces[place] = piece = sized_mark(piece, styles[JOINT_MARK].size, room, height)
    else:
        _fit(piece.tree, styles[MARK].size, room)
    _raise(piece, body.pieces[:place], names)


def _name(piece: Piece, names: Mapping[str, str]) -> str | None:
    """The name of a paragraph's style; of a table that of its first paragraph's."""
    if not piece.is_table:
        return names.get(piece.style)
    found = _STYLE.search(piece.text)
    return names.get(found[1]) if found else None


def _fit(line: Element, size: int, room: int) -> None:
    """Narrows the letters of a long 发文机关标志 until it stands on one line, as printers do (7.2.4)."""
    needed = text_width(text_of(line), size)
    if needed > room:
        for run in line.iter(W + "r"):
            set_property(properties_of(run), "w", {"val": room * 100 // needed})


def _fit_sides(piece: Piece, room: int, names: Mapping[str, str], styles: Styles) -> None:
    """The same for lines with a text at either side, 发文字号 and 签发人, 印发机关 and 印发日期: a character stays free left, right and
    between them."""
    for line in piece.tree.iter(W + "p"):
        style = line.find(f"{W}pPr/{W}pStyle")
        name = "" if style is None else names.get(style.get(W + "val", ""), "")
        if name in (NUMBER, PRINTER):
            size = styles[name].size
            _fit(line, size, room - 3 * size * TWIPS_PER_HALF_POINT)


def _raise(mark: Piece, above: Iterable[Piece], names: Mapping[str, str]) -> None:
    """Keeps 发文机关标志 at its height under 份号, 密级 and 紧急程度, a line each; 密级 is always the second (7.2.1-7.2.3)."""
    lines = [1 + (names.get(piece.style) == SECRECY_ALONE) for piece in above if piece.is_paragraph]
    if lines:
        for paragraph in mark.tree.iter(W + "p"):
            change_spacing(paragraph, {"before": MARK_TOP - sum(lines) * LINE})


def _height_left(below: Iterable[Piece], names: Mapping[str, str], room: int) -> int:
    """What is left for 发文机关标志 of the first page, which must show text (7.3.3): beside the lines down to the text, the blank ones
    (two before the number, two before the title, one after it), and one of text."""
    heads = takewhile(lambda piece: names.get(piece.style, "").lower() not in TEXTS, below)
    lines = 6 + sum(-(-text_width(piece.words, BODY_SIZE) // room) for piece in heads)
    return LINES * LINE - MARK_TOP - RULE - lines * LINE


def _place_signatures(signatures: Sequence[Piece], body: Body) -> None:
    """署名 by 成文日期, which follows it (7.3.5.1, 7.3.5.2); where a template has something else there, it is left alone."""
    if not signatures:
        return
    date = body.pieces[body.pieces.index(signatures[-1]) + 1]
    if not date.is_paragraph:
        return
    if len(signatures) == 1:
        _centre_on(date, signatures[0])
    else:
        stack(signatures, date)


def _keep_with_signature(body: Body, names: Mapping[str, str]) -> None:
    """署名 never alone on a page (7.3.5.5); but where the text is one paragraph, which LibreOffice would move as a whole, the first page
    shows text before all else (7.3.3)."""
    found = [names.get(piece.style) for piece in body.pieces]
    above = found[: found.index(SIGNATURE)] if SIGNATURE in found else []
    *before, last = above or [None]
    piece = body.pieces[len(before)]
    if last and piece.is_paragraph and (last != TEXT or TEXT in before):
        set_property(properties_of(piece.tree), "keepNext", {})


def _centre_on(date: Piece, signature: Piece) -> None:
    """署名 over the middle of 成文日期 (7.3.5.1); one too long for that ends with the text, and the date moves under its middle."""
    overhang = text_width(signature.words, BODY_SIZE) - text_width(date.words, BODY_SIZE)
    right = FOUR_CHARACTERS - overhang // 2
    set_property(properties_of(signature.tree), "ind", {"right": max(0, right)})
    if right < 0:
        set_property(properties_of(date.tree), "ind", {"rightChars": 0, "right": overhang // 2})
