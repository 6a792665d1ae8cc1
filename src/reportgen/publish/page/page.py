"""The page put together: style, sheets, panel, data and script in one file."""

from reportgen.publish.edition import Edition
from reportgen.publish.markup import MarkupText, element, look, page, words
from reportgen.publish.page.facts import facts
from reportgen.publish.page.overview import overview, tally
from reportgen.publish.page.paper import paper

_POLICY = "style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_BAR = """<input type="search" id="find" placeholder="筛选指标、数字、来源（按 /）" aria-label="筛选"><output id="found"></output>
<nav><button type="button" data-step="finding" title="n，倒退 N">下一处问题</button>
<button type="button" data-step="unguarded" title="u，倒退 U">下一处人工核对</button></nav>"""
_KEYS = (
    "<kbd>n</kbd> 下一问题　<kbd>u</kbd> 下一个需人工核对的数　<kbd>j</kbd> 下一个数（加 Shift 倒退）　"
    "<kbd>/</kbd> 筛选　<kbd>Esc</kbd> 返回"
)


def written(edition: Edition) -> bytes:
    """The whole page."""
    report = edition.report
    draft = element("strong", "草稿") if report.draft else ""
    title = element("p", draft + words(report.name), class_="title")
    bar = element("header", title + _show(edition) + _BAR, class_="bar")
    panel = element("div", "", id="detail", hidden="") + element("div", overview(edition), id="overview")
    panel += element("p", _KEYS, class_="keys")
    aside = element("aside", panel, id="panel", aria_label="核对情况", tabindex="-1")
    sheets = element(
        "article", paper(report, edition.trace, edition.checked.content.dictionary.names), id="paper"
    )
    parts = (
        f"{bar}<main>{sheets}{aside}</main>",
        f'<script type="application/json" id="facts">{facts(edition)}</script>',
        f"<script>{look('page.js')}</script>",
    )
    return page(f"审阅：{report.name}", _POLICY, look("page.css"), "\n".join(parts))


def _show(edition: Edition) -> MarkupText:
    """What opens the panel where there is no room beside the page."""
    tone, number = tally(edition)
    count = element("b", str(number), class_=tone) if number else ""
    return element("button", f"核对情况{count}", type="button", id="show")
