"""Attached Markdown files, read into the enclosures that name them."""

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from reportgen.content import Content, Enclosure, Locality
from reportgen.files import FileTrouble, read_input
from reportgen.finding import Finding
from reportgen.load import decode
from reportgen.places import leads_elsewhere
from reportgen.value import replace


def attached(locality: Locality) -> list[str]:
    """The paths below content/ of the files a locality attaches; they are written from its own folder on."""
    folder = PurePosixPath(locality.id).parent
    return [(folder / enclosure.file).as_posix() for enclosure in locality.enclosures if enclosure.file]


def attach(content: Content, root: Path) -> tuple[Content, dict[str, list[Finding]]]:
    """The content with attached files in their enclosures, and what is wrong with them, by the locality's id."""
    localities = dict(content.localities)
    findings: dict[str, list[Finding]] = {}
    for identity, locality in content.localities.items():
        if attached(locality):
            filled = [_filled(enclosure, locality, root) for enclosure in locality.enclosures]
            enclosures = tuple(enclosure for enclosure, _ in filled)
            localities[identity] = replace(locality, enclosures=enclosures)
            findings[identity] = [finding for _, found in filled for finding in found]
    return replace(content, localities=localities), findings


def _filled(enclosure: Enclosure, locality: Locality, root: Path) -> tuple[Enclosure, Sequence[Finding]]:
    """An enclosure with the sections of the file it names, if it names one, and what is wrong with that."""
    if not enclosure.file:
        return enclosure, ()
    path = root / PurePosixPath(locality.id).parent / enclosure.file
    if leads_elsewhere(path, root):
        message = f"附件文件 {enclosure.file} 是通到别处的链接"
        return enclosure, [Finding("L401", message, enclosure.span, hint="把文件本身放到这里")]
    try:
        notes = decode(read_input(path), path.as_posix())
    except FileTrouble as trouble:
        hint = f"找的是 {path.as_posix()}；路径从本文件所在的文件夹算起，如 附件/办法.md"
        return enclosure, [Finding("L401", trouble.message, enclosure.span, hint=hint)]
    if notes.findings and not notes.text.content:
        return enclosure, notes.findings
    from reportgen.read.markdown import read_markdown  # most localities attach no file

    sections, found = read_markdown(notes.text)
    return replace(enclosure, sections=sections), [*notes.findings, *found]
