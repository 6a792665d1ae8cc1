"""公文格式核对表: the draft against GB/T 9704-2012, clause by clause, what is not met first."""

from collections.abc import Iterator

from reportgen import patterns
from reportgen.conformity import Conformity, Row, Verdict
from reportgen.finding import Finding
from reportgen.report import Block
from reportgen.signoff.sheets.sheet import Section, sections, text

NAME = "公文格式核对表"
_HEADS = ("条款", "要素", "强制程度", "要求", "实测", "结论")
_LATER = patterns.compile(r"(?:要排出版面才知道，)?[^，]*请用 --rendered.*")
"""What a command line says to whoever can run it again; the reader of this sheet cannot."""
_TITLES = {Verdict.UNMET: "不符合的", Verdict.UNKNOWN: "无法判定的", Verdict.MET: "符合的"}


def blocks(judged: Conformity | Finding) -> Iterator[Block]:
    """The sheet of a judged draft."""
    if isinstance(judged, Finding):
        yield text(f"没有核对：{judged.message}。")
        return
    yield text(in_words(judged))
    yield from sections(
        Section(title, _HEADS, [_line(row) for row in judged.of(verdict)])
        for verdict, title in _TITLES.items()
    )


def in_words(judged: Conformity) -> str:
    """The result in a sentence."""
    counts = "，".join(f"{verdict.value} {len(judged.of(verdict))} 项" for verdict in Verdict)
    return (
        f"依据 GB/T 9704—2012，{counts}；不符合的条款中，规定 {len(judged.breaches)} 项。"
        "本表按文件判定，没有量印出的版面；不适用的条款不列。"
    )


def _line(row: Row) -> list[str]:
    clause, found = row.clause, row.found
    measured = _LATER.sub("须排出版面再量", found.measured)
    return [clause.number, clause.element, clause.strength, clause.required, measured, found.verdict]
