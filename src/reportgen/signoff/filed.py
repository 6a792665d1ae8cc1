"""A draft as JSON, as it lies in its package."""

import json
from typing import Any

from reportgen.signoff.draft import Accepted, Draft, Figure, Line, Part
from reportgen.value import asdict

NAME = "draft.json"


def encoded(draft: Draft) -> bytes:
    """The same bytes for the same draft: no clock, no host."""
    content = {
        "report": draft.report,
        "name": draft.name,
        "lines": [{"text": line.text, "parts": [_part(part) for part in line.parts]} for line in draft.lines],
        "figures": {key: _figure(draft.figures[key]) for key in sorted(draft.figures)},
        "accepted": [asdict(one) for one in draft.accepted],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def decoded(data: bytes) -> Draft | None:
    """The draft in a file; None for one that is damaged."""
    try:
        read: dict[str, Any] = json.loads(data)
        lines = tuple(
            Line(line["text"], tuple(_read_part(p) for p in line["parts"])) for line in read["lines"]
        )
        figures = {key: _read_figure(figure) for key, figure in read["figures"].items()}
        accepted = tuple(Accepted(**one) for one in read.get("accepted", ()))
        return Draft(read["report"], read["name"], lines, figures, accepted)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _part(part: Part) -> list[int | str]:
    return [part.length, part.figure, part.place] if part.figure or part.place else [part.length]


def _read_part(listed: list[Any]) -> Part:
    return Part(*listed)


def _figure(figure: Figure) -> dict[str, Any]:
    fields = {name: getattr(figure, name) for name in Figure.__struct_fields__}
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in fields.items() if value
    }


def _read_figure(fields: dict[str, Any]) -> Figure:
    written = {"name": "", "text": "", "place": ""}
    listed = {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}
    known: dict[str, Any] = written | listed
    return Figure(**known)
