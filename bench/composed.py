"""A composed report as plain data, for a template that docxtpl fills alone: what a loop would have to lay out, given to it for nothing."""

import json
from pathlib import Path
from typing import Any

from plain import COMPOSED

from reportgen.compose import compose
from reportgen.derive import derive
from reportgen.load import load
from reportgen.render.names import attributes
from reportgen.value import Value

_UNPRINTED = {"sources", "figure", "title_runs", "caption_runs", "enclosure_runs"}


def write(project: Path, year: int) -> None:
    """Puts the composed report of every locality beside the content, one JSON file each, unless they are there."""
    folder = project / COMPOSED
    if folder.exists():
        return
    folder.mkdir()
    content, _ = load(project / "content", (year - 1, year))
    content, _ = derive(content)
    for locality in content.localities.values():
        report, _ = compose(content, locality, draft=False)
        text = json.dumps(_plain(report), ensure_ascii=False)
        (folder / f"{Path(locality.slug).name}.json").write_text(text, encoding="utf-8")


def _plain(value: object) -> Any:
    if isinstance(value, Value):
        names = (name for name in attributes(type(value)) if name not in _UNPRINTED)
        return {name: _plain(getattr(value, name)) for name in names}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value
