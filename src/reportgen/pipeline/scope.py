"""Which localities a command is about."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from reportgen.pipeline.request import Request, UsageError
from reportgen.pipeline.survey import Survey, Surveyed


class Named(Protocol):
    """What a user may name: by its name or by its path."""

    @property
    def name(self) -> str: ...
    @property
    def slug(self) -> str: ...
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=Named)


def chosen(found: Survey, request: Request) -> frozenset[str]:
    """The ids asked for. Raises UsageError for a locality that is not there."""
    year = [one for one in found.files.values() if one.year == request.year]
    if not request.localities:
        return frozenset(one.id for one in year)
    return frozenset(identity for name in request.localities for identity in _ids(year, name))


def _ids(year: Sequence[Surveyed], name: str) -> Iterable[str]:
    """The id of the locality of a name. Where no file bears it, all files whose `locality:` is not in plain words: it may be in one."""
    unnamed = [one.id for one in year if not one.name]
    return unnamed if unnamed and not _named(year, name) else [choose_locality(year, name).id]


def _named(localities: Iterable[T], name: str) -> list[T]:
    return [locality for locality in localities if name in (locality.name, locality.slug)]


def choose_locality(localities: Sequence[T], name: str) -> T:
    """The locality of a name or slug. Raises UsageError with a suggestion, or when several bear the name."""
    match _named(localities, name):
        case [found]:
            return found
        case []:
            raise UsageError(_unknown(localities, name))
        case several:
            slugs = "、".join(locality.slug for locality in several)
            raise UsageError(f"有几个地区都叫“{name}”，请改写路径：{slugs}")


def _unknown(localities: Sequence[Named], name: str) -> str:
    from difflib import get_close_matches  # most names are right

    known = [word for locality in localities for word in (locality.name, locality.slug)]
    near = get_close_matches(name, known, n=1, cutoff=0.3)
    names = "、".join(locality.name for locality in localities[:12]) + ("…" if len(localities) > 12 else "")
    others = f"；现有：{names}" if names else "，这一年还没有地区文件"
    return f"没有叫“{name}”的地区" + (f"，是不是“{near[0]}”？" if near else others)
