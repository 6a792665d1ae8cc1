"""What a page calls a cell: its group and its name in one, as people say it."""

from collections.abc import Iterator

from reportgen import patterns

_HANZI = patterns.compile(r"[\u4e00-\u9fff]+")


def title_of(path: str) -> str:
    """事前评估.项目数 is 事前评估项目数; what the name says again is left out of the group: 重点评价.评价资金 is 重点评价资金."""
    group, _, name = path.rpartition(".")
    above = group.replace(".", "")
    for stretch in _stretches(name):
        above = above.replace(stretch, "")
    return above + name


def _stretches(name: str) -> Iterator[str]:
    """Every stretch of two hanzi or more, the longest first."""
    for length in range(len(name), 1, -1):
        for start in range(len(name) - length + 1):
            if _HANZI.fullmatch(name, start, start + length):
                yield name[start : start + length]
