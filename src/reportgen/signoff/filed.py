"""A draft as JSON, as it lies in its package."""

from reportgen.signoff.draft import Draft
from reportgen.value import replace, to_json, value_from_json

NAME = "draft.json"


def encoded(draft: Draft) -> bytes:
    """The same bytes for the same draft: no clock, no host."""
    return to_json(replace(draft, figures=dict(sorted(draft.figures.items()))))


def decoded(data: bytes) -> Draft | None:
    """The draft in a file; None for one that is damaged."""
    try:
        return value_from_json(data, Draft)
    except ValueError:
        return None
