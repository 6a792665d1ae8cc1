"""Which files lie below content/, and what is wrong with their places and names."""

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from reportgen import patterns
from reportgen.characters import folded, unsafe_name
from reportgen.files import trouble
from reportgen.finding import Finding, Severity, at_file
from reportgen.value import Value, spelt

DICTIONARY = "indicators.yaml"
_ENDINGS = (".yaml", ".yml")
_OF_PROGRAMS = ("~$", "._")
"""What Word and WPS lay beside a file while they have it open, and a Mac beside one on a foreign disk."""
_YEAR = patterns.compile("(?:19|20)[0-9]{2}")
"""The name of a year's folder below content/."""


class Place(Value, frozen=True):
    """Where a file lies: the year of its folder and its path below without .yaml."""

    year: int
    slug: str

    @classmethod
    def of(cls, identity: str) -> "Place":
        """The place of a locality's id."""
        year, _, slug = identity.partition("/")
        return cls(int(year), slug)

    @property
    def id(self) -> str:
        """As a locality's id: 2023/baoji/taibai."""
        return f"{self.year}/{self.slug}"


class Source(Value, frozen=True):
    """A locality's file, and its place in the tree."""

    path: Path
    place: Place


def leads_elsewhere(path: Path, root: Path) -> bool:
    """Whether a path below `root` is, or passes, a link to what lies outside it."""
    return not path.resolve().is_relative_to(root.resolve())


def is_year(name: str) -> bool:
    """Whether a folder's name is a year's."""
    return bool(_YEAR.fullmatch(name))


def years(root: Path) -> tuple[int, ...]:
    """The years that have a folder below `root`, in order."""
    return tuple(sorted(int(p.name) for p in root.iterdir() if p.is_dir() and is_year(p.name)))


def listed(root: Path, years: Collection[int]) -> tuple[list[Source], list[Finding]]:
    """The localities' files of some years, and everything that is wrong with the places and names of files."""
    files, misnamed = sources(root, years)
    return files, misnamed + misplaced(root) + _nothing(root, years, files)


def _nothing(root: Path, years: Collection[int], files: list[Source]) -> list[Finding]:
    """What is said where the last of some years, which is the one asked for, has no file."""
    if not years or any(source.place.year == max(years) for source in files):
        return []
    folder = root / str(max(years))
    hint = f"地区文件放在 {folder.as_posix()}/ 下，扩展名 .yaml"
    return [Finding("L206", f"没有 {folder.name} 年的内容文件", at_file(root), hint=hint)]


def sources(root: Path, years: Collection[int]) -> tuple[list[Source], list[Finding]]:
    """The localities' files of some years in order of their paths, and findings on names and places (L206)."""
    found: list[Source] = []
    findings: list[Finding] = []
    for year in sorted(years):
        walk = _Walk(root / str(year), year)
        found += walk.sources()
        findings += walk.findings
    return found, findings


class _Walk:
    """One year's folder."""

    def __init__(self, folder: Path, year: int) -> None:
        self._folder, self._year = folder, year
        self.findings: list[Finding] = []

    def sources(self) -> list[Source]:
        if self._folder.is_symlink():
            self._refuse(self._folder, "是链接，不读链接", "把文件夹本身放到这里")
            return []
        return [source for path in self._files() if (source := self._source(path))]

    def _files(self) -> Iterator[Path]:
        for folder, folders, files in os.walk(self._folder, onerror=self._shut):
            here = Path(folder)
            folders[:] = [name for name in sorted(folders) if self._enters(here / name)]
            self._twins(here, [*folders, *(name for name in files if name.lower().endswith(_ENDINGS))])
            yield from (here / name for name in sorted(files) if _is_meant(name))

    def _shut(self, error: OSError) -> None:
        """Tells of a folder that cannot be looked into; one that is not there holds nothing."""
        if not isinstance(error, FileNotFoundError):
            refused = trouble(error, Path(error.filename))
            self.findings.append(_told_of(refused.path, refused.message, refused.hint))

    def _enters(self, folder: Path) -> bool:
        if folder.name.startswith("."):
            return False
        if folder.is_symlink():
            self._refuse(folder, "是链接，不读链接", "把文件夹本身放到这里")
            return False
        return self._is_safe(folder)

    def _source(self, path: Path) -> Source | None:
        if path.is_symlink():
            self._refuse(path, "是链接，不读链接", "把文件本身放到这里")
            return None
        if not path.is_file():
            self._refuse(path, "不是普通文件", "把它移走")
            return None
        if not path.name.endswith(".yaml"):
            self._refuse(path, "扩展名不是 .yaml，不会读取", f"改名为 {path.name.split('.')[0]}.yaml")
            return None
        if not self._is_safe(path):
            return None
        slug = path.relative_to(self._folder).with_suffix("").as_posix()
        return Source(path, Place(self._year, slug))

    def _is_safe(self, path: Path) -> bool:
        if reason := unsafe_name(path.name):
            self._refuse(path, f"的名称不合规：{reason}", "改名；用拼音、汉字、字母、数字和连字符")
        return not reason

    def _twins(self, folder: Path, names: list[str]) -> None:
        first: dict[str, str] = {}
        for name in sorted(names):
            same = first.setdefault(folded(name), name)
            if same != name:
                self._refuse(folder / name, f"与 {same} 在 Windows 上是同一个名称", "改掉一个")

    def _refuse(self, path: Path, why: str, hint: str) -> None:
        self.findings.append(_told_of(path, f"{path.name} {why}", hint))


def misplaced(root: Path) -> list[Finding]:
    """Content that lies where no year reads it: beside the dictionary, or in a folder that is no year."""
    if not root.is_dir():
        return []
    found = []
    for path in sorted(root.iterdir()):
        stray_file = path.is_file() and _is_meant(path.name) and path.name != DICTIONARY
        stray_folder = path.is_dir() and not is_year(path.name) and _has_content(path)
        if stray_file or stray_folder:
            hint = f"地区文件放到年度文件夹里，如 {root.as_posix()}/2025/；指标字典叫 {DICTIONARY}"
            why = "不在年度文件夹里" if stray_file else "不是年度文件夹"
            found.append(_told_of(path, f"{path.name} {why}，不会读取", hint, Severity.WARNING))
    return found


def _has_content(folder: Path) -> bool:
    return not folder.name.startswith(".") and any(_is_meant(name) for name in os.listdir(folder))


def _is_meant(name: str) -> bool:
    """Whether a file was meant as content: its name ends in .yaml, or holds that but ends otherwise (宁县.yaml.txt)."""
    lower = name.lower()
    return lower.endswith((*_ENDINGS, ".yaml.txt", ".yml.txt")) and not lower.startswith(_OF_PROGRAMS)


def _told_of(path: Path, message: str, hint: str, severity: Severity = Severity.ERROR) -> Finding:
    return Finding("L206", spelt(message), at_file(spelt(path.as_posix())), severity, spelt(hint))
