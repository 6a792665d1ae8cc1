"""What lies below content/ before any of it is loaded: each locality's file, its bytes' digest, and the name it gives."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path, PurePosixPath

from reportgen import patterns
from reportgen.files import FileTrouble, digest, read_bytes
from reportgen.finding import Finding
from reportgen.pipeline.request import Request, require_year
from reportgen.places import Source, is_year, listed
from reportgen.value import Value, cached_property

_NAME = patterns.compile(
    r"^locality[ \t]*:[ \t]*(?P<quote>[\"']?)(?P<name>[^\s#'\"&*!|>{\[%@`]+)(?P=quote)[ \t]*(?:[ \t]#.*)?$",
    re.MULTILINE,
)
_REPORT = patterns.compile(r"^report[ \t]*:[ \t]*[^\s#]", re.MULTILINE)
_OF_A_YEAR = patterns.compile(r"(?P<id>(?P<year>[^/]+)/.+?)(?:\.ya?ml.*)?", re.IGNORECASE)
_BLANK = "\0"


class Surveyed(Value, frozen=True):
    """A locality's file; `source` is None for one that is not read because of its name or place, `digest` empty for one that cannot be.

    `name` is what the file says in plain words at its `locality:`, empty when it says it in any other way.
    """

    id: str
    source: Source | None = None
    digest: str = ""
    name: str = ""
    reports: bool = False

    @property
    def year(self) -> int:
        return int(self.id.partition("/")[0])

    @property
    def slug(self) -> str:
        return self.id.partition("/")[2]


Family = tuple[Surveyed, ...]
"""Files that may speak of one another: a locality, those above and below it, and each one's year before; in order of their ids."""


class Survey(Value, frozen=True, dict=True):
    """The files of a year and of the year before by id, and findings on where files lie, by the id they are about."""

    files: Mapping[str, Surveyed]
    findings: Mapping[str, Sequence[Finding]]

    def families(self) -> list[Family]:
        """Every file once, by family."""
        joined = _Joined(self.files)
        for identity, one in self.files.items():
            joined.join(identity, identity.rpartition("/")[0])
            joined.join(identity, f"{one.year - 1}/{one.slug}")
        for _, twins in groupby(sorted(self._named(), key=_folder_and_name), _folder_and_name):
            first, *others = twins
            for other in others:
                joined.join(first.id, other.id)
        by_name = {_folder_and_name(one): one.id for one in self._named()}
        for one in self._named():
            folder, name = _folder_and_name(one)
            before = f"{one.year - 1}{folder.removeprefix(str(one.year))}"
            joined.join(one.id, by_name.get((before, name), one.id))
        return [tuple(self.files[identity] for identity in ids) for ids in joined.groups()]

    def _named(self) -> Iterator[Surveyed]:
        return (one for one in self.files.values() if one.name)

    def lookalikes(self, family: Family) -> frozenset[str]:
        """The names of other localities that differ from a name of the family in one character; written there, they are no misspellings."""
        own = {one.name for one in family}
        near = (name for mine in own for key in _blanked(mine) for name in self._by_blanked.get(key, ()))
        return frozenset(near) - own

    @cached_property
    def _by_blanked(self) -> Mapping[str, set[str]]:
        """All names by each of their forms with one character blanked: names that share a form are one character apart."""
        found: dict[str, set[str]] = {}
        for one in self._named():
            for key in _blanked(one.name):
                found.setdefault(key, set()).add(one.name)
        return found


def survey(request: Request) -> Survey:
    """Looks through the content of a command. Raises UsageError for a year without content."""
    require_year(request)
    sources, misplaced = listed(request.content, (request.year - 1, request.year))
    findings: dict[str, list[Finding]] = {}
    for finding in misplaced:
        findings.setdefault(owner(finding, request.content), []).append(finding)
    files = {source.place.id: _surveyed(source) for source in sources}
    files |= {i: Surveyed(i) for i in findings if i and i not in files}
    return Survey(dict(sorted(files.items())), findings)


def owner(finding: Finding, root: Path) -> str:
    """The id of the locality whose file a finding is in, even one that could not be read or has a wrong name (宁县.yaml.txt).

    Empty for the dictionary and other files that all reports share.
    """
    path = PurePosixPath(finding.span.text.path)
    if not path.is_relative_to(root.as_posix()):
        return ""
    below = path.relative_to(root.as_posix()).as_posix()
    match = _OF_A_YEAR.fullmatch(below)
    return match["id"] if match and is_year(match["year"]) else ""


def _surveyed(source: Source) -> Surveyed:
    try:
        data = read_bytes(source.path)
    except FileTrouble:  # loading tells
        return Surveyed(source.place.id, source)
    try:
        text = data.decode("utf-8-sig").replace("\r", "\n")
    except UnicodeDecodeError:  # loading tells
        text = ""
    found = _NAME.search(text)
    return Surveyed(
        source.place.id, source, digest(data), found["name"] if found else "", bool(_REPORT.search(text))
    )


def _folder_and_name(one: Surveyed) -> tuple[str, str]:
    return one.id.rpartition("/")[0], one.name


def _blanked(name: str) -> Iterator[str]:
    return (name[:i] + _BLANK + name[i + 1 :] for i in range(len(name)))


class _Joined:
    """Ids that belong together (disjoint sets; Galler and Fischer 1964)."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._root = {identity: identity for identity in ids}

    def join(self, one: str, other: str) -> None:
        """Joins two ids; one that is not there joins nothing."""
        if one in self._root and other in self._root:
            first, second = sorted((self._found(one), self._found(other)))
            self._root[second] = first

    def _found(self, identity: str) -> str:
        while self._root[identity] != identity:
            self._root[identity] = identity = self._root[self._root[identity]]
        return identity

    def groups(self) -> list[list[str]]:
        found: dict[str, list[str]] = {}
        for identity in self._root:
            found.setdefault(self._found(identity), []).append(identity)
        return list(found.values())
