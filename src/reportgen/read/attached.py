"""Files that localities attach (`attachments: [{title, file: 附件/办法.md}]`), read into their enclosures."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from reportgen.characters import REFUSED, unfit
from reportgen.content import Content, Enclosure, Locality, Section
from reportgen.files import FileTrouble, read_bytes
from reportgen.finding import Finding, Span, Text
from reportgen.read.markdown import read_markdown


def attached_path(locality: Locality, enclosure: Enclosure) -> PurePosixPath:
    """Where an attached file lies below content/: beside the locality's own file."""
    return PurePosixPath(locality.id).parent / enclosure.file


def attach_files(content: Content, root: Path) -> tuple[Content, dict[str, list[Finding]]]:
    """The content with the sections of every attached file in its enclosure, and the findings by the id of the locality that
    attaches the file; `root` is the folder content/.

    To be called before derive, so that the checks see what the files say.
    """
    findings: dict[str, list[Finding]] = {}
    localities = dict(content.localities)
    for identity, locality in content.localities.items():
        if any(enclosure.file for enclosure in locality.enclosures):
            noted = findings.setdefault(identity, [])
            read = tuple(_with_file(enclosure, locality, root, noted) for enclosure in locality.enclosures)
            localities[identity] = replace(locality, enclosures=read)
    return replace(content, localities=localities), findings


def _with_file(enclosure: Enclosure, locality: Locality, root: Path, findings: list[Finding]) -> Enclosure:
    if not enclosure.file:
        return enclosure
    try:
        data = read_bytes(root / attached_path(locality, enclosure))
    except FileTrouble as trouble:
        hint = "路径从本文件所在的文件夹写起，如 附件/办法.md"
        findings.append(Finding("L401", f"附件{trouble.message}", enclosure.span, hint=hint))
        return enclosure
    sections, found = _read(data, PurePosixPath(locality.text.path).parent / enclosure.file)
    findings += found
    return replace(enclosure, sections=_without_title(sections, enclosure))


def _read(data: bytes, shown: PurePosixPath) -> tuple[tuple[Section, ...], list[Finding]]:
    try:
        content = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = Text(shown.as_posix(), data[: error.start].decode("utf-8-sig"))
        end = len(text.content)
        hint = "用“另存为”选 UTF-8 保存"
        return (), [Finding("L101", "附件文件不是 UTF-8 编码", Span(text, end, end), hint=hint)]
    text = Text(shown.as_posix(), content.replace("\r\n", "\n").replace("\r", "\n"))
    if refused := list(_unfit(text)):
        return (), refused
    return read_markdown(text)


def _unfit(text: Text) -> Iterator[Finding]:
    for found in unfit(text.content):
        if found.kind in REFUSED:
            yield Finding(
                "L102", f"附件里{found.message}", Span(text, found.start, found.end), hint=found.hint
            )


def _without_title(sections: tuple[Section, ...], enclosure: Enclosure) -> tuple[Section, ...]:
    """A file often begins with its own title, which the attachment prints already."""
    heading = sections[0].heading if len(sections) == 1 else None
    if heading and enclosure.title and heading.prose.text.split() == enclosure.title.prose.text.split():
        return sections[0].sections
    return sections
