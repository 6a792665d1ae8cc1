"""The table of changed figures as Markdown: each figure before and after, the cell that caused it, where it is written.

`changed_figures.py BASE` compares the content of a commit with that of the working tree.
"""

import io
import re
import subprocess
import sys
import tarfile
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from reportgen.content import Content, Locality
from reportgen.formula import label, refs, show
from reportgen.pipeline import Request, read
from reportgen.signoff.changes import FigureChange, compare
from reportgen.signoff.draft import Draft, Figure

MOST = 200
LONGEST = 80
"""Characters of a field; a comment of GitHub's holds 65,536."""
CAUSES = 3
HEAD = "| 地区 | 指标 | 原来 | 现在 | 原因 | 写在 |\n|---|---|---:|---:|---|---|"


def main(base: str) -> None:
    if not base:
        print("没有可以比较的上一次提交。")
        return
    with TemporaryDirectory() as folder:
        archive = subprocess.run(["git", "archive", base, "content"], capture_output=True, check=False)
        if archive.returncode == 0:
            with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as packed:
                packed.extractall(folder, filter="data")
        now, before = Path("content"), Path(folder) / "content"
        every = sorted({*years(now), *years(before)})
        lines = [line for year in every for line in of_year(year, now, before)]
        gone = [told for year in every for told in missing(year, now, before)]
    print("## 数据变动表\n")
    if not lines and not gone:
        print("这次改动没有改变任何数。")
    if lines:
        print("\n".join([HEAD, *lines[:MOST]]))
    if len(lines) > MOST:
        print(f"\n另有 {len(lines) - MOST} 个，见所附草稿的数据来源表。")
    if gone:
        print("\n".join(["\n没有比较的文件：\n", *(f"- {told}" for told in gone[:MOST])]))


def years(root: Path) -> list[int]:
    if not root.is_dir():
        return []
    return sorted(int(path.name) for path in root.iterdir() if re.fullmatch(r"\d{4}", path.name))


def of_year(year: int, root: Path, before: Path) -> list[str]:
    now, then = drafts(year, root), drafts(year, before)
    lines = []
    for identity, (name, draft) in now.items():
        _, old = then.get(identity, ("", Draft(identity, "", (), {})))
        lines += [
            line(f"{name} {year}", change) for change in compare(old, draft).figures if not change.moved
        ]
    return lines


def missing(year: int, root: Path, before: Path) -> list[str]:
    """Files whose figures are not compared: gone since, or not to be read as they are now."""
    now, then = drafts(year, root), drafts(year, before)
    there = {path.relative_to(root).with_suffix("").as_posix() for path in root.glob(f"{year}/**/*.yaml")}
    deleted = (f"{i}.yaml（{then[i][0]}）已删去或改名" for i in then.keys() - now.keys() - there)
    return sorted(map(plain, [*deleted, *(f"{i}.yaml 读不出来" for i in there - now.keys())]))


@cache
def drafts(year: int, root: Path) -> dict[str, tuple[str, Draft]]:
    if not (root / str(year)).is_dir():
        return {}
    content, _ = read(Request(year, content=root))
    places = [place for place in content.localities.values() if place.year == year]
    return {
        place.id: (place.name, Draft(place.id, place.name, (), figures(content, place, root)))
        for place in places
    }


def figures(content: Content, home: Locality, root: Path) -> dict[str, Figure]:
    """The figures of a locality, and those of others that they rest on."""
    found: dict[str, Figure] = {}
    waiting = [cell.key for cell in home.cells.values()]
    while waiting:
        key = waiting.pop()
        identity, _, path = key.partition("#")
        cell = content.localities[identity].cells.get(path)
        if cell is None or key in found:
            continue
        name = path if identity == home.id else f"{content.localities[identity].name} {path}"
        inputs = tuple(dict.fromkeys(ref.key for ref in refs(cell.definition))) if cell.definition else ()
        formula = show(cell.definition, label) if cell.definition else ""
        place = f"{Path(cell.span.text.path).relative_to(root).as_posix()}:{cell.span.line}"
        found[key] = Figure(name, cell.printed or "待补", place, formula, inputs)
        waiting += inputs
    return {key: found[key] for key in sorted(found)}


def line(locality: str, change: FigureChange) -> str:
    first, more = change.causes[:CAUSES], "等" if len(change.causes) > CAUSES else ""
    cause = "填写的数改动" if change.is_own else f"随 {'、'.join(first)}{more} 变动"
    fields = (locality, change.name, *change.texts, cause, change.figure.place)
    return "| " + " | ".join(map(plain, fields)) + " |"


def plain(text: str) -> str:
    """Text that Markdown shows as it stands, and that calls nobody; its beginning, where it is long."""
    text = " ".join(text.split())
    text = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    return re.sub(r"([\\`*_{}\[\]<>#|!~@&])", lambda match: f"&#{ord(match[1])};", text)


main(sys.argv[1] if len(sys.argv) > 1 else "")
