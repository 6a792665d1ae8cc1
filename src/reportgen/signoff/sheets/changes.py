"""数据变动表: every figure that changed, the cell that caused it, and where it is printed; then the sentences that changed."""

from collections.abc import Iterator

from reportgen.report import Block, Report
from reportgen.signoff.changes import FigureChange, SentenceChange
from reportgen.signoff.sheets.sheet import SHEET, Matter, counted, heading, rows, sheet, text

NAME = "数据变动表"
_FIGURES = ("序号", "指标", "上一稿", "本稿", "变动原因", "写在", "印在")
_SENTENCES = ("序号", "上一稿", "本稿", "写在")
NONE = "（无）"


def changes_sheet(matter: Matter) -> Report:
    """The sheet; on a first submission it says that there is nothing to compare with."""
    return sheet(matter, SHEET, f"{matter.report.locality}{NAME}", list(_blocks(matter)))


def _blocks(matter: Matter) -> Iterator[Block]:
    changes = matter.changes
    if changes is None:
        yield text("本稿是首次送审，没有上一稿可比。各数的来源见数据来源表。")
        return
    yield text(in_words(matter))
    if changes.figures:
        yield heading("一、数的变动")
        yield rows(_FIGURES, counted([figure_line(change) for change in changes.figures]), ("上一稿", "本稿"))
    if changes.sentences:
        yield heading("二、文字的变动" if changes.figures else "一、文字的变动")
        yield rows(_SENTENCES, counted([sentence_line(change) for change in changes.sentences]))


def in_words(matter: Matter) -> str:
    """How much changed, in a sentence."""
    changes = matter.changes
    if changes is None:
        return "本稿是首次送审。"
    if not changes:
        return f"本稿与第{matter.number - 1}稿的数和文字完全相同。"
    own = [change for change in changes.figures if change.causes == (change.name,)]
    parts = []
    if changes.figures:
        others = len(changes.figures) - len(own)
        parts.append(f"改动单元格 {len(own)} 个" + (f"，由此变动的数 {others} 个" if others else ""))
    if changes.sentences:
        parts.append(f"文字改动 {len(changes.sentences)} 处")
    return f"与第{matter.number - 1}稿相比，{'；'.join(parts)}。其余的数和文字与上一稿一致。"


def figure_line(change: FigureChange) -> list[str]:
    """The name, both texts, the cause, where it is written, where it is printed."""
    before, after = change.before, change.after
    spots = "；".join(after.spots) if after and after.spots else "未印出"
    return [
        change.name,
        before.text if before else NONE,
        after.text if after else NONE,
        _cause(change),
        change.figure.place,
        spots,
    ]


def _cause(change: FigureChange) -> str:
    if change.causes != (change.name,):
        return f"随 {'、'.join(change.causes)} 变动"
    if change.before is None:
        return "新增"
    if change.after is None:
        return "删去"
    if change.before.formula != change.after.formula:
        return "公式改为 " + (change.after.formula or "直接填写")
    return "单元格改动"


def sentence_line(change: SentenceChange) -> list[str]:
    """Both texts and where the sentence is written."""
    return [change.before or NONE, change.after or NONE, change.place]
