"""What a template may name: the fields of Report and of what hangs below it, known by their types before anything is rendered.

A type here is a tuple of its possible members: `report.blocks` gives Heading, Paragraph or Table, and inside
`if block.kind == "table"` only Table is left.
"""

import types
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from reportgen.report import Letterhead, Report
from reportgen.value import Value

Type = tuple[Any, ...]

ANYTHING: Type = (object,)
"""What is left unknown after a fault: it has every attribute, so that one fault is said once."""
TEXT: Type = (str,)
COUNT: Type = (int,)


class Loop(Value, frozen=True):
    """What Jinja's `loop` offers a template."""

    first: bool
    last: bool
    index: int
    length: int


LOOP: Type = (Loop,)
ROOT: Mapping[str, Type] = {"report": (Report,)}


def members(hint: Any) -> Type:
    """The alternatives of a type hint. A letterhead alone may be named as if it were always there: `fill` says when it is not."""
    options = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    return (Letterhead,) if Letterhead in options else options


@lru_cache(maxsize=64)
def attributes(member: Any) -> Mapping[str, Any]:
    """The fields and properties of a value with their type hints; nothing for any other type."""
    if not (isinstance(member, type) and issubclass(member, Value)):
        return {}
    hints = get_type_hints(member)
    properties = {name: value for name, value in vars(member).items() if isinstance(value, property)}
    return {name: hints[name] for name in member.__struct_fields__} | {
        name: get_type_hints(value.fget)["return"] for name, value in properties.items()
    }


def attribute(owner: Type, name: str) -> Type | None:
    """The type of an attribute that every member has; None when one lacks it."""
    if owner == ANYTHING:
        return ANYTHING
    found = [attributes(member).get(name) for member in owner]
    if not found or None in found:
        return None
    return tuple(dict.fromkeys(option for hint in found for option in members(hint)))


def common_attributes(owner: Type) -> list[str]:
    """The names every member has, in their order of declaration."""
    return [name for name in (attributes(owner[0]) if owner else ()) if attribute(owner, name) is not None]


def element(owner: Type) -> Type | None:
    """The type of the elements of a sequence; None when it is not one."""
    if owner == ANYTHING:
        return ANYTHING
    if not all(isinstance(member, types.GenericAlias) and get_origin(member) is tuple for member in owner):
        return None
    return tuple(dict.fromkeys(option for member in owner for option in members(get_args(member)[0])))


def batches(owner: Type) -> Type:
    """The type of a sequence cut into short sequences."""
    return tuple(types.GenericAlias(tuple, (member, ...)) for member in owner)


def of_kind(owner: Type, kind: str) -> Type:
    """The members whose `kind` is this literal."""
    return tuple(member for member in owner if kind in _kinds(member))


def not_of_kind(owner: Type, kind: str) -> Type:
    """The members left when those of this kind are gone."""
    return tuple(member for member in owner if kind not in _kinds(member))


def _kinds(member: Any) -> tuple[Any, ...]:
    hint = attributes(member).get("kind")
    return get_args(hint) if get_origin(hint) is Literal else ()


def is_printable(owner: Type) -> bool:
    """Whether a tag may print it: text or a number."""
    return owner == ANYTHING or all(
        isinstance(member, type) and issubclass(member, str | int) for member in owner
    )
