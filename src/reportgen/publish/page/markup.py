"""Markup: the only place where texts become HTML, escaped."""

from html import escape

MarkupText = str
"""A text that is HTML already."""


def element(tag: str, inner: MarkupText = "", **attributes: str | None) -> MarkupText:
    """An element; an attribute None is left out, `class_` is class, `data_f` is data-f."""
    said = "".join(
        [
            f' {name.rstrip("_").replace("_", "-")}="{escape(value)}"'
            for name, value in attributes.items()
            if value is not None
        ]
    )
    return f"<{tag}{said}>{inner}</{tag}>"


def words(text: str) -> MarkupText:
    """A text as HTML."""
    return escape(text, quote=False)
