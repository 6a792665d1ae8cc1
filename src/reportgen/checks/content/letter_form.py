"""公文要素的写法不对

## 检查什么
letter 里的要素带上了自己的名称（抄送: 抄送：县审计局）；一处写了几个签发人、几个发文机关；密级不是绝密、机密、秘密；
有密级而没有份号；紧急程度不是特急、加急（电报另有特提、平急）。

## 为什么
名称由程序加，写上就印两遍；几个名称写在一处，会当一个名称排；密级只有三种，涉密公文应当标注份号
（《党政机关公文处理工作条例》第九条，GB/T 9704—2012，7.2.2、7.2.3、7.2.4、7.2.6）。

## 反例
letter: {签发人: 李长河、王立, 抄送: 抄送：县审计局, 密级: 内部}

## 正例
letter: {签发人: [李长河, 王立], 抄送: 县审计局, 份号: 000012, 密级: 秘密★1年}
"""

import re
from collections.abc import Iterator

from reportgen import patterns
from reportgen.checks.subject import Subject
from reportgen.content import ISSUER, LetterField
from reportgen.finding import Finding, Severity

CODE = "D127"

_NAMES = (ISSUER, "签发人")
_SERIAL, _SECRECY, _URGENCY = "份号", "密级", "紧急程度"
_URGENT = ("特急", "加急", "特提", "平急")
_LABEL = patterns.compile(r"(?P<label>\w+?)(?:机关)?\s*[:：]")
_BETWEEN = patterns.compile(r"\s*[、，,；;]\s*|\s+")
_LEVEL = patterns.compile(r"[绝机秘][ 　]?密(?:★.+)?")
_SHORTEST = 2
"""Characters of a name; a blank within a name of two characters (王　平) parts nothing."""


def check(subject: Subject) -> Iterator[Finding]:
    fields = subject.locality.letter
    for name, field in fields.items():
        yield from _labelled(name, field)
        if name in _NAMES:
            yield from _several(name, field)
    if urgency := fields.get(_URGENCY):
        yield from _urgency(urgency)
    if secrecy := fields.get(_SECRECY):
        yield from _secrecy(secrecy, has_serial=_SERIAL in fields)


def _labelled(name: str, field: LetterField) -> Iterator[Finding]:
    for value in field.values:
        typed = _LABEL.match(value)
        if typed and typed["label"] == name.removesuffix("机关"):
            message = f"{name}的内容又写了“{typed[0].strip()}”"
            rest = value[typed.end() :].strip()
            yield Finding(CODE, message, field.span, hint=f"应写作 {name}: {rest}", at=name)


def _several(name: str, field: LetterField) -> Iterator[Finding]:
    for value in field.values:
        parts = re.split(_BETWEEN, value.strip())
        if len(parts) > 1 and all(len(part) >= _SHORTEST for part in parts):
            message = f"“{value}”像是几个{name}，会当一个名称排"
            hint = f"写成清单 {name}: [{', '.join(parts)}]"
            yield Finding(CODE, message, field.span, Severity.WARNING, hint, at=name)


def _urgency(field: LetterField) -> Iterator[Finding]:
    for value in field.values:
        if value not in _URGENT:
            hint = "公文分特急、加急，电报分特提、特急、加急、平急；不急的删去这一行"
            yield Finding(CODE, f"“{value}”不是紧急程度", field.span, Severity.WARNING, hint, at=_URGENCY)


def _secrecy(field: LetterField, *, has_serial: bool) -> Iterator[Finding]:
    for value in field.values:
        if not _LEVEL.fullmatch(value.strip()):
            hint = "只有绝密、机密、秘密三种，可带期限，如 秘密★1年；不涉密的删去这一行"
            yield Finding(CODE, f"“{value}”不是密级", field.span, Severity.WARNING, hint, at=_SECRECY)
        elif not has_serial:
            hint = "补上份号，如 份号: 000001"
            yield Finding(CODE, "标了密级，没有标份号", field.span, Severity.WARNING, hint, at=_SERIAL)
