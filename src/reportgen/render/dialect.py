"""From a template's parts to Python source, by docxtpl's own translation and Jinja's own compiler: the only door to docxtpl.

The dialect stays docxtpl's ({%p for … %}, {%tr …%}, {%tc …%}, {%r …%}): its `patch_xml` does the translation. Its renderer is not
used, because it parses what it wrote with lxml's `recover` and so turns `5<6` into `56`; here every value is escaped, and what can be
printed is judged before (`level`).
"""

import re
from collections.abc import Mapping
from io import BytesIO

from docxtpl import DocxTemplate

from reportgen import patterns
from reportgen.package import MAIN_PART, parse_xml, to_xml
from reportgen.render.compiler import to_python
from reportgen.render.tables import complete_tables
from reportgen.render.tags import templated_parts

_SPENT = patterns.compile(
    r"<w:r(?: [^>]*)?>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t(?: [^>]*)?></w:t></w:r>"
)
"""The empty runs docxtpl leaves on either side of a {%r %} tag."""
_UNSEEN = patterns.compile(
    r' w14:(?:paraId|textId)="[^"]*"|<w:(?:bookmarkStart|bookmarkEnd|proofErr) [^>]*/>|<!--.*?-->|<\?(?!xml ).*?\?>',
    re.DOTALL,
)
"""The marks Word leaves for itself, comments and instructions to programs."""


def translated(data: bytes, parts: Mapping[str, bytes]) -> tuple[dict[str, str], dict[str, bytes]]:
    """The Python source of each part with tags, and the bytes of headers and footers without."""
    docxtpl = DocxTemplate(BytesIO(data))
    patched = {
        name: _SPENT.sub("", docxtpl.patch_xml(_cleared(parts[name]))) for name in templated_parts(parts)
    }
    tagged = {
        name: to_python(source) for name, source in patched.items() if name == MAIN_PART or _has_tags(source)
    }
    plain = {
        name: to_xml(parse_xml(source.encode())) for name, source in patched.items() if name not in tagged
    }
    return tagged, plain


def _has_tags(source: str) -> bool:
    return "{{" in source or "{%" in source


def _cleared(part: bytes) -> str:
    """A part with its tables complete, and without what nobody sees: inside a loop the ids of Word's marks would repeat, which Word
    calls a damaged file."""
    root = parse_xml(part)
    complete_tables(root)
    return _UNSEEN.sub("", to_xml(root).decode())
