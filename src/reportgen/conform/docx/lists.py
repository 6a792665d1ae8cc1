"""The indents that automatic numbering gives a paragraph; what it prints before it, `reportgen.word` knows."""

from collections.abc import Mapping

from reportgen.conform.docx.properties import Properties, properties, whole_number
from reportgen.package import Element, W
from reportgen.word.names import value

Lists = Mapping[str, Mapping[int, Properties]]


def read_lists(root: Element | None) -> Lists:
    """The paragraph properties of each level of the lists of word/numbering.xml, by number id."""
    if root is None:
        return {}
    drawn = {
        a.get(W + "abstractNumId", ""): {
            whole_number(level.get(W + "ilvl")): properties(level.find(W + "pPr"))
            for level in a.findall(W + "lvl")
        }
        for a in root.findall(W + "abstractNum")
    }
    return {
        n.get(W + "numId", ""): drawn.get(value(n, "abstractNumId") or "", {})
        for n in root.findall(W + "num")
    }


def level_of(lists: Lists, numbering: Mapping[str, str]) -> Properties:
    """What the level a w:numPr names sets; nothing for numId 0, which takes a paragraph out of its style's list."""
    return lists.get(numbering.get("numId", ""), {}).get(whole_number(numbering.get("ilvl")), {})
