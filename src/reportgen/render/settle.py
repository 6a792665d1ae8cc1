"""What no tag can say: indents that depend on the width of a text, widths of columns, where sections end.

A tag prints text; an attribute of WordprocessingML is out of its reach. These few are set afterwards, found by the style's name, so
that a template can be restyled freely.
"""

from collections.abc import Iterator, Mapping

from reportgen.package import Element, W
from reportgen.render.measure import text_width
from reportgen.render.sections import end_in_paragraph, ends_section, fold_breaks, text_area
from reportgen.render.styles import BODY_SIZE, Style
from reportgen.render.tables import set_widths
from reportgen.render.tree import properties_of, set_property, style_of, text_of
from reportgen.report import Report

Styles = Mapping[str, Style]

MARK, SIGNATURE, DATE, ANCHOR = "发文机关标志", "发文机关署名", "Date", "版记定位"
FOUR_CHARACTERS = 4 * BODY_SIZE * 10  # 成文日期右空四字, GB/T 9704-2012 clause 7.3.5.1


def settle(root: Element, report: Report, styles: Styles) -> None:
    """Sets in the filled document what depends on the report's texts."""
    body = root[0]
    fold_breaks(body)
    set_widths(body, report)
    for mark in _styled(body, styles, MARK):
        _fit(mark, styles[MARK].size)
    for signature in _styled(body, styles, SIGNATURE):
        _centre_on_date(signature, report)
    for anchor in _styled(body, styles, ANCHOR):
        _place_imprint(body, anchor, report)
    end_in_paragraph(body)


def _styled(body: Element, styles: Styles, name: str) -> Iterator[Element]:
    """The paragraphs of the style with this name."""
    if name in styles:
        yield from [p for p in body.findall(W + "p") if style_of(p) == styles[name].id]


def _fit(mark: Element, size: int) -> None:
    """Narrows the letters of a long 发文机关标志 until it stands on one line, as printers do (clause 7.2.4)."""
    needed, room = text_width(text_of(mark), size), text_area(mark)
    if needed > room:
        for run in mark.iter(W + "r"):
            set_property(properties_of(run), "w", {"val": room * 100 // needed})


def _centre_on_date(signature: Element, report: Report) -> None:
    """署名 over the middle of 成文日期 (clause 7.3.5.1), never alone on a page (7.3.5.5)."""
    assert report.letterhead is not None
    widths = (text_width(text, BODY_SIZE) for text in (report.letterhead.date, report.letterhead.signature))
    right = FOUR_CHARACTERS + (next(widths) - next(widths)) // 2
    set_property(properties_of(signature), "ind", {"right": max(0, right)})
    before = signature.getprevious()
    if before is not None and before.tag == W + "p":
        set_property(properties_of(before), "keepNext", {})


def _place_imprint(body: Element, anchor: Element, report: Report) -> None:
    """版记 floats at the foot of the page of the paragraph after it (clause 7.4.1).

    Without attachments that is the last line of the letter, and no anchor of its own is needed. A page that holds nothing but 版记 has
    no page number (7.5).
    """
    imprint = anchor.getprevious()
    assert imprint is not None
    before = imprint.getprevious()
    if not report.attachments and before is not None and before.tag == W + "p":
        before.addprevious(imprint)
        body.remove(anchor)
    elif ends_section(before) and not report.draft:
        set_property(body[-1], "titlePg", {})
