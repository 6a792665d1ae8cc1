"""What the commands of sign-off share: options, dates, and how changes are told."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from reportgen.cli import streams
from reportgen.cli.line import Option

if TYPE_CHECKING:
    from reportgen.signoff.changes import Changes

SignoffFolder = Annotated[Path, Option("--signoff", help="送审文件夹，默认 signoff", metavar="文件夹")]
Day = Annotated[str, Option("--date", help="日期，如 2025-12-01；不写是今天", metavar="日期")]
Yes = Annotated[bool, Option("--yes", help="不再询问，直接执行")]


def day_or_today(written: str) -> str:
    """The date as 2025-12-01; the clock is read here and nowhere else. Raises UsageError.

    A day to come is only told: the clock of a machine may be wrong, and the record takes what its keeper says.
    """
    from datetime import date

    from reportgen.pipeline import UsageError

    today = date.today().isoformat()
    if not written:
        return today
    try:
        day = date.fromisoformat(written).isoformat()
    except ValueError:
        raise UsageError(f"“{written}”不是日期，请写成 2025-12-01 的样子") from None
    if day > today:
        streams.tell(
            f"注意：--date {day} 还没有到（本机今天是 {today}）；年份、月份写错的，请改正后再登记一次"
        )
    return day


def summary(changes: "Changes") -> list[str]:
    """Every change in a line."""
    lines = [f"  数：{change.in_short}" for change in changes.figures]
    lines += [f"  句：{change.in_short}" for change in changes.sentences]
    return [*lines, *(f"  豁免：{change.in_words}" for change in changes.waivers)]
