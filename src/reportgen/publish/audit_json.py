"""An audit in the JSON envelope that all commands share."""

from collections.abc import Mapping
from typing import Any

from reportgen.publish.checks_json import relation_entry
from reportgen.publish.review import Review


def entry(review: Review | None) -> Mapping[str, Any]:
    """What the entry of a file says of its figures and relations; nothing when it could not be read."""
    if review is None:
        return {}
    relations = [relation_entry(one, one.place, one.values) for one in review.statements]
    return {"figures": len(review.figures), "unchecked": review.unchecked, "relations": relations}
