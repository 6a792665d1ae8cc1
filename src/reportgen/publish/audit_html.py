"""An audit as one page: the document's text with its figures marked by verdict; a click on a figure shows its relations.

Everything is in the file, nothing is fetched, and without its script every figure still links to its relations.
"""

from collections.abc import Iterator
from html import escape
from pathlib import PurePosixPath

from reportgen.finding import Finding, Severity
from reportgen.publish.audit_text import FIGURES, Marks, in_urgency, text
from reportgen.publish.markup import digest_of, look, page
from reportgen.publish.review import KINDS, Review, said, share
from reportgen.relation import Statement, Verdict

_LINES = (".txt", ".md", ".markdown")
"""Files whose lines a reader can count."""


def write(review: Review) -> bytes:
    """The page."""
    marks = Marks(review)
    name = PurePosixPath(review.document.text.path).name
    body = "".join(
        (_head(review, name), _findings(review, marks), _text(review, marks), _relations(review, marks))
    )
    style, script = look("audit.css"), look("audit.js")
    parts = (
        f"<main>{body}</main>",
        '<aside id="panel" aria-live="polite"><div><button type="button">关闭</button><h2></h2><ul></ul></div></aside>',
        f"<script>{script}</script>",
    )
    policy = f"style-src {digest_of(style)}; script-src {digest_of(script)}"
    return page(f"核对：{name}", policy, style, "\n".join(parts))


def _head(review: Review, name: str) -> str:
    total, unchecked = len(review.figures), review.unchecked
    severities = [finding.severity for finding in review.findings]
    tally = [f"<li>{severity.word} <b>{severities.count(severity)}</b> 个</li>" for severity in Severity]
    tally += [f"<li>数 <b>{total}</b> 个</li>", f"<li>关系 <b>{len(review.statements)}</b> 条</li>"]
    judged = (Verdict.HOLDS, Verdict.FAILS, Verdict.UNCERTAIN)
    tally += [f"<li>{verdict.word} <b>{review.count(verdict)}</b> 条</li>" for verdict in judged]
    alone = (
        f"有 <b>{unchecked}</b> 个数（{share(unchecked, total)}）文中没有别的数可以核对，只能对照原始资料。"
        if total
        else "文中没有可以核对的数。"
    )
    return (
        f'<section><h1>{escape(name)}</h1><p class="quiet">只核对文中的数与数、前后的说法是否对得上，不能代替对照原始资料。</p>'
        f'<ul class="tally">{"".join(tally)}</ul><p>{alone}</p></section>'
    )


def _findings(review: Review, marks: Marks) -> str:
    if not review.findings:
        return "<section><h2>问题</h2><p>没有发现对不上的地方。</p></section>"
    items = "".join(_finding(number, finding, marks) for number, finding in enumerate(review.findings))
    return f'<section><h2>问题</h2><ol class="findings">{items}</ol></section>'


def _finding(number: int, finding: Finding, marks: Marks) -> str:
    link = marks.link_of_finding(number)
    unit = "行" if finding.span.text.path.lower().endswith(_LINES) else "段"
    quote = escape(finding.span.quote[:60])
    at = f'<p class="quiet">第 {finding.span.line} {unit} <a href="#{link}">“{quote}”</a></p>'
    place = at if link and quote else ""
    more = "".join(f'<p class="quiet">{word}：{escape(words)}</p>' for word, words in said(finding))
    return (
        f'<li data-f="{number}" class="finding {finding.severity}"><p><span class="severity">{finding.severity.word}</span> '
        f'{escape(finding.message)} <span class="quiet">{finding.code}</span></p>{place}{more}</li>'
    )


def _text(review: Review, marks: Marks) -> str:
    key = "".join(f'<span class="n {css}">{word}</span>' for css, word in FIGURES.values())
    hint = '<p class="quiet">点一个数，看它与哪些数有关系。</p>'
    return f'<section><h2>原文</h2>{hint}<p class="key">{key}</p><div class="text">{text(review, marks)}</div></section>'


def _relations(review: Review, marks: Marks) -> str:
    if not review.statements:
        return ""
    order = in_urgency(range(len(review.statements)), review)
    items = "".join(_relation(number, review.statements[number], marks) for number in order)
    return (
        f"<section><details open><summary>全部关系（{len(review.statements)} 条）</summary>"
        f'<ul class="relations">{items}</ul></details></section>'
    )


def _relation(number: int, statement: Statement, marks: Marks) -> str:
    values = "，".join(_values(statement, marks))
    return (
        f'<li id="r{number}" class="{statement.verdict}"><span class="verdict">{statement.verdict.word}</span> '
        f'<span class="quiet">{KINDS[statement.kind]}</span> {escape(statement.formula)}'
        f'<br><span class="quiet">{values}</span></li>'
    )


def _values(statement: Statement, marks: Marks) -> Iterator[str]:
    """The values of a relation, each linked to its place in the text."""
    for span, value in zip(statement.spans, statement.values, strict=True):
        link = marks.link_of_figure(span.start, span.end)
        yield f'<a href="#{link}">{escape(value)}</a>' if link else escape(value)
