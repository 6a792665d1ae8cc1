"""The XML of a package's parts, parsed strictly: no entities, no network, no repair."""

from functools import cache
from html import escape

from lxml import etree

from reportgen import patterns

Element = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
XMLNS_W = f'xmlns:w="{W[1:-1]}"'
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

_CORE = """<?xml version='1.0' encoding='UTF-8' standalone='yes'?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"\
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator></cp:coreProperties>"""
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_UNKNOWN = patterns.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class XmlError(ValueError):
    """XML that is not well formed; the message names the parser's complaint and line."""


def parse_xml(data: bytes) -> Element:
    """The root of a part. Raises XmlError for XML that is not well formed or has a document type."""
    if has_doctype(data):
        raise XmlError("a part of a document has no document type")
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        raise XmlError(str(error)) from None
    return root


@cache
def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, collect_ids=False
    )


def has_doctype(data: bytes) -> bool:
    """Whether a part declares a document type, the door to entities; no honest part does."""
    return b"!" in data and any(doctype in data for doctype in _DOCTYPES)  # a byte is found much sooner


def known_to_xml(text: str) -> str:
    """A text with U+FFFD in place of characters XML does not know (XML 1.0, 2.2)."""
    return _UNKNOWN.sub("\ufffd", text)


def to_xml(root: Element) -> bytes:
    """A part's bytes, as Word writes them."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def inner_xml(element: Element) -> str:
    """What stands between the tags of an element, as text."""
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    return text[text.index(">") + 1 : text.rindex("<")]


def local_name(element: Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def core_properties(title: str, creator: str) -> bytes:
    """docProps/core.xml with title and creator, and neither clock nor host."""
    return _CORE.format(title=escape(title, quote=False), creator=escape(creator, quote=False)).encode()
