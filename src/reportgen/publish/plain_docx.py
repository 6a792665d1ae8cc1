"""The plainest Word file: a paragraph for each line of a text, every character at its place."""

from collections.abc import Mapping
from xml.sax.saxutils import escape

from reportgen.package import MAIN_PART, MAIN_RELATIONSHIPS, XMLNS_W, known_to_xml

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_KINDS = {
    "document": (MAIN_PART, f"{_WORD}document.main+xml"),
    "styles": ("word/styles.xml", f"{_WORD}styles+xml"),
    "settings": ("word/settings.xml", f"{_WORD}settings+xml"),
    "fontTable": ("word/fontTable.xml", f"{_WORD}fontTable+xml"),
    "theme": ("word/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml"),
}
"""The parts Word writes at the least, by relationship: name and content type."""

_STYLES = f"""<w:styles {XMLNS_W}><w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="Times New Roman" w:eastAsia="宋体" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>
<w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:line="360" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:qFormat/></w:style></w:styles>"""
_PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800" '
    'w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
)
_SETTINGS = f'<w:settings {XMLNS_W}><w:zoom w:percent="100"/></w:settings>'
_FONTS = (
    f'<w:fonts {XMLNS_W}><w:font w:name="宋体"><w:charset w:val="86"/></w:font>'
    '<w:font w:name="Times New Roman"><w:charset w:val="00"/></w:font></w:fonts>'
)
_SLOTS = ("dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")


def plain_parts(text: str) -> dict[str, bytes]:
    """The parts of a Word file that reads as `text`; a character XML does not know stands as U+FFFD."""
    lines = known_to_xml(text.replace("\r", " ")).split("\n")
    said = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in lines)
    contents = {
        "document": f"<w:document {XMLNS_W}><w:body>{said}{_PAGE}</w:body></w:document>",
        "styles": _STYLES,
        "settings": _SETTINGS,
        "fontTable": _FONTS,
        "theme": _theme(),
    }
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relationships({"officeDocument": MAIN_PART}),
        MAIN_RELATIONSHIPS: _relationships(
            {kind: name.removeprefix("word/") for kind, (name, _) in _KINDS.items() if kind != "document"}
        ),
        **{_KINDS[kind][0]: content for kind, content in contents.items()},
    }
    return {name: f"{_XML}{content}".encode() for name, content in parts.items()}


def _types() -> str:
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in _KINDS.values()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>'
    )


def _relationships(targets: Mapping[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _theme() -> str:
    """The least a theme may be: black on white, no effects (ISO/IEC 29500-1, 20.1.6.9)."""
    colours = "".join(
        f'<a:{slot}><a:srgbClr val="{"FFFFFF" if slot.startswith("lt") else "000000"}"/></a:{slot}>'
        for slot in _SLOTS
    )
    font = '<a:latin typeface="Times New Roman"/><a:ea typeface="宋体"/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:theme xmlns:a="{_DRAWING}" name="plain"><a:themeElements><a:clrScheme name="plain">{colours}</a:clrScheme>'
        f'<a:fontScheme name="plain"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>'
        f'<a:fmtScheme name="plain"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{f'<a:ln>{fill}</a:ln>' * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )
