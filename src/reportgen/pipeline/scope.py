"""Which localities a command is about: those asked for, and those their reports rest on."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from reportgen.content import Content, Locality
from reportgen.finding import Finding
from reportgen.pipeline.kin import every_child, leans_on
from reportgen.pipeline.request import Request, UsageError


@dataclass(frozen=True)
class Scope:
    """`chosen` ids were asked for, `needed` ids are those they rest on; `unread` ids have a file that could not be read."""

    chosen: frozenset[str]
    needed: frozenset[str]
    unread: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        return self.chosen | self.needed


def known_years(root: Path) -> tuple[int, ...]:
    """The years that have a folder below content/. Raises UsageError when there is no such folder."""
    if not root.is_dir():
        raise UsageError(
            f"找不到内容文件夹 {root.as_posix()}：请在项目文件夹里运行，或用 --content 指明它在哪里"
        )
    return tuple(sorted(int(p.name) for p in root.iterdir() if p.is_dir() and re.fullmatch(r"\d{4}", p.name)))


def require_year(request: Request) -> None:
    """Raises UsageError with the nearest year when the one asked for has no content."""
    years = known_years(request.content)
    if request.year in years:
        return
    if not years:
        raise UsageError(f"{request.content.as_posix()} 里还没有按年份命名的文件夹，例如 2025")
    nearest = min(years, key=lambda year: (abs(year - request.year), -year))
    listed = "、".join(map(str, years))
    raise UsageError(f"没有 {request.year} 年的内容；现有年份：{listed}。是不是要 {nearest}？")


def owner(finding: Finding, root: Path) -> str:
    """The id of the locality whose file a finding is in, even one that could not be read or has a wrong name (宁县.yaml.txt).

    Empty for the dictionary and other files that all reports share.
    """
    path = PurePosixPath(finding.span.text.path)
    if not path.is_relative_to(root.as_posix()):
        return ""
    match = re.fullmatch(
        r"(\d{4}/.+?)(\.ya?ml.*)?", path.relative_to(root.as_posix()).as_posix(), re.IGNORECASE
    )
    return match[1] if match else ""


def choose(content: Content, request: Request, by_owner: Mapping[str, Sequence[Finding]]) -> Scope:
    """The scope of a command. Raises UsageError for a locality that is not there."""
    year = [locality for locality in content.localities.values() if locality.year == request.year]
    prefix = f"{request.year}/"
    unread = {i for i in by_owner if i.startswith(prefix) and i not in content.localities}
    chosen: set[str] = set()
    for name in request.localities:
        if unread and not _named(year, name):
            chosen |= {prefix + name} & unread or unread  # perhaps it is one of those
        else:
            chosen.add(choose_locality(year, name).id)
    if not request.localities:
        chosen = {locality.id for locality in year} | unread
    needed = _needed(content, chosen, unread)
    return Scope(frozenset(chosen), frozenset(needed - chosen), frozenset(unread))


def _named(localities: Iterable[Locality], name: str) -> list[Locality]:
    return [locality for locality in localities if name in (locality.name, locality.slug)]


def choose_locality(localities: Sequence[Locality], name: str) -> Locality:
    """The locality of a name or slug. Raises UsageError with a suggestion, or when several bear the name."""
    match _named(localities, name):
        case [found]:
            return found
        case []:
            raise UsageError(_unknown(localities, name))
        case several:
            slugs = "、".join(locality.slug for locality in several)
            raise UsageError(f"有几个地区都叫“{name}”，请改写路径：{slugs}")


def _unknown(localities: Sequence[Locality], name: str) -> str:
    known = [word for locality in localities for word in (locality.name, locality.slug)]
    near = get_close_matches(name, known, n=1, cutoff=0.3)
    names = "、".join(locality.name for locality in localities[:12]) + ("…" if len(localities) > 12 else "")
    return f"没有叫“{name}”的地区" + (f"，是不是“{near[0]}”？" if near else f"；现有：{names}")


def _needed(content: Content, chosen: Iterable[str], unread: set[str]) -> set[str]:
    """Everything the chosen reports rest on, directly or not."""
    reached: set[str] = set()
    waiting = list(chosen)
    while waiting:
        identity = waiting.pop()
        if identity in reached:
            continue
        reached.add(identity)
        if locality := content.localities.get(identity):
            waiting += _direct(content, locality, unread)
    return reached


def _direct(content: Content, locality: Locality, unread: set[str]) -> set[str]:
    found = set(leans_on(content, locality))
    if every_child(locality) in found:
        found.discard(every_child(locality))
        found |= {child.id for child in content.children(locality)}
        found |= {i for i in unread if i.rpartition("/")[0] == locality.id}
    return found
