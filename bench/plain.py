"""The plain loop, as the docs of its libraries teach it: the baseline every ratio of the bench is a ratio to.

    python bench/plain.py DIR OUT [--simplest]        DIR as speed.py's `project` leaves it: generated, flat, one year, composed

ruamel.yaml's round-trip loader (or PyYAML's C loader) reads a locality's file, Jinja's `from_string` fills each fragment, docxtpl opens
the template, renders and saves: once a report. It checks nothing, derives nothing, finds no place of an error, and prints what the file
states. The template is ours, and the document the same; what it takes to lay out our blocks and runs is given to
the loop as composed.py left it. With --simplest the template has one run a paragraph and no conditions, and the loop lays out its
own page: as many paragraphs, the same texts, the same tables.
"""

import argparse
import json
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from docxtpl import DocxTemplate
from jinja2 import Environment
from ruamel.yaml import YAML

Data = dict[str, Any]
Loader = Callable[[Path], Data]
OURS = "templates/work-summary.docx"
TEMPLATE = "plain.docx"
COMPOSED = "composed"
_NUMERALS = "一二三四五六七八九十"
_NUMBER = re.compile(r"-?[\d.]+")


class Figure(str):
    """A figure as written, which conditions compare by its number."""

    @property
    def number(self) -> Decimal:
        found = _NUMBER.match(self)
        return Decimal(found[0]) if found else Decimal(0)

    def __gt__(self, other: object) -> bool:
        return self.number > other if isinstance(other, int) else super().__gt__(str(other))


def round_trip(path: Path) -> Data:
    """As ruamel.yaml's docs begin."""
    with path.open(encoding="utf-8") as stream:
        loaded: Data = YAML().load(stream)
    return loaded


def c_loader(path: Path) -> Data:
    with path.open(encoding="utf-8") as stream:
        loaded: Data = yaml.load(stream, yaml.CSafeLoader)
    return loaded


def build(
    folder: Path, output: Path, load: Loader, localities: Iterable[Path], *, simplest: bool = False
) -> None:
    """Writes the report of each locality's file; `folder` holds the template."""
    output.mkdir(parents=True, exist_ok=True)
    for path in localities:
        report = page(load(path))
        if not simplest:
            report = json.loads((folder / COMPOSED / f"{path.stem}.json").read_bytes())
        template = DocxTemplate(folder / (TEMPLATE if simplest else OURS))
        template.render({"report": report}, autoescape=True)
        template.save(output / f"{path.stem}.docx")


def page(data: Data) -> Data:
    """What the templates of all dialects print."""
    jinja = Environment()
    jinja.filters["亿元"] = lambda value, places: f"{value.number / 10000:.{places}f}亿元"
    known: Data = {name: _group(group) for name, group in data["metrics"].items() if name != "台账"}
    known |= {"今年": f"{data['year']}年", "去年": f"{data['year'] - 1}年", "本地": data["locality"]}

    def said(text: str) -> str:
        return jinja.from_string(text).render(known).strip()

    chapters = [
        {
            "heading": f"{_NUMERALS[n % 10]}、{chapter['heading']}",
            "text": said(chapter["text"]),
            "points": [
                {"text": f"{m}.{item['heading']}。{said(item['text'])}"}
                for m, item in enumerate(chapter["items"], 1)
            ],
        }
        for n, chapter in enumerate(chapter for chapter in data["sections"] if "items" in chapter)
    ]
    attachments = [
        {
            "label": f"附件{n}",
            "title": attachment["title"],
            "author": f"（{attachment['author']}）",
            "sections": [
                {"heading": f"{_NUMERALS[m]}、{section['heading']}", "text": said(section["text"])}
                for m, section in enumerate(attachment["sections"])
            ],
        }
        for n, attachment in enumerate(data["attachments"], 1)
    ]
    listed = [f"{'' if n > 1 else '附件：'}{n}.{one['title']}" for n, one in enumerate(attachments, 1)]
    tables = data["metrics"]["台账"]
    return {
        "title": data["title"],
        "chapters": chapters,
        "projects": _rows(tables["重点项目"]),
        "projects_caption": "重点项目情况",
        "evaluations": _rows(tables["评价项目"]),
        "evaluations_caption": "评价项目情况",
        "listed": [{"text": text} for text in listed],
        "attachments": attachments,
    }


def _group(group: Data) -> Data:
    return {name: _cell(value) for name, value in group.items()}


def _cell(value: object) -> object:
    if isinstance(value, list):
        joined = "、".join(item for item in value if item != "等").replace("》、《", "》《")
        return joined + ("等" if "等" in value else "")
    return Figure(str(value).partition(" = ")[0])


def _rows(table: list[Data]) -> list[Data]:
    rows = [
        {
            "name": row["项目"],
            "count": _bare(row["指标数"]),
            "asked": _bare(row["送审"]),
            "cut": _bare(row["审减"]),
            "approved": _bare(row["审定"]),
        }
        for row in table
    ]
    totals = {
        field: str(sum(Decimal(row[field]) for row in rows))
        for field in ("count", "asked", "cut", "approved")
    }
    return [*rows, {"name": "合计", **totals}]


def _bare(figure: str) -> str:
    return str(Figure(figure).number)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("output", type=Path, metavar="OUT")
    parser.add_argument("--simplest", action="store_true")
    asked = parser.parse_args()
    localities = sorted((asked.folder / "content").glob("[0-9]*/*.yaml"))
    build(asked.folder, asked.output, round_trip, localities, simplest=asked.simplest)


def prepare(folder: Path) -> None:
    """Puts the simplest template beside the content, unless it is there."""
    from equivalent import DOCXTPL, write  # python-docx's own API, which the loop has no need of

    if not (folder / TEMPLATE).exists():
        write(folder / OURS, folder / TEMPLATE, DOCXTPL)


if __name__ == "__main__":
    main()
