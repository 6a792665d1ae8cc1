"""What the signing director sees first: how many figures, how they are guarded, what is wrong, what is left to look at by hand."""

from collections import Counter
from collections.abc import Iterable

from reportgen.publish.edition import Edition, Noted
from reportgen.publish.manifest import waiting
from reportgen.publish.markup import MarkupText, element, words
from reportgen.publish.page.chart import chart, compared
from reportgen.publish.page.facts import printed_as, waived_in
from reportgen.publish.page.paper import kind_of
from reportgen.trace import Trace

_BAR = {
    "sum": ("等式或清单核对", "有等式或清单与它相连，写错多半会被发现"),
    "bound": ("只有界限核对", "只有上限、下限管着它，写错了不一定能发现"),
    "bare": ("无核对", "没有别的数与它相连，写错了发现不了，请对照台账"),
    "fails": ("核对不成立", "与相连的数对不上"),
    "pending": ("待补", "还没有填"),
}
"""How a figure is guarded, as the legend says it, and what that means for whoever signs."""


def overview(edition: Edition) -> MarkupText:
    """The panel as it stands before a figure is chosen."""
    kinds = Counter(map(kind_of, map(edition.trace.account, edition.trace.printed)))
    return "".join(
        (
            _verdict(edition, kinds),
            _share(kinds),
            _part(
                "问题", [_finding(edition, n, noted) for n, noted in enumerate(edition.noted)], "没有问题。"
            ),
            _part("豁免", list(_waivers(edition)), ""),
            _part(
                "需人工核对",
                [_unguarded(edition, key) for key in edition.trace.unguarded],
                "没有：填写的每个数都有别的数核对。",
            ),
            _last_year(edition.trace),
        )
    )


def tally(edition: Edition) -> tuple[str, int]:
    """The verdict in one word, and its number: "wrong" and how many errors and missing figures, else "look" and how many figures to check
    by hand, else "right" and 0."""
    if still_open := _errors(edition) + len(_waiting(edition)):
        return "wrong", still_open
    looks = len(edition.trace.unguarded)
    return ("look", looks) if looks else ("right", 0)


def _errors(edition: Edition) -> int:
    return sum(noted.finding.is_error for noted in edition.noted)


def _waiting(edition: Edition) -> set[str]:
    """The keys of the cells still to be filled in: the locality's own, and whatever else printed figures wait for."""
    content, own = edition.checked.content, waiting(edition.checked.locality)
    others = {noted.key for noted in edition.elsewhere if content.is_pending(noted.key)}
    return others | {cell.key for cell in own}


def _verdict(edition: Edition, kinds: Counter[str]) -> MarkupText:
    tone, number = tally(edition)
    errors, missing = _errors(edition), len(_waiting(edition))
    counted = [f"{errors} 个错误"] if errors else []
    counted += [f"{missing} 个数待补{_places(missing, kinds['pending'])}"] if missing else []
    said = {
        "wrong": f"还有 {'，'.join(counted)}",
        "look": f"没有发现错误，{number} 个数须人工核对{_places(number, kinds['bare'])}",
        "right": "核对无误",
    }
    return element("p", words(said[tone]), class_=f"verdict {tone}")


def _places(cells: int, printed: int) -> str:
    """How often these cells, and figures derived from them, are printed, where that is not once each."""
    return f"（连同推算的，印出 {printed} 处）" if printed != cells else ""


def _share(kinds: Counter[str]) -> MarkupText:
    """How the printed figures are guarded, as a bar and in words."""
    figures = sum(kinds[kind] for kind in _BAR)
    parts = [(kind, *_BAR[kind], kinds[kind]) for kind in _BAR if kinds[kind]]
    bar = "".join(f'<i class="{kind}" style="flex:{number}"></i>' for kind, _, _, number in parts)
    legend = "".join(
        element(
            "button",
            f'<i class="{kind}"></i>{said} <b>{number}</b> 处',
            type="button",
            data_kind=kind,
            title=why,
        )
        for kind, said, why, number in parts
    )
    others = (
        (f"清单和文字 {kinds['said']} 处", kinds["said"]),
        (f"手写 {kinds['typed']} 处", kinds["typed"]),
    )
    said = "，".join([f"印出数字 {figures} 处", *(words for words, number in others if number)])
    return (
        element("p", said, class_="count")
        + element("div", bar, class_="share")
        + element("div", legend, class_="legend")
    )


def _part(title: str, items: list[MarkupText], nothing: str) -> MarkupText:
    if not items and not nothing:
        return ""
    head = element("h2", words(title) + (f" <b>{len(items)}</b>" if items else ""))
    return element(
        "section", head + (element("ul", "".join(items)) if items else element("p", nothing, class_="none"))
    )


def _finding(edition: Edition, number: int, noted: Noted) -> MarkupText:
    finding = noted.finding
    first = next(iter(printed_as(edition, noted.key)), None)
    level = element("em", f"{finding.severity.word} {finding.code}", class_=finding.severity.value)
    said = element("p", level + words(finding.message))
    said += element("p", words(finding.hint), class_="hint") if finding.hint else ""
    said += element("p", words(edition.place(finding.span)), class_="place")
    return _item(said, first, data_finding=str(number))


def _waivers(edition: Edition) -> Iterable[MarkupText]:
    for number, (waiver, waived) in enumerate(edition.checked.waived):
        message = waived.message if waived else "（没有用上）"
        said = element("p", element("em", f"豁免 {waiver.code}", class_="hint") + words(message))
        said += element("p", words(f"{waiver.by}：{waiver.reason}"), class_="hint")
        first = next(iter(waived_in(edition, waived)), None)
        yield _item(said, first, data_waiver=str(number))


def _unguarded(edition: Edition, key: str) -> MarkupText:
    account = edition.trace.accounts[key]
    first = next(iter(printed_as(edition, key)), None)
    where = account.source or edition.place(account.span)
    said = element("p", element("b", words(account.text)) + " " + words(account.path))
    return _item(said + element("p", words(where + ("" if first else "，未印出")), class_="place"), first)


def _item(inner: MarkupText, figure: int | None, **attributes: str) -> MarkupText:
    """An entry that leads to a figure where there is one."""
    leads = {"data_f": str(figure), "role": "button", "tabindex": "0"} if figure else {}
    return element("li", inner, **leads, **attributes)


def _last_year(trace: Trace) -> MarkupText:
    figures = compared(trace)
    if not figures:
        return ""
    return element("section", element("h2", "与上年相比") + chart(figures), class_="years")
