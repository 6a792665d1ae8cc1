"""地区名疑似写错

## 检查什么
正文、标题、清单、版头里，与本地名称等长、末字相同、只差一个字的地名：差的是形近或音近的字，或首字相同。
下级的名称写成形近、音近的字，或县、区、市相混的，也查。
下级、上级和别的已知地区除外；登记在 indicators.yaml 的 names 里的除外。标题开头写的地区（“某县2025年…”）与 locality 不是一处的，也查；
署名、发文机关是别的已知县区的，也查。

## 为什么
平阴县的报告里印了六处“平阳县”，就这样发了出去。

## 反例
平阳县认真落实部署。   # locality: 平阴县

## 正例
{{ 本地 }}认真落实部署。
"""

import operator
import re
from collections.abc import Iterator

from reportgen import patterns
from reportgen.checks.placed import AUTHOR, Places, Role, hits
from reportgen.checks.reading import HAN, TAG
from reportgen.checks.subject import Subject
from reportgen.content import ISSUER, Content
from reportgen.finding import Finding, Severity, Span

CODE = "P203"

_SHORTEST = 3
"""A name of two characters differs by one from any 全县, 我县."""
_ALIKE = re.findall(
    r"\S+",
    """
    阴阳荫 岐歧 麟鳞 翔祥 滨宾缤 伽迦 凤风 太大 陇拢垄 眉媚 师狮 忠中 吴昊 宝室 鸡难 渭谓 宁泞 城域 州洲 江汪 沙纱 源原 泾径 岩崖 冈岗
    坪平 黄潢 陵凌 乡多 泉皇 庆厌 白百
    """,
)
"""Characters of place names that are taken for one another by look or sound."""
_TITLED = patterns.compile(rf"\A([{HAN}]{{1,14}}?[省市县区旗州盟])(?=(?:19|20)\d\d年|{TAG}|人民政府|财政局)")
_KINDS = "县区市"
_OURS = patterns.compile("[我全本各][省市县区旗州盟]")
_ELSEWHERE = patterns.compile(r"[省市州盟]$|自治区$|地区$")
_HAN = patterns.compile(f"[{HAN}]+")


def check(subject: Subject) -> Iterator[Finding]:
    titled = [*_of_the_title(subject), *_of_the_issuer(subject)]
    yield from titled
    yield from _of_the_children(subject)
    name = subject.locality.name
    if len(name) < _SHORTEST:
        return
    for placed in subject.printed.holding(name[-1]):
        text = placed.reading.text
        for start, end in _one_off(text, name):
            other, span = text[start:end], placed.reading.span(start, end)
            is_new = all(span.start != finding.span.start for finding in titled)
            is_confused = _is_alike(name, other) or name[0] == other[0]
            if is_new and is_confused and not _is_known(subject.content, other):
                yield _finding(name, other, span, text[:start])


def _of_the_children(subject: Subject) -> Iterator[Finding]:
    """A child under a name that only looks or sounds like its own, or that has 县 for 区."""
    names = [child.name for child in subject.content.children(subject.locality)]
    meant = {other: name for name in names if len(name) >= _SHORTEST for other in _mistaken(name)}
    wrong = [other for other in meant if not _is_known(subject.content, other)]
    if not wrong:
        return
    for hit in hits(subject.printed, re.compile("|".join(wrong)), needs=_KINDS):
        hint = "改成下级的名称；确是另一处，登记到 indicators.yaml 的 names"
        message = f"“{hit.text}”与下级“{meant[hit.text]}”只差一个字，疑似写错"
        yield Finding(CODE, message, hit.span, Severity.WARNING, hint, at=hit.text)


def _mistaken(name: str) -> Iterator[str]:
    """What a name is mistaken for."""
    for index, character in enumerate(name[:-1]):
        alike = {other for group in _ALIKE if character in group for other in group}
        yield from (name[:index] + other + name[index + 1 :] for other in sorted(alike - {character}))
    if name[-1] in _KINDS:
        yield from (name[:-1] + kind for kind in _KINDS if kind != name[-1])


def _of_the_title(subject: Subject) -> Iterator[Finding]:
    """A title that begins with another locality: a file copied from next door."""
    name = subject.locality.name
    for hit in hits(Places(filter(None, [subject.title])), _TITLED):
        place = hit.match[1]
        one_place = place.endswith(name) or name.endswith(place) or _OURS.fullmatch(place)
        if not one_place and place not in subject.content.dictionary.names:
            message = f"标题写的是“{place}”，locality 却是“{name}”"
            hint = "改掉写错的那一处；标题里的地区可写 {{ 本地 }}"
            yield Finding(CODE, message, hit.span, hint=hint, at=place)


def _of_the_issuer(subject: Subject) -> Iterator[Finding]:
    """An author or issuer of a neighbour: a file copied from there."""
    here, content = subject.locality, subject.content
    above = {place.name for place in content.localities.values() if here.id.startswith(f"{place.id}/")}
    issuers = Places(p for p in subject.printed if p.role is Role.LETTER and p.path in (AUTHOR, ISSUER))
    for hit in hits(issuers, _TITLED):
        place = hit.match[1]
        if _is_place(content, place) and place != here.name and place not in above:
            message = f"{hit.placed.path} 写的是“{place}”，locality 却是“{here.name}”"
            hint = "改成本地的机关；从别处抄来的文件要逐处核对"
            yield Finding(CODE, message, hit.span, hint=hint, at=place)


def _one_off(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Where a text has a name that differs from this one in a single character, which is not the last."""
    end = text.find(name[-1], len(name) - 1) + 1
    while end:
        start = end - len(name)
        other = text[start:end]
        if sum(map(operator.ne, other, name)) == 1 and _HAN.fullmatch(other):
            yield start, end
        end = text.find(name[-1], end) + 1


def _is_alike(name: str, other: str) -> bool:
    one, another = next((a, b) for a, b in zip(name, other, strict=True) if a != b)
    return any(one in alike and another in alike for alike in _ALIKE)


def _is_known(content: Content, name: str) -> bool:
    """Whether it is the name of a locality or a registered one."""
    return name in content.dictionary.names or _is_place(content, name)


def _is_place(content: Content, name: str) -> bool:
    """Whether it is the name of a locality, read here or not."""
    return name in content.names or any(place.name == name for place in content.localities.values())


def _finding(name: str, other: str, span: Span, before: str) -> Finding:
    """That a place's name, after these words, is one character off the locality's."""
    certain = _is_alike(name, other) and not _ELSEWHERE.search(before)
    severity = Severity.ERROR if certain else Severity.WARNING
    hint = f"是本地就写 {{{{ 本地 }}}}（《》里写“{name}”）；确是外地，登记到 indicators.yaml 的 names"
    message = f"“{other}”与本地“{name}”只差一个字，疑似写错"
    return Finding(CODE, message, span, severity, hint, at=other)
