"""Loading: indicators.yaml and the localities' files of the years asked for."""

from collections.abc import Collection, Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from reportgen.content import Content, Dictionary, Locality, parent_of
from reportgen.finding import Finding, Text, at_file, in_order
from reportgen.load.across import check_across, twins
from reportgen.load.schema.dictionary import Dictionaries
from reportgen.load.schema.locality import Localities
from reportgen.load.schema.reader import Reader
from reportgen.load.yaml.file import parse, read_file
from reportgen.load.yaml.notes import Notes, TooMany
from reportgen.places import DICTIONARY, Source, listed
from reportgen.quantity import Units


def load(root: Path, years: Collection[int]) -> tuple[Content, list[Finding]]:
    """The content of some years below `root`, and everything that is wrong with it."""
    files, misplaced = listed(root, years)
    content, findings = load_files(root, files)
    return content, in_order([*misplaced, *findings])


def load_files(
    root: Path, files: Iterable[Source], refused: Collection[str] = ()
) -> tuple[Content, list[Finding]]:
    """The dictionary below `root` and the localities of some files, and everything that is wrong with them.

    A file whose fault is not local to a cell or fragment is left out of the content; its findings say why. `refused` are the ids of
    files that are not even read, for their names or places.
    """
    dictionary, findings = _dictionary(root)
    localities: dict[str, Locality] = {}
    unread = set(refused)
    for source in files:
        locality, noted = _locality(source, dictionary)
        findings += noted
        if locality:
            localities[locality.id] = locality
        else:
            unread.add(source.place.id)
    misdated = (locality.id for locality in localities.values() if locality.misdated)
    unaccepted = (*unread, *misdated, *(second.id for _, second in twins(localities.values())))
    incomplete = frozenset(map(parent_of, unaccepted))
    content = Content(dictionary, localities, incomplete=incomplete)
    return content, in_order([*findings, *check_across(content, unread)])


def _dictionary(root: Path) -> tuple[Dictionary, list[Finding]]:
    path = root / DICTIONARY
    if not path.is_file() or path.is_symlink():
        hint = f"把指标字典 {DICTIONARY} 放到 {root.as_posix()} 下；或用 --content 指明内容文件夹"
        span = at_file(path)
        return _no_dictionary(path), [Finding("L206", "找不到指标字典", span, hint=hint)]
    if isinstance(data := read_file(path), Finding):
        return _no_dictionary(path), [data]
    dictionary, findings = _judged_dictionary(data, path)
    return dictionary, list(findings)


@lru_cache(maxsize=4)
def _judged_dictionary(data: bytes, path: Path) -> tuple[Dictionary, tuple[Finding, ...]]:
    """A dictionary is read once a process: localities come in many small loads and share it."""
    dictionary, notes = read_dictionary(data, path)
    return dictionary, tuple(notes.findings)


def _no_dictionary(path: Path) -> Dictionary:
    return Dictionary({}, Units(), (), Text(path.as_posix(), ""))


def read_dictionary(data: bytes, path: Path) -> tuple[Dictionary, Notes]:
    """The dictionary that a file's bytes spell, as far as it can be read, and what is to be said of it."""
    parsed = parse(data, path.as_posix())
    dictionary = _no_dictionary(path)
    if parsed.root is not None:
        with suppress(TooMany):
            dictionary = Dictionaries(Reader(parsed.notes), parsed.layout.lines).read(parsed.root)
    return dictionary, parsed.notes


def _locality(source: Source, dictionary: Dictionary) -> tuple[Locality | None, list[Finding]]:
    if isinstance(data := read_file(source.path), Finding):
        return None, [data]
    locality, notes = read_locality(data, source, dictionary)
    return locality, notes.findings


def read_locality(data: bytes, source: Source, dictionary: Dictionary) -> tuple[Locality | None, Notes]:
    """The locality that a file's bytes spell, None when too little of it can be read, and what is to be said of it."""
    parsed = parse(data, source.path.as_posix())
    locality = None
    if parsed.root is not None:
        with suppress(TooMany):
            locality = Localities(Reader(parsed.notes), dictionary, source.place).read(parsed.root)
    return locality if parsed.complete else None, parsed.notes
