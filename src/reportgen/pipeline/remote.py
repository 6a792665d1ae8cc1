"""Families made on other machines: their files go with the task, what was written comes back.

A worker needs nothing but this program; what it makes is what would be made here, to the byte.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from reportgen import cache
from reportgen.files import FileTrouble, inputs_read_once, read_bytes
from reportgen.finding import Finding, Span, Text
from reportgen.pipeline.family.family import Making, Order
from reportgen.pipeline.outcome import Made, Outcome, Result, as_finding
from reportgen.pipeline.printing import print_pdfs
from reportgen.pipeline.request import PDF, Request, UsageError
from reportgen.pipeline.survey import Family, Surveyed
from reportgen.places import DICTIONARY
from reportgen.publish import install
from reportgen.schedule import Lost
from reportgen.schedule.cluster import NoCluster, spread_over
from reportgen.value import Value, replace

_ROOTS = ("content", "templates", "signoff")
_OUTPUT = "output/"


class Luggage(Value, frozen=True):
    """What every task is given: the command, the program it must be made by, and files all families may need, by path."""

    request: Request
    program: str
    files: Mapping[str, bytes]


class Parcel(Value, frozen=True):
    """A family to make, with its own files, and the reports it has that may be kept."""

    order: Order
    files: Mapping[str, bytes]


class Delivery(Value, frozen=True):
    """What came of a family, and the files of each report in which something was written, by path below output/."""

    result: Result
    files: Mapping[str, bytes]


def spread_parcels(request: Request, orders: Sequence[Order]) -> Iterator[Result | Lost]:
    """What came of each order, Lost for one whose workers died or failed, its files in place here. Raises UsageError, FileTrouble."""
    luggage = Luggage(request, cache.program(), dict(_common(request)))
    parcels = [
        Parcel(order, {**dict(_own(request, order.family)), **_made_before(request, order)})
        for order in orders
    ]
    try:
        for delivery in spread_over(request.scheduler, deliver, luggage, parcels):
            yield delivery if isinstance(delivery, Lost) else _received(request, delivery)
    except NoCluster as trouble:
        raise UsageError(str(trouble)) from trouble


def deliver(luggage: Luggage, parcel: Parcel) -> Delivery | None:
    """What a worker does: lays the files out in a folder of its own, makes the family there, and packs up what was written."""
    if cache.program() != luggage.program:
        return None
    with TemporaryDirectory() as folder:
        here = _moved(luggage.request, Path(folder))
        for path, data in (*luggage.files.items(), *parcel.files.items()):
            _put(Path(folder) / path, data)
        family = tuple(_laid_out(one, here) for one in parcel.order.family)
        order = replace(parcel.order, family=family)
        with inputs_read_once():
            result = Making(here, order).whole(order)
        if PDF in here.formats:
            prints = print_pdfs(Outcome(result.made, ()))
            result = replace(result, common=(*result.common, *prints.findings))
        return Delivery(_Home(here, luggage.request).result(result), _written(here.output, parcel.files))


def _moved(request: Request, folder: Path) -> Request:
    content, templates, signoff = (folder / name for name in _ROOTS)
    return replace(request, content=content, templates=templates, signoff=signoff, output=folder / "output")


def _laid_out(one: Surveyed, here: Request) -> Surveyed:
    if one.source is None:
        return one
    return replace(one, source=replace(one.source, path=here.content / f"{one.id}.yaml"))


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _common(request: Request) -> Iterator[tuple[str, bytes]]:
    """The dictionary, the templates, and what files of localities may attach or name as their source."""
    yield f"content/{DICTIONARY}", read_bytes(request.content / DICTIONARY)
    yield from _below(request.templates, "templates/")
    for year in (request.year - 1, request.year):
        for path, data in _below(request.content / str(year), f"content/{year}/"):
            if not path.endswith(".yaml"):
                yield path, data


def _own(request: Request, family: Family) -> Iterator[tuple[str, bytes]]:
    for one in family:
        if one.source:
            yield f"content/{one.id}.yaml", read_bytes(one.source.path)
        yield from _below(request.signoff / one.id, f"signoff/{one.id}/")


def _made_before(request: Request, order: Order) -> dict[str, bytes]:
    """The files of reports on record that are still there."""
    listed = ((identity, name) for identity, record in order.records.items() for name in record.outputs)
    paths = {f"{_OUTPUT}{identity}/{name}": request.output / identity / name for identity, name in listed}
    return {name: read_bytes(path) for name, path in paths.items() if path.is_file()}


def _written(output: Path, before: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of every folder in which something is not as it was."""
    files = dict(_below(output, ""))
    changed = {path.rpartition("/")[0] for path, data in files.items() if before.get(_OUTPUT + path) != data}
    return {path: data for path, data in files.items() if path.rpartition("/")[0] in changed}


def _below(folder: Path, prefix: str) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield prefix + path.relative_to(folder).as_posix(), read_bytes(path)


class _Home:
    """Tells of files where they lie at home, not where a worker laid them out."""

    def __init__(self, here: Request, home: Request) -> None:
        self._output = here.output, home.output
        pairs = ((here.content, home.content), (here.templates, home.templates), (here.signoff, home.signoff))
        self._roots = {f"{away.as_posix()}/": f"{own.as_posix()}/" for away, own in (*pairs, self._output)}
        self._texts: dict[str, Text] = {}

    def result(self, result: Result) -> Result:
        common = tuple(self._finding(finding) for finding in result.common)
        return replace(result, common=common, made=tuple(self._made(one) for one in result.made))

    def _made(self, made: Made) -> Made:
        away, home = self._output
        written = home / made.written.relative_to(away) if made.written else None
        return replace(made, written=written, findings=tuple(self._finding(f) for f in made.findings))

    def _finding(self, finding: Finding) -> Finding:
        text = finding.span.text
        text = self._texts.setdefault(text.path, Text(self._said(text.path), text.content))
        return replace(
            finding,
            span=Span(text, finding.span.start, finding.span.end),
            message=self._said(finding.message),
            hint=self._said(finding.hint),
            basis=self._said(finding.basis),
        )

    def _said(self, text: str) -> str:
        for away, home in self._roots.items():
            text = text.replace(away, home)
        return text


def _received(request: Request, delivery: object) -> Result:
    if not isinstance(delivery, Delivery):
        raise UsageError("工作节点上的程序、依赖或 Python 与本机不同，结果会不一样；请装成相同的版本再运行")
    folders: dict[str, dict[str, bytes]] = {}
    for path, data in delivery.files.items():
        folder, _, name = path.rpartition("/")
        folders.setdefault(folder, {})[name] = data
    try:
        for folder, files in folders.items():
            install(request.output / folder, files)
    except FileTrouble as trouble:
        return _not_installed(delivery.result, trouble)
    return delivery.result


def _not_installed(result: Result, trouble: FileTrouble) -> Result:
    """A family's result when the disk here did not take its files: nothing of it counts as written."""
    made = (replace(one, written=None).with_findings(as_finding(trouble)) for one in result.made)
    return replace(result, made=tuple(made))
