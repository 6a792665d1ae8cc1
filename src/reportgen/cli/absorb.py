"""reportgen absorb: edits made in Word become a patch of the content, accepted piece by piece."""

from pathlib import Path
from typing import Annotated

from reportgen.cli import options, streams
from reportgen.cli.forms import emit, tell
from reportgen.cli.line import Argument
from reportgen.cli.signing import SignoffFolder, Yes
from reportgen.finding import Finding
from reportgen.pipeline import Request
from reportgen.pipeline.signoff.absorbing import Asked, absorb_file
from reportgen.signoff.absorb import Piece, together

File = Annotated[Path, Argument(help="送回来的 .docx，修订过或直接改过都可以", metavar="文件")]


def absorb(
    file: File,
    yes: Yes = False,
    content: options.ContentFolder = Path("content"),
    templates: options.TemplateFolder = Path("templates"),
    signoff: SignoffFolder = Path("signoff"),
    output: options.OutputFolder = Path("output"),
    output_format: options.Format = options.OutputFormat.TEXT,
) -> int:
    """把在 Word 里改的文字收回内容文件；改的数只列成改数申请。"""
    request = Request(0, content=content, templates=templates, output=output, signoff=signoff)
    found = absorb_file(file, request)
    if isinstance(found, Finding):
        tell((found,), output_format)
        return 1
    if output_format is options.OutputFormat.JSON:
        found.accept(found.pieces if yes else ())  # first, for it may be refused, and JSON is one document
        emit(found.findings, patch=found.patch(found.pieces))
        return 0
    tell(found.findings, output_format)
    if not yes and not streams.answers():
        streams.say(_offered(found) + _rest(found))
        return 0
    accepted = found.pieces if yes else _asked(found)
    streams.say(_taken(accepted, found.accept(accepted)) + _rest(found))
    return 0


def _asked(found: Asked) -> tuple[Piece, ...]:
    """The pieces the writer accepts one by one, those of a move together."""
    accepted: list[Piece] = []
    asked = together(found.pieces)
    for number, pieces in enumerate(asked, 1):
        streams.say(found.patch(pieces).removesuffix("\n"))
        if streams.agreed(f"（{number}/{len(asked)}）收下这一处？"):
            accepted += pieces
    return tuple(accepted)


def _offered(found: Asked) -> str:
    """The whole patch, where nobody can be asked."""
    if not found.pieces:
        return "没有可以收下的修改"
    return f"{found.patch(found.pieces)}可以收下 {len(found.pieces)} 处（加 --yes 写入）"


def _taken(accepted: tuple[Piece, ...], backups: list[Path]) -> str:
    kept = f"，原文件留作 {'、'.join(path.as_posix() for path in backups)}" if backups else ""
    return f"已收下 {len(accepted)} 处{kept}"


def _rest(found: Asked) -> str:
    requests = sum(finding.message.startswith("改数申请") for finding in found.findings)
    by_hand = sum(finding.code == "O308" for finding in found.findings)
    return f"；改数申请 {requests} 处，须手工处理 {by_hand} 处"
