"""reportgen verify: what changed in a file that came back; without a file, the state of every sign-off."""

from pathlib import Path
from typing import Annotated

from reportgen.cli import options, streams
from reportgen.cli.forms import tell
from reportgen.cli.line import Argument
from reportgen.cli.progress import shown
from reportgen.cli.signing import SignoffFolder
from reportgen.finding import Finding
from reportgen.pipeline import Request
from reportgen.pipeline.outcome import exit_code
from reportgen.pipeline.signoff.signing import SignoffState, Verified, verify_all, verify_file
from reportgen.publish import envelope
from reportgen.signoff.record import NAME
from reportgen.signoff.verify import Judgement, bears_mark
from reportgen.value import asdict, to_json

File = Annotated[Path | None, Argument(help="送回来的 .docx；不写则列出每项签批的状态", metavar="文件")]


def verify(
    file: File = None,
    content: options.ContentFolder = Path("content"),
    templates: options.TemplateFolder = Path("templates"),
    signoff: SignoffFolder = Path("signoff"),
    output: options.OutputFolder = Path("output"),
    output_format: options.Format = options.OutputFormat.TEXT,
) -> int:
    """送回来的文件改了什么；不写文件，列出签批在哪里失效。"""
    if file is not None:
        return _file(verify_file(file, signoff), output_format)
    request = Request(0, content=content, templates=templates, output=output, signoff=signoff)
    with shown("正在核对签批") as progress:
        states = list(verify_all(request, progress))
    findings = tuple(finding for state in states for finding in state.findings)
    if output_format is options.OutputFormat.JSON:
        files = [*envelope([], findings)["files"], *(_state_as_json(state, signoff) for state in states)]
        streams.emit(to_json({"files": files}))
    else:
        tell(findings, output_format)
        streams.say("\n".join(map(_state, states)) or f"{signoff.as_posix()} 里还没有送审记录")
    return exit_code(findings)


def _file(found: Verified | Finding, form: options.OutputFormat) -> int:
    if isinstance(found, Finding):
        tell((found,), form)
        return 1
    if form is options.OutputFormat.JSON:
        streams.emit(to_json(_as_json(found)))
        return int(found.judgement is Judgement.CHANGED)
    tell(found.findings, form)
    words, sent, report = found.returned.words, found.returned.sent, found.returned.dossier.report
    lines = [f"{found.judgement}：{found.returned.path.as_posix()}，对照 {report} 第{sent.number}稿"]
    if found.judgement is Judgement.CHANGED:
        lines[0] += f"，改动 {sum(finding.is_error for finding in found.findings)} 处"
    if words.changes or words.comments:
        lines.append(f"  文件里有修订 {words.changes} 处、批注 {words.comments} 条；修订按接受后的文字比较")
    if not bears_mark(words):
        lines.append("  页眉里没有送审稿的稿号：定稿就没有；不是定稿的，请问清是谁去掉的")
    streams.say("\n".join(lines))
    return int(found.judgement is Judgement.CHANGED)


def _as_json(found: Verified) -> dict[str, object]:
    listed = envelope([], found.findings)
    files = listed["files"] or [{"path": found.returned.path.as_posix(), "findings": []}]
    submission = f"{found.returned.dossier.report}/{found.returned.sent.number}"
    files[0] |= {"verdict": found.judgement.value, "submission": submission}
    return {"files": files}


def _state_as_json(state: SignoffState, signoff: Path) -> dict[str, object]:
    """The entry of a record: who signed what, and what that is worth now."""
    path = (signoff / state.report / NAME).as_posix()
    signoffs = [
        {"role": one.role.value, **(asdict(one.signoff) if one.signoff else {}), "verdict": one.in_words}
        for one in state.standings
    ]
    return {"path": path, "submission": f"{state.report}/{state.number}", "signoffs": signoffs}


def _state(state: SignoffState) -> str:
    number = f"，第{state.number}稿" if state.number else ""
    lines = [f"{state.name}（{state.report}{number}）"]
    for one in state.standings:
        signed = f"{one.signoff.by} {one.signoff.date} 签第{one.signoff.number}稿，" if one.signoff else ""
        lines.append(f"  {one.role.value}：{signed}{one.in_words}")
    return "\n".join(lines if state.standings else [*lines, "  有错误，无法判断签批是否有效"])
