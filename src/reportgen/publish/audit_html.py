"""An audit as one page: the document's text with its figures marked by verdict; a click on a figure shows its relations.

Everything is in the file, nothing is fetched, and without its script every figure still links to its relations.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath

from reportgen.finding import Finding, Severity
from reportgen.publish.audit_text import FIGURES, Marks, in_urgency, text
from reportgen.publish.markup import MarkupText, digest_of, element, look, page, words
from reportgen.publish.review import KINDS, Review, besides, share
from reportgen.relation import Statement, Verdict

_LINES = (".txt", ".md", ".markdown")
"""Files whose lines a reader can count."""


_LIMITS = "只核对文中的数与数、前后的说法是否对得上，不能代替对照原始资料。"
_PANEL = '<aside id="panel" aria-live="polite"><div><button type="button">关闭</button><h2></h2><ul></ul></div></aside>'


def write(review: Review) -> bytes:
    """The page."""
    marks = Marks(review)
    name = PurePosixPath(review.document.text.path).name
    body = _head(review, name) + _findings(review, marks) + _text(review, marks) + _relations(review, marks)
    style, script = look("audit.css"), look("audit.js")
    parts = (element("main", body), _PANEL, element("script", script))
    policy = f"style-src {digest_of(style)}; script-src {digest_of(script)}"
    return page(f"核对：{name}", policy, style, "\n".join(parts))


def _head(review: Review, name: str) -> MarkupText:
    severities = [finding.severity for finding in review.findings]
    judged = (Verdict.HOLDS, Verdict.FAILS, Verdict.UNCERTAIN)
    counted = [
        *((severity.word, severities.count(severity), "个") for severity in Severity),
        ("数", len(review.figures), "个"),
        ("关系", len(review.statements), "条"),
        *((verdict.word, review.count(verdict), "条") for verdict in judged),
    ]
    tally = "".join(element("li", f"{what} <b>{number}</b> {unit}") for what, number, unit in counted)
    head = element("h1", words(name)) + _quiet(_LIMITS) + element("ul", tally, class_="tally")
    return element("section", head + element("p", _alone(review)))


def _alone(review: Review) -> MarkupText:
    """How many figures nothing in the text can vouch for."""
    total, unchecked = len(review.figures), review.unchecked
    if not total:
        return "文中没有可以核对的数。"
    return (
        f"有 <b>{unchecked}</b> 个数（{share(unchecked, total)}）文中没有别的数可以核对，只能对照原始资料。"
    )


def _quiet(inner: MarkupText) -> MarkupText:
    return element("p", inner, class_="quiet")


def _findings(review: Review, marks: Marks) -> MarkupText:
    items = "".join(_finding(number, finding, marks) for number, finding in enumerate(review.findings))
    listed = element("ol", items, class_="findings") if items else element("p", "没有发现对不上的地方。")
    return element("section", element("h2", "问题") + listed)


def _finding(number: int, finding: Finding, marks: Marks) -> MarkupText:
    severity = element("span", finding.severity.word, class_="severity")
    code = element("span", finding.code, class_="quiet")
    told = element("p", f"{severity} {words(finding.message)} {code}") + _place(number, finding, marks)
    told += "".join(_quiet(f"{heading}：{words(more)}") for heading, more in besides(finding))
    return element("li", told, data_f=str(number), class_=f"finding {finding.severity}")


def _place(number: int, finding: Finding, marks: Marks) -> MarkupText:
    """Where in the text it is, and a link to it; nothing for what concerns the file as a whole."""
    link, quote = marks.link_of_finding(number), finding.span.quote[:60]
    if not (link and quote):
        return ""
    unit = "行" if finding.span.text.path.lower().endswith(_LINES) else "段"
    return _quiet(f"第 {finding.span.line} {unit} {element('a', f'“{words(quote)}”', href=f'#{link}')}")


def _text(review: Review, marks: Marks) -> MarkupText:
    key = "".join(element("span", word, class_=f"n {css}") for css, word in FIGURES.values())
    head = element("h2", "原文") + _quiet("点一个数，看它与哪些数有关系。") + element("p", key, class_="key")
    return element("section", head + element("div", text(review, marks), class_="text"))


def _relations(review: Review, marks: Marks) -> MarkupText:
    if not review.statements:
        return ""
    order = in_urgency(range(len(review.statements)), review)
    items = "".join(_relation(number, review.statements[number], marks) for number in order)
    head = element("summary", f"全部关系（{len(review.statements)} 条）")
    return element("section", element("details", head + element("ul", items, class_="relations"), open=""))


def _relation(number: int, statement: Statement, marks: Marks) -> MarkupText:
    verdict = element("span", statement.verdict.word, class_="verdict")
    kind = element("span", KINDS[statement.kind], class_="quiet")
    values = element("span", "，".join(_values(statement, marks)), class_="quiet")
    told = f"{verdict} {kind} {words(statement.formula)}<br>{values}"
    return element("li", told, id=f"r{number}", class_=str(statement.verdict))


def _values(statement: Statement, marks: Marks) -> Iterator[MarkupText]:
    """The values of a relation, each linked to its place in the text."""
    for span, value in zip(statement.spans, statement.values, strict=True):
        link = marks.link_of_figure(span)
        yield element("a", words(value), href=f"#{link}") if link else words(value)
