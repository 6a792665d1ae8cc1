"""数据变动表: every figure that changed, the cell that caused it, and where it is printed; then the sentences and waivers that changed."""

from collections.abc import Iterator

from reportgen.report import Block
from reportgen.signoff.changes import NONE, FigureChange, SentenceChange, WaiverChange
from reportgen.signoff.sheets.sheet import ORDINAL, Matter, Section, sections, text

NAME = "数据变动表"
_FIGURES = (ORDINAL, "指标", "上一稿", "本稿", "变动原因", "写在", "印在")
_SENTENCES = (ORDINAL, "上一稿", "本稿", "写在")
_WAIVERS = (ORDINAL, "编号", "指标", "上一稿", "本稿")


def blocks(matter: Matter) -> Iterator[Block]:
    """The sheet; on a first submission it says that there is nothing to compare with."""
    changes = matter.changes
    if changes is None:
        yield text("本稿是首次送审，没有上一稿可比。各数的来源见数据来源表。")
        return
    yield text(in_words(matter))
    figures = [figure_line(matter, change) for change in changes.figures]
    sentences = [sentence_line(matter, change) for change in changes.sentences]
    waivers = [waiver_line(change) for change in changes.waivers]
    yield from sections((
        Section("数的变动", _FIGURES, figures, numeric=("上一稿", "本稿")),
        Section("文字的变动", _SENTENCES, sentences),
        Section("豁免的变动", _WAIVERS, waivers),
    ))  # fmt: skip


def in_words(matter: Matter) -> str:
    """How much changed, in a sentence."""
    changes = matter.changes
    if changes is None:
        return "本稿是首次送审。"
    if not changes:
        return f"本稿与第{matter.number - 1}稿的数、文字和豁免完全相同。"
    own = [change for change in changes.figures if change.is_own]
    parts = []
    if changes.figures:
        others = len(changes.figures) - len(own)
        parts.append(f"填写的数改动 {len(own)} 个" + (f"，由此变动的数 {others} 个" if others else ""))
    if changes.sentences:
        parts.append(f"文字改动 {len(changes.sentences)} 处")
    if changes.waivers:
        parts.append(f"豁免变动 {len(changes.waivers)} 条")
    return f"与第{matter.number - 1}稿相比，{'；'.join(parts)}。其余的数、文字和豁免与上一稿一致。"


def figure_line(matter: Matter, change: FigureChange) -> list[str]:
    """The name, both texts, the cause, where it is written, where it is printed."""
    spots = change.after.spots if change.after else ()
    return [
        change.name,
        *change.texts,
        _cause(change),
        matter.place(change.figure.place),
        "；".join(spots) or "未印出",
    ]


def _cause(change: FigureChange) -> str:
    if not change.is_own:
        return f"随 {'、'.join(change.causes)} 变动"
    if change.before is None:
        return "新增"
    if change.after is None:
        return "删去"
    if change.before.formula != change.after.formula:
        return "公式改为 " + (change.after.formula or "直接填写")
    return "填写的数改动"


def sentence_line(matter: Matter, change: SentenceChange) -> list[str]:
    """Both texts and where the sentence is written."""
    return [change.before or NONE, change.after or NONE, matter.place(change.place)]


def waiver_line(change: WaiverChange) -> list[str]:
    """What it is about, and both waivers."""
    both = (one.in_words if one else NONE for one in (change.before, change.after))
    return [change.waiver.code, change.waiver.at, *both]
