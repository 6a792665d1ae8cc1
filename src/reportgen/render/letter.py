"""The elements of an official letter whose place depends on their neighbours: 发文机关标志, 署名, 版记."""

from collections.abc import Mapping

from reportgen.package import Element, W
from reportgen.render.imprint import place_imprint
from reportgen.render.measure import text_width
from reportgen.render.sections import area_width
from reportgen.render.styles import BODY_SIZE, Style
from reportgen.render.tree import properties_of, set_property, style_of, text_of

Styles = Mapping[str, Style]

MARK, SECRECY_ALONE, SIGNATURE, ANCHOR = "发文机关标志", "密级（无份号）", "发文机关署名", "版记定位"
MARK_TOP = 1984  # twips: 35 mm below the top of the text area, GB/T 9704-2012 clause 7.2.4
LINE = 579  # twips: one of 22 lines on a page, clause 5.2.3
FOUR_CHARACTERS = 4 * BODY_SIZE * 10  # 成文日期右空四字, clause 7.3.5.1


def settle_letter(body: Element, styles: Styles, draft: bool) -> None:
    """Places what stands in the styles of a letter; a body without them is left alone."""
    if not {MARK, SIGNATURE, ANCHOR} & styles.keys():
        return
    names = {style.id: name for name, style in styles.items()}
    for paragraph in body.findall(W + "p"):
        name = names.get(style_of(paragraph))
        if name == MARK:
            _fit(paragraph, styles[MARK].size)
            _raise(paragraph, names)
        elif name == SIGNATURE:
            _centre_on_date(paragraph)
        elif name == ANCHOR:
            place_imprint(paragraph, styles, draft)


def _fit(mark: Element, size: int) -> None:
    """Narrows the letters of a long 发文机关标志 until it stands on one line, as printers do (7.2.4)."""
    needed, room = text_width(text_of(mark), size), area_width(mark)
    if needed > room:
        for run in mark.iter(W + "r"):
            set_property(properties_of(run), "w", {"val": room * 100 // needed})


def _raise(mark: Element, names: Mapping[str, str]) -> None:
    """Keeps 发文机关标志 at its height under 份号, 密级 and 紧急程度, a line each; 密级 is always the second (7.2.1-7.2.3)."""
    above = [names.get(style_of(paragraph)) for paragraph in mark.itersiblings(W + "p", preceding=True)]
    if above:
        lines = len(above) + above.count(SECRECY_ALONE)
        set_property(properties_of(mark), "spacing", {"before": MARK_TOP - lines * LINE})


def _centre_on_date(signature: Element) -> None:
    """署名 over the middle of 成文日期 (7.3.5.1), never alone on a page (7.3.5.5)."""
    date, before = signature.getnext(), signature.getprevious()
    if date is not None:
        overhang = text_width(text_of(signature), BODY_SIZE) - text_width(text_of(date), BODY_SIZE)
        set_property(properties_of(signature), "ind", {"right": max(0, FOUR_CHARACTERS - overhang // 2)})
    if before is not None and before.tag == W + "p":
        set_property(properties_of(before), "keepNext", {})
