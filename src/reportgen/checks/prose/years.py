"""年份与所在部分不符

## 检查什么
标题写的不是报告年度；上级标题写明一个年份（如“2025年工作计划”），下级标题或段首却写着另一年的目标、任务、计划；
工作情况、工作计划写成了过去的年份；把后年以后的事当作已办的写（2023年的报告写“2032年出台《…》”“2031年度…居全省首位”）。

## 为什么
用去年的稿子改，最容易漏改年份：2025年计划下面印着“2024年目标任务”。

## 反例
一、2025年工作计划 → （二）2024年目标任务

## 正例
一、{{ 明年 }}工作计划 → （二）{{ 明年 }}目标任务
"""

from collections.abc import Iterator

from reportgen import patterns
from reportgen.checks.dates import years_in
from reportgen.checks.placed import Hit, Placed, Role
from reportgen.checks.reading import TAG, sentence_begins
from reportgen.checks.subject import Subject
from reportgen.finding import Finding, Severity

CODE = "P204"

_PLAN = patterns.compile(r"计划|安排|打算|举措|思路|规划|部署|任务|目标")
_WORK = patterns.compile(
    r"年度?(?:全面)?(?:预算)?(?:绩效)?(?:管理)?(?:主要|重点)?工作(?:完成|开展|进展|推进|落实|总体)?(?:情况|成效|做法|$)"
)
_LOOKING_BACK = patterns.compile(r"回顾|总结|对比|比较|结转|决算|整改|以来")
_AIM = patterns.compile(r"(?:度)?(?:的)?[^，。；：\n]{0,16}(?:目标|任务|计划|举措|思路)(?:是|为|如下|：)|是")
_DONE = patterns.compile(
    r"度?(?:\d{1,2}月)?(?:\d{1,2}日)?，?(?:出台|印发|修订|制定|下发|发布|颁布)了?《"
    r"|度?[^，。；\n]{0,24}(?:居|位列|名列|荣获|获评|获得|评为)[^，。；\n]{0,10}(?:首位|[第前][一二三四五六七八九十\d]|优秀|先进|奖|称号)"
)
_TO_COME = patterns.compile(r"[将拟到前]|计划|规划|力争|争取|预计|目标|确保|实现")
_ENDS = "。；\n"
_HINT = "年份写成 {{ 今年 }}、{{ 明年 }}，明年沿用时不必逐处改"
_YEAR = patterns.compile(r"20\d\d(?=\s*年)")
_PERIOD = patterns.compile(r"\d{4}年?\s*[至到—–~～\-]")


def check(subject: Subject) -> Iterator[Finding]:
    year = subject.locality.year
    for placed in subject.narrative.holding("年" + TAG):
        match placed.role:
            case Role.TITLE:
                yield from _title(placed, year)
            case Role.HEADING:
                yield from _heading(placed, year)
            case Role.TEXT:
                yield from _text(placed, year)
    later = {said for said in _YEAR.findall(subject.narrative.joined) if int(said) > year + 1}
    for placed in subject.narrative.holding(sorted(later)):
        if placed.role is Role.TEXT:
            yield from _not_yet(placed, year)


def _title(title: Placed, year: int) -> Iterator[Finding]:
    named = list(years_in(title, year))
    if title.part or not named or _PERIOD.search(title.reading.text):
        return
    hit, first = named[0]
    if not {year, year + 1} & {said for _, said in named}:
        yield _finding(hit, f"标题写的是{first}年，这份报告是{year}年的", Severity.ERROR)


def _heading(heading: Placed, year: int) -> Iterator[Finding]:
    named = list(years_in(heading, year))
    if not named or _PERIOD.search(heading.reading.text):
        return
    hit, said = named[0]
    above = _year_above(heading, year)
    backward = _LOOKING_BACK.search(heading.reading.text)
    if above and above not in {y for _, y in named} and not backward:
        message = f"上级标题是{above}年的内容，这里的标题写的是{said}年"
        yield _finding(hit, message, Severity.ERROR if _is_plan(heading) else Severity.WARNING)
    elif said < year and not backward:
        for what, pattern in (("计划", _PLAN), ("工作", _WORK)):
            if pattern.search(heading.reading.text):
                yield _finding(hit, f"{year}年的报告里，标题写的是{said}年的{what}")
                return


def _text(text: Placed, year: int) -> Iterator[Finding]:
    """Paragraphs of a plan that open with the aims of another year."""
    above = _year_above(text, year) if _is_plan(text) else None
    if not above:
        return
    for hit, said in years_in(text, year):
        written = text.reading.text
        opens = not written[: hit.match.start()].rpartition("\n")[2].strip()
        if said != above and opens and _AIM.match(written, hit.match.end()):
            yield _finding(hit, f"这一部分是{above}年的计划，这里写的是{said}年", Severity.ERROR)


def _not_yet(text: Placed, year: int) -> Iterator[Finding]:
    """What was done or won in a year that comes after next year."""
    written = text.reading.text
    for hit, said in years_in(text, year):
        start, end = hit.match.span()
        done = _DONE.match(written, end) if said > year + 1 else None
        if done and not _TO_COME.search(written, sentence_begins(written, start, _ENDS), done.end()):
            message = f"{year}年的报告里，{said}年的事写成了已办的"
            yield _finding(hit, message, hint="核对年份；确是以后的事，写明“计划”“将”")


def _year_above(placed: Placed, year: int) -> int | None:
    """The year of the nearest heading above that names just one."""
    for heading in reversed(placed.headings):
        said = {named for _, named in years_in(heading, year)}
        if said:
            return said.pop() if len(said) == 1 and not _PERIOD.search(heading.reading.text) else None
    return None


def _is_plan(placed: Placed) -> bool:
    return any(_PLAN.search(heading.reading.text) for heading in placed.headings)


def _finding(hit: Hit, message: str, severity: Severity = Severity.WARNING, hint: str = _HINT) -> Finding:
    return Finding(CODE, message, hit.span, severity, hint, at=hit.span.quote)
