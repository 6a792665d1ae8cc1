"""地名、文件名一字之差

## 检查什么
标题里的县（市、区）名与正文里只差一个字的同类地名（平阳县、平阴县）；两处书名号里只差一个字的文件名；县级材料里以“自治区各地各部门”为主语的句子。

## 为什么
复制别处的材料，或识别、输入的错字，会把报告变成别县的报告。

## 反例
平阳县2019年预算绩效管理工作情况 …… 召开平阴县部门整体绩效管理工作启动会

## 正例
平阴县2019年预算绩效管理工作情况 …… 召开平阴县部门整体绩效管理工作启动会
"""

import re
from collections.abc import Iterator

from reportgen import patterns
from reportgen.audit.claim import Remark
from reportgen.audit.paper import Paper
from reportgen.finding import Span
from reportgen.relation import Kind, Verdict

CODE = "P232"

_OWN = patterns.compile(
    r"^[\s#*]*(?:关于)?(?:[\u4e00-\u9fff]{2,4}(?:省|自治区|地区|州|市))?(?P<name>[\u4e00-\u9fff]{2,4}?[县市区旗])"
)
_TITLE = patterns.compile(r"《([^《》]{8,60})》")
_IDEOGRAPH = patterns.compile(r"[^\W\d_A-Za-z]")
_NUMERAL = patterns.compile(r"[\d一二三四五六七八九十上中下甲乙丙]")
_LEVELS = (("县", "自治区|全省|省直|全国"), ("旗", "自治区|全国"))


def find(paper: Paper) -> Iterator[Remark]:
    """Names one character apart, and a higher level's subject."""
    own = own_name(paper)
    if own is not None:
        yield from _homographs(paper, own)
        yield from _higher(paper, own)
    yield from _titles(paper)


def own_name(paper: Paper) -> str | None:
    """The county or city whose report it is, from the first short line, no sentence, that begins with one."""
    for paragraph in paper.paragraphs[:4]:
        match = _OWN.match(paragraph.text)
        if match and len(paragraph.text) <= 60 and "。" not in paragraph.text:
            return match["name"]
    return None


def _homographs(paper: Paper, own: str) -> Iterator[Remark]:
    if len(own) < 3:
        return
    seen: list[Span] = []
    odd: list[Span] = []
    for paragraph in paper.paragraphs:
        place = paragraph.text.find(own)
        if place >= 0:
            seen.append(paragraph.span(place, place + len(own)))
        odd += [paragraph.span(start, start + len(own)) for start in _one_character_off(paragraph.text, own)]
    if not odd:
        yield Remark(Kind.LOCALITY, f"地名一致：{own}", tuple(seen[:20]))
    for span in odd[:6]:
        said = f"“{span.quote}”与标题的“{own}”只差一个字（{seen[0].place if seen else ''}）"
        yield _wrong(
            Kind.LOCALITY, "全文地名一致", (span, *seen[:1]), said, "请核对哪一个是本地的名称，全文统一"
        )


def _one_character_off(text: str, own: str) -> list[int]:
    """Where a text first has the name with another character in each of its places but the last, which says what it is."""
    found: dict[int, int] = {}
    end = text.find(own[-1])
    while end >= 0:
        start = end - len(own) + 1
        other = [i for i, character in enumerate(own) if text[start + i] != character] if start >= 0 else []
        if len(other) == 1 and _IDEOGRAPH.match(text, start + other[0]):
            found.setdefault(other[0], start)
        end = text.find(own[-1], end + 1)
    if len(own) == 3:  # 一字之差只看后字：×阴县 matches too much
        found.pop(0, None)
    return [found[i] for i in sorted(found)]


def _higher(paper: Paper, own: str) -> Iterator[Remark]:
    words = next((words for kind, words in _LEVELS if own.endswith(kind)), None)
    if words is None:
        return
    pattern = patterns.compile(
        rf"(?:{words})各(?:地|市|州|级|县)*各?部门(?:、?单位)?(?=[^，。]{{0,4}}(?:对|要|应|负责|将|须|按))"
    )
    for paragraph in paper.paragraphs:
        for match in pattern.finditer(paragraph.text):
            said = f"{own}的材料里以“{match[0]}”为主语，疑似上级文件的残留"
            spans = (paragraph.span(match.start(), match.end()),)
            yield _wrong(Kind.LOCALITY, "主语与本级一致", spans, said, "改为本级的部门、单位")


def _titles(paper: Paper) -> Iterator[Remark]:
    """Titles of equal length that differ in one character, found by leaving out each character in turn."""
    first: dict[str, Span] = {}
    holes: dict[tuple[int, int, str], str] = {}
    for paragraph in paper.paragraphs:
        for match in _TITLE.finditer(paragraph.text):
            title = re.sub(r"\s", "", match[1])
            span = paragraph.span(match.start(1), match.end(1))
            if title in first:
                if first[title] != span:
                    yield Remark(Kind.REPEAT, f"同一文件名：{title}", (first[title], span))
                continue
            other = _one_apart(title, holes)
            first[title] = span
            if other is not None:
                yield _differs(span, first[other])


def _one_apart(title: str, holes: dict[tuple[int, int, str], str]) -> str | None:
    found = None
    for i, character in enumerate(title):
        hole = (len(title), i, title[:i] + title[i + 1 :])
        other = holes.setdefault(hole, title)
        if other != title and not _NUMERAL.match(character) and not _NUMERAL.match(other[i]):
            found = other
    return found


def _differs(span: Span, other: Span) -> Remark:
    said = f"《{span.quote}》与《{other.quote}》（{other.place}）只差一个字"
    return _wrong(Kind.REPEAT, "同一文件名一致", (span, other), said, "若是同一文件，请统一名称")


def _wrong(kind: Kind, formula: str, spans: tuple[Span, ...], message: str, hint: str) -> Remark:
    return Remark(kind, formula, spans, Verdict.FAILS, CODE, message, hint)
