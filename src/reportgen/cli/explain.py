"""reportgen explain: where a figure comes from, or what a finding means."""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

from reportgen import checks
from reportgen.cli import options, streams
from reportgen.cli.codes import all_codes
from reportgen.cli.derivation import derivation, guards
from reportgen.cli.line import Argument
from reportgen.cli.trees import as_json, as_text
from reportgen.content import Cell, Content, Indicator, Locality, TableCells, look_up, suggest
from reportgen.pipeline import Request, UsageError, choose_locality, read
from reportgen.value import to_json

Subject = Annotated[str, Argument(help="地区名，或问题编号（如 D101）", metavar="地区|编号")]
Year = Annotated[int | None, Argument(help="年份", metavar="年份")]
Figure = Annotated[str, Argument(help="指标，如 事前评估.审减率", metavar="指标")]


def explain(
    subject: Subject,
    year: Year = None,
    figure: Figure = "",
    content: options.ContentFolder = Path("content"),
    output_format: options.Format = options.OutputFormat.TEXT,
) -> int:
    """一个数从哪里来、由什么核对；或一个问题编号是什么意思。"""
    if year is None:
        meaning = _meaning(subject)
        _print(meaning, "\n".join(_pages(meaning)), output_format)
        return 0
    if not figure:
        raise UsageError("还要写明指标，例如：reportgen explain 宁县 2025 事前评估.审减率")
    whole, found = read(Request(year, content=content))
    try:
        locality = choose_locality([p for p in whole.localities.values() if p.year == year], subject)
        cell = _cell(whole, locality, figure)
    except UsageError as error:
        wrong = [finding for findings in found.values() for finding in findings if finding.is_error]
        check = (
            f"（内容文件有 {len(wrong)} 处错误，先运行 reportgen check --year {year} 改好）" if wrong else ""
        )
        raise UsageError(f"{error}{check}") from None
    tree, guarded = derivation(whole, cell), guards(whole, cell)
    _print(as_json(tree, guarded), as_text(tree, guarded), output_format)
    return 0


def _print(value: Mapping[str, Any], text: str, output_format: options.OutputFormat) -> None:
    if output_format is options.OutputFormat.JSON:
        streams.emit(to_json(value))
    else:
        streams.say(text)


def _cell(content: Content, locality: Locality, figure: str) -> Cell:
    found = look_up(content, locality, figure)
    if isinstance(found, Cell):
        return found
    near = suggest(content, locality, figure)
    match found:
        case TableCells(rows=(row, *_), columns=(*_, column)):
            said = f"{figure} 是一张表，要写明哪一格，例如：{figure}.{row}.{column}"
        case (Cell() as first, *_):
            owner = content.owner(first.key)
            below = "" if owner is locality else f"{owner.name}."
            said = f"{figure} 是一列数，要写明哪一行，例如：{below}{first.path}"
        case _ if not near.endswith(f".{figure}") and (lacking := _lacking(content, locality, figure)):
            path, indicator = lacking
            meaning = f"，{indicator.meaning}" if indicator.meaning else ""
            said = f"{locality.name}没有填“{path}”，也推算不出来；它写在指标字典里：{indicator.span}（{indicator.pattern}{meaning}）"
        case _:
            said = f"{locality.name}没有指标“{figure}”" + (f"，是不是“{near}”？" if near else "")
    raise UsageError(said)


def _lacking(content: Content, locality: Locality, figure: str) -> tuple[str, Indicator] | None:
    """The indicator of the dictionary that a figure nobody stated is of, and its path; one named without its group is looked for in all
    groups the locality has."""
    group, _, name = figure.rpartition(".")
    for one in (group,) if group else locality.groups:
        written = locality.groups.get(one)
        known = content.dictionary.of(written) if written else content.dictionary.groups.get(one)
        if known and (indicator := known.indicators.get(name)):
            return f"{one}.{name}", indicator
    return None


def _meaning(code: str) -> dict[str, str]:
    """The headings of a code. Raises UsageError with the nearest one when it is unknown."""
    known = all_codes()
    if found := known.get(code.upper()):
        texts = zip(checks.HEADINGS, (found.what, found.why, found.wrong, found.right), strict=True)
        headed = {heading: text for heading, text in texts if text}
        return {"code": found.code, "title": found.title, **headed}
    if not code.isascii():
        raise UsageError(
            f"要查{code}的一个数，还要写明年份和指标，例如：reportgen explain {code} 2025 事前评估.审减率"
        )
    near = get_close_matches(code.upper(), known, n=1, cutoff=0)
    raise UsageError(f"没有编号 {code}" + (f"，是不是 {near[0]}？" if near else ""))


def _pages(meaning: Mapping[str, str]) -> list[str]:
    head = f"{meaning['code']} {meaning['title']}"
    parts = [
        f"\n{heading}\n{_indented(meaning[heading])}" for heading in checks.HEADINGS if heading in meaning
    ]
    return [head, *parts]


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())
