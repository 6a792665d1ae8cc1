"""What a letter still waits for (【待补：成文日期】) is marked in yellow, as figures are; the tags that print its elements know no runs."""

from collections.abc import Iterator
from copy import deepcopy

from reportgen import patterns
from reportgen.package import XML_SPACE, Element, W
from reportgen.render.body import Body
from reportgen.render.tree import properties_of, set_property
from reportgen.report import TO_FILL_IN

_WAITING = patterns.compile(f"({TO_FILL_IN}[^】]*】)")


def highlight_waiting(body: Body) -> None:
    """Marks what is waited for, wherever the template prints it, and no word beside it."""
    for piece in body.pieces:
        if TO_FILL_IN in piece.text:
            for run in tuple(piece.tree.iter(W + "r")):
                for part in _parts(run):
                    run.addprevious(part)
                if (parent := run.getparent()) is not None:
                    parent.remove(run)


def _parts(run: Element) -> Iterator[Element]:
    """A run's words, tabs and whatever else it holds, each in a run of its own like it."""
    properties = properties_of(run)
    for child in tuple(run)[1:]:
        for content in _contents(child) if child.tag == W + "t" else (child,):
            part = run.makeelement(W + "r")
            part.extend((deepcopy(properties), content))
            if _WAITING.fullmatch(content.text or ""):
                set_property(properties_of(part), "highlight", {"val": "yellow"})
            yield part


def _contents(words: Element) -> Iterator[Element]:
    """Words, cut before and after what is waited for."""
    for text in filter(None, _WAITING.split(words.text or "")):
        content = words.makeelement(W + "t", {XML_SPACE: "preserve"})
        content.text = text
        yield content
