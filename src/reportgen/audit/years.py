"""年份、文号年份与标题、上下级标题不符

## 检查什么
各部分标题的年度一致；“2025年计划”之下的小标题与首句不写2024年；决算材料里“截至某年12月31日”应为报告年度；文号里的年份不晚于报告年度的次年。

## 为什么
套用上年文件时，年份最容易漏改。

## 反例
三、2025年工作计划 …… （二）2024年全面实施预算绩效管理的目标任务

## 正例
三、2025年工作计划 …… （二）2025年全面实施预算绩效管理的目标任务
"""

import re
from collections import Counter
from collections.abc import Iterator

from reportgen import patterns
from reportgen.audit.claim import Remark
from reportgen.audit.paper import Paper, Paragraph
from reportgen.finding import Span
from reportgen.relation import Kind, Verdict

CODE = "D120"

_YEAR = patterns.compile(r"(?<!\d)(20\d\d)\s*年")
_PART = patterns.compile(r"\s*+[#*]*+\s*+第[一二三四五六七八九十]+部分[^。]{0,40}?(20\d\d)\s*年度?")
_DOCNO = patterns.compile(r"[〔\[(]\s*(20\d\d)\s*[〕\])]\s*第?\s*\d+\s*号")
_HELD = patterns.compile(
    r"截至\s*(20\d\d)\s*年\s*(?:12\s*月\s*31\s*日|底|末)[^。]{0,40}?(?:共有|拥有|资产|车辆|余额)"
)

_PLANNED = patterns.compile("计划|打算|安排|目标任务|思路|举措")


def find(paper: Paper) -> Iterator[Remark]:
    """Years of titles, parts, headings, closing dates and document numbers."""
    report = report_year(paper)
    yield from _parts(paper)
    yield from _headings(paper)
    accounts = "决算" in "".join(p.text[:60] for p in paper.paragraphs[:4])
    for paragraph in paper.paragraphs:
        if report is not None:
            if accounts:
                yield from _held(paragraph, report)
            yield from _document_numbers(paragraph, report)


def report_year(paper: Paper) -> int | None:
    """The year the report is of: the one its first lines name most."""
    opening = " ".join(p.text[:120] for p in paper.paragraphs[:6])
    years = Counter(int(year) for year in _YEAR.findall(opening))
    return max(years, key=lambda year: (years[year], -year)) if years else None


def _span(paragraph: Paragraph, match: re.Match[str]) -> Span:
    return paragraph.span(match.start(1), match.end())


def _parts(paper: Paper) -> Iterator[Remark]:
    """第一部分 … 第四部分: those that name a year name the same."""
    named = []
    for passage in paper.passages:
        match = _PART.match(passage.text)
        if match:
            named.append((int(match[1]), passage.prose.span(match.start(1), match.end())))
    years = Counter(year for year, _ in named)
    if len(named) < 2:
        return
    usual, _ = years.most_common(1)[0]
    odd = [span for year, span in named if year != usual]
    if odd and years[usual] == len(odd):
        return
    if not odd:
        yield Remark(Kind.YEAR, "各部分年度一致", tuple(span for _, span in named))
    for span in odd:
        yield _wrong(span, "各部分年度一致", f"本部分标题写“{span.quote}”，其他部分都是{usual}年")


def _headings(paper: Paper) -> Iterator[Remark]:
    """A heading of one year, its sub-headings, and the first words under an odd one."""
    for paragraph in paper.paragraphs:
        heading, match = paragraph.heading, _YEAR.search(paragraph.text)
        if heading is None or len(paragraph.path) < 2 or match is None or not _YEAR.search(heading.words):
            continue
        above = paragraph.path[-2].words
        years = set(_YEAR.findall(above))
        if years == {match[1]}:
            yield Remark(Kind.YEAR, "小标题年份 = 上级标题年份", (_span(paragraph, match),))
        elif len(years) == 1 and _PLANNED.search(above) and match[1] < max(years):
            said = f"上级标题是{max(years)}年（{above}），这里写{match[1]}年"
            yield _wrong(_span(paragraph, match), "小标题年份 = 上级标题年份", said)
            yield from _first_words(paper, paragraph, match[1], max(years))


def _first_words(paper: Paper, paragraph: Paragraph, odd: str, year: str) -> Iterator[Remark]:
    for after in paper.paragraphs[paragraph.number + 1 : paragraph.number + 2]:
        match = _YEAR.match(after.text)
        if match and match[1] == odd:
            said = f"在{year}年的标题之下，首句写{odd}年"
            yield _wrong(_span(after, match), "段内年份 = 上级标题年份", said)


def _held(paragraph: Paragraph, report: int) -> Iterator[Remark]:
    """截至…12月31日 in final accounts."""
    for match in _HELD.finditer(paragraph.text):
        span = paragraph.span(match.start(1), match.end(1))
        if int(match[1]) == report:
            yield Remark(Kind.YEAR, "截止日在报告年度", (span,))
        elif int(match[1]) == report - 1 and "上年" not in paragraph.text[: match.start()][-20:]:
            said = f"{report}年度决算里的截止日写成{match[1]}年"
            yield _wrong(span, "截止日在报告年度", said)


def _document_numbers(paragraph: Paragraph, report: int) -> Iterator[Remark]:
    for match in _DOCNO.finditer(paragraph.text):
        span = paragraph.span(match.start(), match.end())
        if int(match[1]) <= report + 1:
            yield Remark(Kind.DOCNO, f"文号年份 {match[1]} 不晚于报告年度的次年", (span,))
        else:
            said = f"文号“{match[0]}”的年份晚于报告年度{report}年的次年"
            yield Remark(Kind.DOCNO, "文号年份", (span,), Verdict.UNCERTAIN, CODE, said, "请核对文号")


def _wrong(span: Span, formula: str, message: str) -> Remark:
    hint = "请核对是否沿用了旧文件的年份"
    return Remark(Kind.YEAR, formula, (span,), Verdict.FAILS, CODE, message, hint)
