"""Attached Markdown files, read into the enclosures that name them."""

from pathlib import Path, PurePosixPath

from reportgen.content import Content, Enclosure, Locality
from reportgen.files import FileTrouble, read_input
from reportgen.finding import Finding, Text
from reportgen.load import decode
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
        if not attached(locality):
            continue
        found = findings.setdefault(identity, [])
        enclosures = tuple(_filled(e, locality, root, found) if e.file else e for e in locality.enclosures)
        localities[identity] = replace(locality, enclosures=enclosures)
    return replace(content, localities=localities), findings


def _filled(enclosure: Enclosure, locality: Locality, root: Path, findings: list[Finding]) -> Enclosure:
    text = _text(enclosure, root / PurePosixPath(locality.id).parent / enclosure.file, root, findings)
    if text is None:
        return enclosure
    from reportgen.read.markdown import read_markdown  # most localities attach no file

    sections, found = read_markdown(text)
    findings += found
    return replace(enclosure, sections=sections)


def _text(enclosure: Enclosure, path: Path, root: Path, findings: list[Finding]) -> Text | None:
    if not path.resolve().is_relative_to(root.resolve()):
        findings.append(
            _unread(enclosure, f"附件文件 {enclosure.file} 是通到别处的链接", "把文件本身放到这里")
        )
        return None
    try:
        notes = decode(read_input(path), path.as_posix())
    except FileTrouble as trouble:
        hint = f"找的是 {path.as_posix()}；路径从本文件所在的文件夹算起，如 附件/办法.md"
        findings.append(_unread(enclosure, trouble.message, hint))
        return None
    findings += notes.findings
    return notes.text


def _unread(enclosure: Enclosure, message: str, hint: str) -> Finding:
    return Finding("L401", message, enclosure.span, hint=hint)
