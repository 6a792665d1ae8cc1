"""Writes a project of synthetic localities: content/, its dictionary, and a link to our templates.

    python bench/generate.py DIR --localities 300 [--cities [--province]] [--years 2] [--rows 20] [--length 1] [--seed 1]

A locality imitates our five real ones: some 60 metrics, 40 fragments of 6,000 characters with 60 inline figures, two tables of `rows`
rows, three attachments. With --cities they hang together: a city after every thirteen counties, which quotes sums over its counties
and tables them; with --province one more locality stands above all and adds up its cities. --length repeats the report's sections.
The same arguments give the same bytes; everything builds without an error.
"""

import argparse
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random

from figures import figures, money, rounded
from prose import HEADINGS, in_chinese, passage, place_name

ROOT = Path(__file__).resolve().parent.parent
WORDS = Path(__file__).resolve().parent / "words"
METRICS = (WORDS / "metrics.txt").read_text(encoding="utf-8").splitlines()
QUOTES = (WORDS / "quotes.txt").read_text(encoding="utf-8").splitlines()
COUNTIES = 13
LATEST = 2025
TABLES = ("重点项目", "评价项目")
SUMMED = {
    "事前评估": [
        "单位数",
        "项目数",
        "送审金额",
        "审减金额",
        "审定金额",
        "不予支持数",
        "调整后支持数",
        "退回数",
    ],
    "问题整改": ["问题数", "整改数", "剩余数"],
}
TABLED = (
    "事前评估.项目数, 事前评估.送审金额, 事前评估.审减金额, 事前评估.审减率, 问题整改.问题数, 问题整改.整改率"
)

PROVINCE = """
locality: 华北省
year: YEAR
report: work-summary
title: 华北省YEAR年预算绩效管理工作情况
metrics:
  全省: {评估项目: = sum(下级.事前评估.项目数), 送审资金: = sum(下级.事前评估.送审金额)}
sections:
  - heading: 工作完成情况
    text: |
      {{ 今年 }}，全省各市共评估项目{{ 全省.评估项目 }}，送审资金{{ 全省.送审资金 }}。
""".lstrip()


@dataclass(frozen=True)
class Shape:
    """How large a locality's file is: the rows of each of its tables, and how many times its sections stand in it."""

    rows: int = 20
    length: int = 1


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--localities", type=int, required=True, metavar="N")
    parser.add_argument("--cities", action="store_true")
    parser.add_argument("--province", action="store_true")
    parser.add_argument("--years", type=int, default=1)
    parser.add_argument("--rows", type=int, default=Shape.rows)
    parser.add_argument("--length", type=int, default=Shape.length)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    shape = Shape(asked.rows, asked.length)
    generate(
        asked.folder,
        asked.localities,
        cities=asked.cities,
        province=asked.province,
        years=asked.years,
        shape=shape,
        seed=asked.seed,
    )


def generate(
    folder: Path,
    localities: int,
    *,
    cities: bool = False,
    province: bool = False,
    years: int = 1,
    shape: Shape | None = None,
    seed: int = 1,
) -> None:
    """Writes the project; `localities` counts cities and counties, not a province. The content of an earlier run is replaced."""
    content = folder / "content"
    shutil.rmtree(content, ignore_errors=True)
    content.mkdir(parents=True)
    shutil.copy(ROOT / "content" / "indicators.yaml", content)
    if not (link := folder / "templates").exists():
        link.symlink_to(ROOT / "templates", target_is_directory=True)
    for year in range(LATEST - years + 1, LATEST + 1):
        files = dict(_year(localities, year, cities, shape or Shape(), seed))
        if province:
            files = {f"province/{slug}": text for slug, text in files.items()} | {
                "province": PROVINCE.replace("YEAR", str(year))
            }
        for slug, text in files.items():
            path = content / str(year) / f"{slug}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def _year(localities: int, year: int, cities: bool, shape: Shape, seed: int) -> Iterator[tuple[str, str]]:
    """The slug and the text of each file. A locality's figures grow from year to year, its prose is another."""
    for number in range(localities):
        numbers, words = Random(f"{seed}/{number}"), Random(f"{seed}/{number}/{year}")
        group, place = divmod(number, COUNTIES + 1)
        below = min(COUNTIES, localities - number - 1) if cities and place == 0 else 0
        slug = f"city{group:04}" if below else f"county{number:04}"
        folder = f"city{group:04}/" if cities and place else ""
        yield folder + slug, _locality(number, below, year, shape, numbers, words)


def _locality(number: int, counties: int, year: int, shape: Shape, numbers: Random, words: Random) -> str:
    """The file of a county, or of a city with this many counties after it."""
    name = place_name(number, "市" if counties else "")
    named = [place_name(number + place) for place in (1, counties)] if counties else []
    quotes = [f"{one}评估项目{{{{ {one}.事前评估.项目数 }}}}。" for one in dict.fromkeys(named)]
    lines = [
        *(
            f"locality: {name}",
            f"year: {year}",
            "report: work-summary",
            f"title: {name}{year}年预算绩效管理工作情况",
        ),
        *(
            "metrics:",
            *_indented(_metrics(numbers, year, counties)),
            *_indented(_tables(numbers, shape.rows)),
        ),
        *("checks:", "  - 单位自评.项目数 <= 绩效监控.任务数", "  - 公开情况.公开数 <= 绩效目标.项目数"),
        *("sections:", *_indented(_sections(words, shape.length, [*QUOTES, *quotes]))),
        *("attachments:", *_indented(_attachments(name, words, counties))),
    ]
    return "".join(f"{line}\n" for line in lines)


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _metrics(numbers: Random, year: int, counties: int) -> Iterator[str]:
    known = figures(numbers, 1 + (year - LATEST) * Decimal("0.1"))
    for line in METRICS:
        group = line.partition(":")[0]
        if counties and group in SUMMED:
            yield f"{group}:"
            yield from (f"  {indicator}: = sum(下级.{group}.{indicator})" for indicator in SUMMED[group])
        else:
            yield line.format_map(known)


def _tables(numbers: Random, rows: int) -> Iterator[str]:
    yield "台账:"
    for table in TABLES:
        yield f"  {table}:"
        for row in range(1, rows + 1):
            asked = money(numbers, 100, 9_000)
            cut = rounded(asked * numbers.randint(1, 30) / 100)
            project = f"{HEADINGS[row % len(HEADINGS)]}{in_chinese(row)}号"
            amounts = f"送审: {asked}万元, 审减: {cut}万元, 审定: {asked - cut}万元"
            yield f"    - {{项目: {project}, 指标数: {numbers.randint(3, 40)}个, {amounts}}}"


def _sections(words: Random, length: int, quotes: Sequence[str]) -> Iterator[str]:
    """Five chapters of four items; each quote stands once in a round of them. Then the tables."""
    for _ in range(length):
        waiting = iter(quotes)
        for chapter in range(5):
            yield f"- heading: {HEADINGS[chapter]}，推进管理提质"
            yield f"  text: {passage(words, 1)}"
            yield "  items:"
            for item in range(4):
                yield f"    - heading: {HEADINGS[chapter + item]}工作"
                yield "      text: |"
                yield f"        {passage(words, 3)}{next(waiting, '')}"
    for table in TABLES:
        columns = "columns: [指标数, 送审, 审减, 审定], total: 合计"
        yield f"- table: {{title: {table}情况, rows: 台账.{table}, {columns}}}"


def _attachments(author: str, words: Random, counties: int) -> Iterator[str]:
    """Three: prose, and for a city the table of its counties."""
    for part in range(2 if counties else 3):
        yield f"- title: {HEADINGS[part]}的做法"
        yield f"  author: {author}财政局"
        yield "  sections:"
        for section in range(5):
            yield f"    - {{heading: {HEADINGS[section + part]}先行, text: {passage(words, 2)}}}"
    if counties:
        yield f"- {{title: 各县区情况统计表, landscape: true, table: {{rows: 下级, columns: [{TABLED}], total: 合计}}}}"


if __name__ == "__main__":
    main()
