"""OOXML packages: the gate they enter by, the zip they leave as, and their XML. The only door to lxml and zipfile.

What is read here may come from anyone: sizes are judged before anything is unpacked, and XML is parsed without entities, without the
network, and without lxml's silent repair (`recover`), which would turn bad XML into missing text.
"""

from reportgen.package.gate import read_parts, read_workbook
from reportgen.package.refusal import RESAVE, Refusal
from reportgen.package.related import Related, related
from reportgen.package.whole import MAX_PACKED
from reportgen.package.xml import (
    RELATIONSHIP,
    XML_SPACE,
    XMLNS_W,
    Element,
    W,
    XmlError,
    core_properties,
    inner_xml,
    known_to_xml,
    local_name,
    parse_xml,
    to_xml,
)
from reportgen.package.zip import MAIN_PART, MAIN_RELATIONSHIPS, Packed, pack, write_package

__all__ = [
    "MAIN_PART",
    "MAIN_RELATIONSHIPS",
    "MAX_PACKED",
    "RELATIONSHIP",
    "RESAVE",
    "XMLNS_W",
    "XML_SPACE",
    "Element",
    "Packed",
    "Refusal",
    "Related",
    "W",
    "XmlError",
    "core_properties",
    "inner_xml",
    "known_to_xml",
    "local_name",
    "pack",
    "parse_xml",
    "read_parts",
    "read_workbook",
    "related",
    "to_xml",
    "write_package",
]
