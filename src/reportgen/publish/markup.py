"""Markup: where texts become HTML, escaped, and HTML a page of its own."""

from base64 import b64encode
from hashlib import sha256
from html import escape
from pathlib import Path

from reportgen.value import spelt

_LOOK = Path(__file__).with_name("look")

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


def page(title: str, policy: str, style: str, body: MarkupText) -> bytes:
    """A page in one file. Nothing is fetched; `policy` says what in it takes effect (Content Security Policy, Level 2)."""
    lines = (
        "<!DOCTYPE html>",
        '<html lang="zh-CN"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; {policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        element("title", words(title)),
        f"<style>{style}</style></head>",
        f"<body>{body}</body></html>",
        "",
    )
    return spelt("\n".join(lines)).encode()


def look(name: str) -> str:
    """A stylesheet or a script of ours."""
    return (_LOOK / name).read_text(encoding="utf-8")


def digest_of(content: str) -> str:
    """The source expression that lets just this style or script take effect."""
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"
