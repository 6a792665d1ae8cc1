"""Inside brackets: brackets left open, full-width commas and colons, commas that split a number or a formula."""

import re

from reportgen import patterns
from reportgen.load.yaml.events import DEEPEST
from reportgen.load.yaml.lines import Layout, Line
from reportgen.load.yaml.notes import Notes
from reportgen.load.yaml.scan import QUOTED
from reportgen.load.yaml.sheet import Sheet, in_quotes

_GROUPED = patterns.compile(
    r"(?<=[\[,:\s])(?:约|近|超|不低于|不超过|达到)?-?\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?(?P<unit>[^\d\s,\[\]{}]*)"
)
_SIGN = r"[^,:()\[\]{}\"']"
_TERMS = rf"(?:{_SIGN}|\({_SIGN}*\))*"
_CALL = patterns.compile(rf"(?<=[\[,:])\s*+(?P<item>{_TERMS}\({_TERMS}(?:,{_TERMS})+\){_TERMS})")
_TAGGED = patterns.compile(
    r"(?<=[\[,:])\s*+(?P<item>[^\s,:\[\]{}\"'][^,:\[\]{}\"']*+\{\{[^{}]*\}\}(?:[^,\[\]{}]|\{\{[^{}]*\}\})*)"
)
_COLON = patterns.compile(
    r"(?<=[{,，])\s*(?P<key>[^\s：:\"'#,，\[\]{}]{1,30})(?P<colon> *：\s*|:(?=[^\s,\]}]))"
)
_COMMA = patterns.compile("， *")
_BEFORE_KEY = patterns.compile(r"，\s*[^\s,，:：{}\[\]]{1,30}\s*(?::\s|：)")
_IN_WORDS = patterns.compile(r"《[^》]*》|“[^”]*”|‘[^’]*’|（[^）]*）|\([^)]*\)")


def unclosed(layout: Layout, notes: Notes) -> None:
    """Brackets that nothing closes before the next key."""
    for bracket in layout.unclosed:
        if len(bracket.closing) <= DEEPEST:  # a deeper one is said when it is read
            name = "方括号" if bracket.opened.quote == "[" else "花括号"
            hint = f"在清单或组的末尾补上 {bracket.closing}"
            notes.error("L109", f"{name}没有收尾", bracket.opened, hint)
            notes.stand_in(bracket.end, bracket.closing)


def inside(sheet: Sheet, line: Line) -> bool:
    """Commas and colons between brackets."""
    opened = next((v for v in line.scan.values if line.content[v] in "[{"), None)
    if not line.depth and opened is None:
        return False
    begin = 0 if line.depth else opened or 0
    quoted = [m.span() for m in QUOTED.finditer(line.code)]
    tagged = _TAGGED.finditer(line.code, begin) if "{{" in line.code else ()
    calls = [m for m in _CALL.finditer(line.code, begin) if _outside(m, quoted)]
    found = (m for rule in (_GROUPED, _COMMA, _COLON) for m in rule.finditer(line.code, begin))
    outside = [m for m in tagged if _outside(m, quoted)]
    outside += calls + [m for m in found if _outside(m, [*quoted, *(call.span("item") for call in calls)])]
    told: set[re.Pattern[str]] = set()
    for match in sorted(outside, key=re.Match.start):
        if _note(sheet, line, match, again=match.re in told):
            told.add(match.re)
    return bool(told)


def _outside(match: re.Match[str], stretches: list[tuple[int, int]]) -> bool:
    return not any(start <= match.start() < end for start, end in stretches)


def _note(sheet: Sheet, line: Line, match: re.Match[str], *, again: bool) -> bool:
    """Whether what a rule found is a fault. Signs that are amiss are told once a line, and put right wherever they are."""
    if match.re is _COLON:
        return _colon(sheet, line, match, again=again)
    if match.re is _GROUPED:
        return _grouped(sheet, line, match)
    if match.re is _CALL:
        return _split(sheet, line, *match.span("item"))
    if match.re is _TAGGED:
        return _tagged(sheet, line, *match.span("item"))
    return _comma(sheet, line, match, again=again)


def _comma(sheet: Sheet, line: Line, match: re.Match[str], *, again: bool) -> bool:
    at = match.start()
    if _innermost(line, at) == "[":
        if not _outside(match, [words.span() for words in _IN_WORDS.finditer(line.code)]):
            return False
        hint = "改成半角逗号加空格；是一项里的逗号，给这一项加引号"
    elif _BEFORE_KEY.match(line.code, at):
        hint = "改成半角逗号加空格"
    else:
        return False
    if not again:
        sheet.notes.error("L107", "各项之间的逗号是全角的", line.span(at, at + 1), hint)
    sheet.notes.tidy(line.span(*match.span()), ", ")
    return True


def _colon(sheet: Sheet, line: Line, match: re.Match[str], *, again: bool) -> bool:
    if _innermost(line, match.start("colon")) != "{":
        return False
    start, end = match.span("colon")
    wrong = "后面的冒号是全角的" if "：" in match["colon"] else "的冒号后面缺空格"
    place = line.span(start, start + len(match["colon"].rstrip()))
    hint = f"改成半角冒号加空格，如 {match['key']}: …"
    if not again:
        sheet.notes.error("L107", f"“{match['key']}”{wrong}", place, hint)
    sheet.notes.tidy(line.span(start, end), ": ")
    return True


def _grouped(sheet: Sheet, line: Line, match: re.Match[str]) -> bool:
    is_value = line.code[: match.start()].rstrip().endswith((":", "："))
    if not is_value and not match["unit"]:
        return False
    return _split(sheet, line, *match.span())


def _split(sheet: Sheet, line: Line, start: int, end: int) -> bool:
    item = line.code[start:end].rstrip()
    message = f"括号里的半角逗号把“{item}”拆开了"
    sheet.notes.error("L306", message, line.span(start, start + len(item)), f'加引号，写作 "{item}"')
    sheet.quote(line, start, start + len(item))
    return True


def _tagged(sheet: Sheet, line: Line, start: int, end: int) -> bool:
    item = line.code[start:end].rstrip()
    hint = f"整个值加引号，写作 {in_quotes(item) or item}"
    sheet.notes.error("L110", "括号里带标签的值要加引号", line.span(start, start + len(item)), hint)
    sheet.quote(line, start, start + len(item))
    return True


def _innermost(line: Line, at: int) -> str:
    """The innermost bracket open at a column, empty outside all."""
    brackets = list(line.brackets)
    for character in QUOTED.sub(lambda quoted: " " * len(quoted[0]), line.code)[:at]:
        if character in "[{":
            brackets.append(character)
        elif character in "]}" and brackets:
            brackets.pop()
    return brackets[-1] if brackets else ""
