"""Signs that part keys, values and items: colons and dashes that are full-width, lack a space or are missing."""

import re

from reportgen import patterns
from reportgen.load.yaml.lines import PASTED, STRUCTURE_KEYS, Is, Line
from reportgen.load.yaml.notes import UNREADABLE
from reportgen.load.yaml.scan import KEY
from reportgen.load.yaml.sheet import Sheet
from reportgen.quantity import looks_like_figure

_COLON = patterns.compile(
    r"(?P<dashes>(?:- +)*)(?P<key>[^\s：:\"'#,，。；、\[\]{}]{1,30})(?P<colon> *：\s*|:(?=\S))(?P<rest>.*)"
)
_DASH = patterns.compile(r"(?P<dash>[-－—–•·●])(?P<space> *)(?=[^\s\-－—–])")
_WORDS = patterns.compile(r"([^\s,，。；\[\]{}\"'|>?-]{1,30})(?:\s+(\S.*))?")
_EQUATED = patterns.compile(
    r"(?P<key>[^\s=＝：:,，\[\]{}\"'-]{1,30})(?P<sign> ?[=＝] ?)(?P<figure>[^=＝：:]+)"
)
_COLUMN = patterns.compile(r"[{,]\s*([^\s：:,{}]+):")
_SHOWN = 20


def dash(sheet: Sheet, line: Line) -> bool:
    """A list item whose dash is no dash, or has no space behind it."""
    bare = line.content[line.column :]
    match = _DASH.match(bare)
    if line.depth or not match or (match["dash"] == "-" and match["space"]):
        return False
    before = sheet.layout.before(line)
    in_list = before is not None and (before.form.opens or _DASH.match(before.content, before.column))
    if not in_list and not KEY.match(bare, match.end()):
        return False
    said = "清单的“-”后面缺空格" if match["dash"] == "-" else f"清单要以“- ”开头，这里是“{match['dash']}”"
    span = line.span(line.column, line.column + match.end())
    sheet.notes.error("L107", said, span, f"应写作 - {_shown(bare[match.end() :])}")
    sheet.notes.tidy(span, "- ")
    return True


def no_dash(sheet: Sheet, line: Line) -> bool:
    """A text that stands where the dash of the next item should."""
    before = sheet.layout.before(line)
    if before is None or not before.form.is_item or before.form.opens or line.indent != before.indent:
        return False
    if line.form.is_item or line.depth or line.scan.colons or line.form.seems_to_hold_key:
        return False
    span, bare = line.span(line.column, len(line.code)), line.content[line.column :]
    if columns := _COLUMN.findall(before.code) if "{" in before.code else ():
        hint = f"写成 - {{{', '.join(f'{column}: …' for column in columns)}}}"
        sheet.notes.error("L203", "表的一行要写成一组“名称: 值”", span, hint)
        sheet.notes.blank([line.whole])
        return True
    sheet.notes.error("L107", "清单的每一项前面要有“- ”", span, f"应写作 - {_shown(bare)}")
    sheet.notes.tidy(line.span(line.column, line.column), "- ")
    return True


def colon(sheet: Sheet, line: Line) -> bool:
    """A full-width colon after a key, or no space behind the colon."""
    match = _COLON.match(line.code, line.column)
    if line.depth or not match or (line.scan.colons and line.scan.colons[0] < match.start("colon")):
        return False
    if line.scan.colons and match["rest"][:1] not in ("[", "{"):
        return False
    if not _is_key(sheet, line, match):
        return False
    wide = "：" in match["colon"]
    tidy = ": " if match["rest"] else ":"
    place = line.span(match.start("colon"), match.start("colon") + len(match["colon"].rstrip()))
    said = f"“{match['key']}”后面的冒号是全角的" if wide else f"“{match['key']}”的冒号后面缺空格"
    sheet.notes.error("L107", said, place, f"应写作 {match['key']}{tidy}{_shown(match['rest'])}".rstrip())
    sheet.notes.tidy(line.span(*match.span("colon")), tidy)
    sheet.mended.add(line.number)
    return True


def _is_key(sheet: Sheet, line: Line, match: re.Match[str]) -> bool:
    """Whether what stands before the colon is a key, not the beginning of a sentence."""
    if match["key"] in STRUCTURE_KEYS:
        return True
    before, after = sheet.layout.before(line), sheet.layout.after(line)
    if match["dashes"]:
        column = line.indent + len(match["dashes"])
        return after is not None and after.indent == column and after.form.begins_with_key
    runs_on = before and line.indent > before.inner_indent and before.scan.colons and not before.form.opens
    return not runs_on


def _shown(rest: str) -> str:
    """What follows on the line, cut where it is long."""
    return rest if len(rest) <= _SHOWN else f"{rest[:_SHOWN].rstrip()}…"


def pasted(sheet: Sheet, line: Line) -> bool:
    """Two cells pasted from a spreadsheet: a tab parts the name and the figure."""
    cells = PASTED.fullmatch(line.code) if line.pasted else None
    if cells is None:
        return False
    message, hint = f"“{cells['name']}”后面是制表符，不是冒号", f"应写作 {cells['name']}: {cells['value']}"
    sheet.notes.error("L107", message, line.span(*cells.span("tab")), hint)
    sheet.notes.tidy(line.span(*cells.span("tab")), ": ")
    sheet.mended.add(line.number)
    return True


def no_colon(sheet: Sheet, line: Line) -> bool:
    """A line among keys, or above what would belong to it, that has no colon at all."""
    parted = _WORDS.fullmatch(line.code, line.column)
    if line.depth or line.scan.colons or not parted:
        return False
    is_head = sheet.layout.is_head(line)
    if not is_head and not _among_keys(sheet, line):
        return False
    name, value = parted[1], parted[2] or ""
    span, behind = line.span(line.column, len(line.code)), line.span(parted.end(1), parted.end(1))
    if is_head:
        sheet.notes.error("L107", f"“{name}”后面缺少冒号", span, f"应写作 {name}:")
        sheet.notes.tidy(behind, ":")
    else:
        sheet.notes.error("L107", f"“{name}”后面缺少冒号", span, f"写作 {name}: {value or '值'}")
        sheet.notes.stand_in(behind, f": {'' if value else UNREADABLE}")
    sheet.mended.add(line.number)
    return True


def equals(sheet: Sheet, line: Line) -> bool:
    """A line among keys that has an equals sign before its figure, where the colon should be."""
    match = _EQUATED.fullmatch(line.code, line.column)
    if line.depth or not match or not looks_like_figure(match["figure"]) or not _among_keys(sheet, line):
        return False
    place = line.span(*match.span("sign"))
    message = f"“{match['key']}”后面应是冒号，这里是“{match['sign'].strip()}”"
    sheet.notes.error("L107", message, place, f"应写作 {match['key']}: {match['figure']}")
    sheet.notes.tidy(place, ": ")
    sheet.mended.add(line.number)
    return True


def _among_keys(sheet: Sheet, line: Line) -> bool:
    """Whether a line stands where a key must: below a sibling that is one, or between its parent and a sibling."""
    above = (x for x in sheet.layout.above(line) if x.kind is Is.STRUCTURE and x.indent <= line.indent)
    fellow = next(above, None)
    if fellow and fellow.indent == line.indent:
        return bool(fellow.scan.colons) or fellow.number in sheet.mended
    after = sheet.layout.after(line)
    opened = fellow is None or fellow.form.opens
    return opened and after is not None and after.indent == line.indent and after.form.begins_with_key
