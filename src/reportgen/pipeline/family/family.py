"""One family of localities from its files to its reports: what a worker does.

load → attach → derive → compare with spreadsheets; then each locality, last year's first and children before parents: kept as it was
made before when nothing it reads has changed, else made.
"""

from collections.abc import Iterator, Mapping, Sequence

from reportgen import cache
from reportgen.cache import Record
from reportgen.content import DEADLINE, Content, Locality, Wording, parent_of
from reportgen.derive import derive
from reportgen.files import inputs_read_once
from reportgen.finding import Finding
from reportgen.load import load_files
from reportgen.pipeline.family.keeping import FINAL, keep, reason
from reportgen.pipeline.family.locality import make_locality
from reportgen.pipeline.family.reads import Readings
from reportgen.pipeline.family.shared import Shared
from reportgen.pipeline.outcome import Made, Result, Told
from reportgen.pipeline.records import Records
from reportgen.pipeline.request import Request
from reportgen.pipeline.sources.attach import attach
from reportgen.pipeline.sources.spreadsheets import compare, files_besides
from reportgen.pipeline.survey import Family, owner
from reportgen.places import DICTIONARY, Place
from reportgen.publish import Checked, manifest
from reportgen.value import Value, field, replace


class Order(Value, frozen=True):
    """A family to make, or a share of one.

    `chosen`: the ids to make. `findings`: what is known to be wrong before anything is loaded, by id, under "" what all families share.
    `names`: names of other localities that look like one of its own. `records`: what came of its localities in earlier builds.
    `done`: what came of some of them in this one.
    """

    family: Family
    chosen: frozenset[str]
    findings: Mapping[str, Sequence[Finding]]
    names: frozenset[str]
    records: Mapping[str, Record]
    done: Mapping[str, Made] = field(default_factory=dict)
    is_share: bool = False

    @classmethod
    def of(cls, records: Records, family: Family, chosen: frozenset[str]) -> "Order":
        """The order for a family of a survey, of all ids `chosen`."""
        ids = {one.id for one in family}
        findings = {i: found for i, found in records.survey.findings.items() if i in ids or not i}
        names = records.survey.lookalikes(family)
        return cls(family, chosen & ids, findings, names, records.members(family))


def make(request: Request, order: Order) -> Result | None:
    """The reports of a family, written where they are due; None, with nothing written, for a share that rests on what is outside it.

    `request.localities` does not matter here.
    """
    with inputs_read_once():
        return Making(request, order).result(order)


def read_family(
    request: Request,
    family: Family,
    known: Mapping[str, Sequence[Finding]],
    names: frozenset[str] = frozenset(),
) -> tuple[Content, dict[str, list[Finding]]]:
    """The derived content of a family, and the findings by the id of the locality (empty for what all share), those `known` among them."""
    sources = [one.source for one in family if one.source]
    refused = [one.id for one in family if one.source is None]
    content, loaded = load_files(request.content, sources, refused)
    content, by_owner = attach(replace(content, names=names), request.content)
    content, derived = derive(content)
    for finding in (*loaded, *derived):
        by_owner.setdefault(owner(finding, request.content), []).append(finding)
    for more in (compare(content, request.content, request.year), known):
        for identity, findings in more.items():
            by_owner.setdefault(identity, []).extend(findings)
    return content, by_owner


def _files(content: Content, request: Request, family: Family) -> Iterator[tuple[str, str]]:
    """The files a family was made from, each with the digest of what was read."""
    names = [DICTIONARY, *(f"{one.id}.yaml" for one in family if one.source)]
    for locality in content.localities.values():
        names += files_besides(locality)
        if locality.report:
            template, record = f"{locality.report}.docx", f"{locality.id}/record.yaml"
            yield f"templates/{template}", cache.of_input(request.templates / template)
            yield f"signoff/{record}", cache.of_input(request.signoff / record)
    yield from ((f"content/{name}", cache.of_input(request.content / name)) for name in names)


class Making:
    """A family that has been read; makes its localities one after another, those first that others rest on."""

    def __init__(self, request: Request, order: Order) -> None:
        """Reads the family; nothing is made yet."""
        content, self._by_owner = read_family(request, order.family, order.findings, order.names)
        unread = frozenset(one.id for one in order.family) - content.localities.keys()
        self._shared = Shared(content, request, tuple(self._by_owner.get("", ())), unread)
        self._content, self._request = content, request
        self._readings = Readings(content, request)

    def result(self, order: Order) -> Result | None:
        """What came of the localities chosen; None, with nothing made, for a share that rests on another locality of its year."""
        others = self._shared.kin.rests_on(order.chosen) - order.chosen
        if order.is_share and any(Place.of(identity).year == self._request.year for identity in others):
            return None
        return self.whole(order)

    def whole(self, order: Order) -> Result:
        """What came of the localities chosen, and of all they rest on."""
        files = _files(self._content, self._request, order.family)
        return Result(self._shared.common, tuple(self._each(order)), dict(files))

    def _each(self, order: Order) -> Iterator[Made]:
        done: dict[str, Made] = {}
        for identity in sorted(self._shared.kin.rests_on(order.chosen), key=generation):
            done[identity] = order.done.get(identity) or self._made(identity, order, done)
            yield done[identity]

    def _made(self, identity: str, order: Order, done: Mapping[str, Made]) -> Made:
        """What came of one locality, given what came of those before it."""
        about = Made(identity, identity in order.chosen, tuple(self._by_owner.get(identity, ())))
        locality = self._content.localities.get(identity)
        if locality is None:
            return about
        if locality.year != self._request.year:  # last year's figures are only compared with
            return self._whole(locality, replace(about, due=False))
        rests = tuple(sorted(self._shared.kin.rests_on([identity]) - {identity}))
        others = [done[i] for i in rests if i in done]
        about = replace(about, told=told(self._content, locality), rests=rests)
        if about.due and locality.report and self._request.write:
            about = replace(about, reads=self._readings.of(locality, about, others))
            record = order.records.get(identity)
            folder = self._request.output / identity
            why = FINAL if self._request.final else reason(record, about.reads, folder)
            if record and not why and not self._shared.stopped:
                return keep(about, record, self._shared.inputs(locality), self._request)
            about = replace(about, why=why)
        return self._whole(locality, make_locality(self._shared, locality, about, others))

    def _whole(self, locality: Locality, made: Made) -> Made:
        checked = Checked(self._content, locality, made.findings, made.waived)
        return replace(made, checked=checked) if self._request.whole else made


def generation(identity: str) -> tuple[str, int, str]:
    """Last year first, then children before their parents."""
    return identity.partition("/")[0], -identity.count("/"), identity


def told(content: Content, locality: Locality) -> Told:
    """What is told of a locality once its content is put away."""
    filled, asked = manifest.fill(locality)
    return Told(locality.name, bool(locality.report), _deadline(content, locality), filled, asked)


def _deadline(content: Content, locality: Locality) -> str:
    """政策标准.报送期限 of the locality, else of the nearest above it."""
    identity = locality.id
    while identity.count("/"):
        place = content.localities.get(identity)
        cell = place.cells.get(DEADLINE) if place else None
        if cell and isinstance(cell.stated, Wording):
            return cell.stated.text
        identity = parent_of(identity)
    return ""
