"""What a page calls a cell: its group and its name in one, as people say it."""


def title_of(path: str) -> str:
    """事前评估.项目数 is 事前评估项目数; a word that the name says again is left out of the group: 重点评价.评价资金 is 重点评价资金."""
    group, _, name = path.rpartition(".")
    above = group.replace(".", "")
    for word in _words(name):
        above = above.replace(word, "")
    return above + name


def _words(name: str) -> list[str]:
    """Every stretch of two hanzi or more, the longest first."""
    size = len(name)
    found = (
        name[start : start + length] for length in range(size, 1, -1) for start in range(size - length + 1)
    )
    return [word for word in found if all("\u4e00" <= character <= "\u9fff" for character in word)]
