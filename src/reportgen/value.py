"""The base class of all values that flow through the program, and JSON. The only door to msgspec, whose structs are made in C, six times as
fast as dataclasses, and defined in next to no time.

A value is `frozen`, and compared and hashed by its fields; one that is filled piece by piece leaves `frozen` out. `dict=True` makes room
for a cached_property, `eq=False` compares by identity. `gc=False` spares the garbage collector values that exist by the thousand: they
only refer to one another in trees.
"""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from msgspec import Struct as Value
from msgspec import convert, field, json, to_builtins
from msgspec.structs import asdict, replace

__all__ = [
    "Value",
    "asdict",
    "cached_property",
    "field",
    "from_json",
    "replace",
    "spelt",
    "to_json",
    "to_short_json",
    "value_from_json",
    "value_of",
]

_Made = TypeVar("_Made")


class cached_property(Generic[_Made]):
    """functools.cached_property without the lock that it takes before Python 3.12."""

    def __init__(self, make: Callable[[Any], _Made]) -> None:
        self._make = make

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, instance: Any, owner: type) -> _Made:
        made = instance.__dict__[self._name] = self._make(instance)
        return made


def to_json(value: object) -> bytes:
    """JSON as written to files and to standard output: UTF-8, indented, one final newline."""
    return json.format(to_short_json(value), indent=2) + b"\n"


def to_short_json(value: object) -> bytes:
    """JSON without optional spaces, for what only programs read."""
    try:
        return json.encode(value)
    except UnicodeEncodeError:
        return json.encode(_all_spelt(to_builtins(value)))


def from_json(data: bytes) -> Any:
    """The value that JSON text or bytes spell, of dicts, lists, strings and numbers. Raises ValueError."""
    return json.decode(data)


def value_from_json(data: bytes, kind: type[_Made]) -> _Made:
    """The value of this kind that JSON spells. Raises ValueError for JSON of anything else."""
    return json.decode(data, type=kind)


def value_of(plain: object, kind: type[_Made]) -> _Made:
    """The value of this kind that dicts, lists and texts spell, a number as a text too. Raises ValueError for those of anything else."""
    return convert(plain, kind, strict=False)


def spelt(text: str) -> str:
    """A text that UTF-8 can carry: what else the name of a file may hold (one out of a zip in GBK) as a console shows it, \\udcff."""
    return text.encode("utf-8", "backslashreplace").decode()


def _all_spelt(value: Any) -> Any:
    if isinstance(value, str):
        return spelt(value)
    if isinstance(value, dict):
        return {_all_spelt(key): _all_spelt(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_all_spelt(item) for item in value]
    return value
