"""A page of a PDF as drawn: places in points from its upper left corner, heights growing downwards."""

from reportgen.value import Value, replace


class Box(Value, frozen=True):
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


class Glyph(Value, frozen=True):
    """A character where it is printed. `quarter` is how many quarters of a circle it is turned clockwise, `spaced` says that a blank was
    typed before it; how far its foot stands from the top of the page, its size and its colour (RRGGBB) are known where they were asked
    for."""

    text: str
    box: Box
    quarter: int = 0
    spaced: bool = False
    baseline: float = 0.0
    size: float = 0.0
    color: str = ""


class Rule(Value, frozen=True):
    """A ruled line: a stroke, which has no height or no width, or a thin area; the edges of another area have no thickness."""

    box: Box
    thickness: float
    color: str


class Page(Value, frozen=True):
    """A page's number from 1, its size, its characters in the file's order, its ruled lines, and whether it is but a picture."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    scanned: bool = False


def turned(page: Page, quarters: int) -> Page:
    """The page with what is turned clockwise by so many quarters of a circle upright; baselines are left as they are."""
    for _ in range(quarters):
        glyphs = (replace(one, box=_turned(one.box, page), quarter=one.quarter - 1) for one in page.glyphs)
        rules = (replace(rule, box=_turned(rule.box, page)) for rule in page.rules)
        page = replace(page, width=page.height, height=page.width, glyphs=tuple(glyphs), rules=tuple(rules))
    return page


def _turned(box: Box, page: Page) -> Box:
    return Box(box.top, page.width - box.right, box.bottom, page.width - box.left)
