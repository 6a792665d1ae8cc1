"""What the board of a year says of each locality: from this run, from the manifests on the disk, from the board as it was."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from reportgen.files import FileTrouble, locked, read_bytes, replace_files
from reportgen.finding import Finding, Severity
from reportgen.pipeline.outcome import Made, Told
from reportgen.pipeline.request import Request
from reportgen.pipeline.survey import Survey, Surveyed
from reportgen.places import Place
from reportgen.publish import board, manifest
from reportgen.publish.board import Line, State
from reportgen.value import from_json, replace


def post(request: Request, found: Survey, made: Sequence[Made]) -> None:
    """Writes the board of the year once there is a report to show. Raises FileTrouble."""
    prefix = f"{request.year}/"
    before = {prefix + slug: line for slug, line in _before(request).items()}
    ran = {one.id: one for one in made}
    known = sorted(i for i in {*before, *found.files, *ran} if i.startswith(prefix))
    posted = (_line(request, i, found.files.get(i), ran.get(i), before.get(i)) for i in known)
    lines = [line for line in posted if line]
    if before or any(line.outputs for line in lines):
        replace_files(request.folder, {board.NAME: board.write(request.year, lines)})


def repost(request: Request, identity: str, standing: str) -> None:
    """Tells the board, if there is one, how far the sign-off of a report has come, and its manifest, from which boards are made.

    Raises FileTrouble.
    """

    def line(before: Line, listed: Mapping[str, Any]) -> Line:
        if listed:
            return replace(_filed(before.slug, before.name, listed), deadline=before.deadline)
        return replace(before, state=State(standing)) if standing else before

    path = request.output / identity / manifest.NAME
    if _posted(request):
        with locked(request.folder):
            if _manifest(request, identity):
                replace_files(path.parent, {path.name: manifest.with_standing(read_bytes(path), standing)})
            _reline(request, identity, line)


def repost_failed(request: Request, identity: str, findings: Sequence[Finding]) -> None:
    """Tells the board, if there is one, that a report cannot be built as its content stands. Raises FileTrouble."""

    def line(before: Line, listed: Mapping[str, Any]) -> Line:
        return _tallied(replace(before, state=State.FAILED, kept=bool(listed)), findings)

    if _posted(request):
        with locked(request.folder):
            _reline(request, identity, line)


def _posted(request: Request) -> bool:
    return (request.folder / board.NAME).is_file()


def _reline(request: Request, identity: str, line: Callable[[Line, Mapping[str, Any]], Line]) -> None:
    """Changes the line of one report, if the board has one, and no other; `line` is given what the report's manifest says."""
    slug, lines = Place.of(identity).slug, _before(request)
    if slug in lines:
        lines[slug] = line(lines[slug], _manifest(request, identity))
        page = board.write(request.year, list(lines.values()))
        replace_files(request.folder, {board.NAME: page})


def _before(request: Request) -> dict[str, Line]:
    try:
        return board.lines_of(read_bytes(request.folder / board.NAME))
    except FileTrouble:
        return {}


def _line(
    request: Request, identity: str, file: Surveyed | None, made: Made | None, before: Line | None
) -> Line | None:
    """The line of a locality: what its manifest says, or why this run gave it no report; None for one that is gone and left nothing.

    `file` is its content file, `made` what came of it in this run, `before` its line as it was: each None when there is none.
    """
    listed = _manifest(request, identity)
    told = made.told if made else None
    line = _filed(Place.of(identity).slug, _name(told, file, before, listed), listed)
    if file is None and made is None:
        return replace(line, state=State.GONE, kept=True) if listed else None
    line = _counted(line, told, before)
    gives_figures_only = not told.reports if told else bool(file and file.name and not file.reports)
    if gives_figures_only and made is None and before:
        return before
    if gives_figures_only:
        state = State.FAILED if made and made.failed else State.FIGURES
    elif made is None or not made.due or made.written:
        return line if listed or before is None else replace(before, deadline=line.deadline)
    else:
        state = State.FAILED if made.failed else State.MISSING
    return _tallied(replace(line, state=state, kept=bool(listed)), made.findings if made else ())


def _tallied(line: Line, findings: Sequence[Finding]) -> Line:
    """The line with the errors and warnings of this run."""
    found = [finding.severity for finding in findings]
    return replace(line, errors=found.count(Severity.ERROR), warnings=found.count(Severity.WARNING))


def _name(told: Told | None, file: Surveyed | None, before: Line | None, listed: Mapping[str, Any]) -> str:
    names = (told and told.name, before and before.name, file and file.name, listed.get("locality"))
    return next((str(name) for name in names if name), file.slug if file else "")


def _counted(line: Line, told: Told | None, before: Line | None) -> Line:
    """The line with its deadline, and, where there is no report yet, with how far its file is filled in."""
    if told is None:
        return replace(line, deadline=before.deadline if before else "")
    return replace(line, deadline=told.deadline, filled=told.filled, asked=told.asked)


def _manifest(request: Request, identity: str) -> Mapping[str, Any]:
    try:
        listed = from_json(read_bytes(request.output / identity / manifest.NAME))
    except (FileTrouble, ValueError):
        return {}
    return listed if isinstance(listed, dict) and isinstance(listed.get("state"), dict) else {}


def _filed(slug: str, name: str, listed: Mapping[str, Any]) -> Line:
    """What a manifest says; MISSING when there is none."""
    if not listed:
        return Line(slug, name, State.MISSING)
    said = listed["state"]
    found = said.get("findings", {})
    line = Line(
        slug,
        name,
        State.DRAFT if listed.get("draft") else State.BUILT,
        found.get("error", 0),
        found.get("warning", 0),
        said.get("unguarded", 0),
        said.get("filled", 0),
        said.get("asked", 0),
        outputs=tuple(sorted(listed.get("outputs", {}))),
    )
    if line.errors:
        return replace(line, state=State.FAILED)
    if line.waiting:
        return replace(line, state=State.WAITING)
    return replace(line, state=State(said["signoff"])) if said.get("signoff") else line
