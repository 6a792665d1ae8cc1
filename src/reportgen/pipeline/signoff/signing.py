"""Sign-off joined to the other stages: submit, sign, verify."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from reportgen.compose import compose
from reportgen.content import Locality
from reportgen.files import FileTrouble, locked
from reportgen.finding import Finding, at_file, in_order
from reportgen.pipeline.family.shared import Shared
from reportgen.pipeline.family.writing import elsewhere, made_edition
from reportgen.pipeline.outcome import Outcome, as_finding
from reportgen.pipeline.pipeline import check, read
from reportgen.pipeline.request import (
    Progress,
    Request,
    UsageError,
    known_years,
    require_apart,
    require_templates,
    unwatched,
)
from reportgen.pipeline.scope import choose_locality
from reportgen.pipeline.signoff.returned import Returned, returned
from reportgen.pipeline.signoff.standing import altered, draft_of, tell_board, void
from reportgen.places import is_year
from reportgen.publish import Edition
from reportgen.report import Report
from reportgen.signoff import filed
from reportgen.signoff.changes import Changes, compare, same
from reportgen.signoff.dossier import RESTORE, Dossier, dossiers
from reportgen.signoff.record import Record, Role, Signoff, Submission
from reportgen.signoff.sheets import Matter
from reportgen.signoff.standing import Standing, standings
from reportgen.signoff.submit import package, zip_name
from reportgen.signoff.verify import Judgement, Sent, judge
from reportgen.value import Value, replace


class Submitted(Value, frozen=True):
    """A package in its dossier; `again` when nothing had changed since the last, which then stands."""

    folder: Path
    submission: Submission
    report: Report
    changes: Changes | None
    findings: tuple[Finding, ...]
    again: bool = False

    @property
    def zip(self) -> Path:
        return self.folder / zip_name(self.report, self.submission.number)


class Signed(Value, frozen=True):
    """A sign-off as recorded, and what changed since the same role signed before (None: it had not)."""

    signoff: Signoff
    name: str
    since: Changes | None
    findings: tuple[Finding, ...]


class Verified(Value, frozen=True):
    """A returned file, what became of it, and each changed place."""

    returned: Returned
    judgement: Judgement
    findings: tuple[Finding, ...]


class SignoffState(Value, frozen=True):
    """The sign-offs of one report; `standings` are empty when its content cannot be built, which `findings` then say."""

    report: str
    name: str
    number: int
    standings: tuple[Standing, ...]
    findings: tuple[Finding, ...]


def submit(request: Request, name: str, date: str, progress: Progress = unwatched) -> Submitted | Outcome:
    """Files the next package of a locality, or says what stands against it. Raises UsageError, FileTrouble."""
    require_templates(request)
    require_apart(request, request.signoff, "--signoff")
    edition = prepared(request, name, progress)
    if isinstance(edition, Outcome):
        return edition
    with locked(request.signoff / str(request.year)):
        return _filed(request, edition, date)


def _filed(request: Request, edition: Edition, date: str) -> Submitted | Outcome:
    """The package in its dossier, unless it says the same as the last one, or a template of the sheets cannot be filled."""
    dossier = Dossier(request.signoff, edition.checked.locality.id)
    record = dossier.record()
    last = record.last
    sent = _sent(dossier, last) if last else None
    draft = draft_of(edition)
    noted = tuple(one.finding for one in edition.noted)
    if last and sent and same(sent.draft, draft):
        dossier.pack_again(last, zip_name(edition.report, last.number))
        return Submitted(dossier.of(last), last, edition.report, None, noted, again=True)
    if last and date < last.date:
        raise UsageError(f"送审日期 {date} 早于第{last.number}稿的送审日期 {last.date}，请核对 --date")
    changes = compare(sent.draft, draft) if sent else None
    made = package(Matter(edition, draft, record.next_number, date, changes), record, sent, request.templates)
    if isinstance(made, list):
        return Outcome((), tuple(in_order(made)))
    folder = dossier.put(made, record)
    posted = tell_board(request, dossier.report, edition)
    return Submitted(folder, made.submission, edition.report, changes, (*noted, *posted))


def _sent(dossier: Dossier, last: Submission) -> Sent:
    """What went out with the last package. Raises FileTrouble."""
    dossier.require_whole(last)
    if sent := dossier.sent(last):
        return sent
    raise FileTrouble("O310", dossier.of(last), f"第{last.number}稿的送审包读不出来，无法与它比较", RESTORE)


def prepared(request: Request, name: str, progress: Progress = unwatched) -> Edition | Outcome:
    """The edition of a locality that nothing stands against, else the outcome that says what does. Raises UsageError."""
    outcome = check(replace(request, localities=(name,)), progress)
    if outcome.exit_code:
        return outcome
    contents = {made.id: made.checked.content for made in outcome.made if made.checked}
    locality = _locality([content.localities[i] for i, content in contents.items()], request, name)
    content = contents[locality.id]
    result = next(made for made in outcome.made if made.id == locality.id)
    others = [made for made in outcome.made if made is not result]
    report, _ = compose(content, locality)
    noted = elsewhere(content, report, others)
    shared = Shared(content, request, outcome.findings)
    edition, made = made_edition(shared, locality, report, result, noted)
    return Outcome((made,), made.findings) if made.failed or edition is None else edition


def _locality(localities: Iterable[Locality], request: Request, name: str) -> Locality:
    """The locality of a name. Raises UsageError when there is none in the year asked for, or it gives no report."""
    found = choose_locality([one for one in localities if one.year == request.year], name)
    if not found.report:
        raise UsageError(f"{found.name} {found.year} 年的文件里没有 report:，只提供数据，没有报告可送审")
    return found


def sign(request: Request, name: str, role: Role, by: str, date: str) -> Signed:
    """Records a sign-off of the last package. Raises UsageError when there is none, FileTrouble when it is not as recorded."""
    content, _ = read(replace(request, localities=(name,)))
    locality = _locality(content.localities.values(), request, name)
    with locked(request.signoff / str(request.year)):
        signed = _signed(Dossier(request.signoff, locality.id), locality, role, by, date)
    return replace(signed, findings=tell_board(request, locality.id, prepared(request, locality.slug)))


def _signed(dossier: Dossier, locality: Locality, role: Role, by: str, date: str) -> Signed:
    record = dossier.record()
    last = record.last
    if last is None:
        raise UsageError(f"{locality.name} {locality.year} 年还没有送审稿，请先运行 reportgen submit")
    if date < last.date:
        raise UsageError(f"签批日期 {date} 早于第{last.number}稿的送审日期 {last.date}，请核对 --date")
    dossier.require_whole(last)
    signoff = Signoff(role, by, date, last.number, last.files[filed.NAME].sha256)
    since = _since(record, dossier, role, last)
    dossier.save(record.signed(signoff))
    return Signed(signoff, locality.name, since, ())


def _since(record: Record, dossier: Dossier, role: Role, last: Submission) -> Changes | None:
    """What changed since a role signed before; None when it has not, or when either draft is gone or was altered."""
    before = record.latest(role)
    old = dossier.signed(record).get(before.draft) if before else None
    new = dossier.draft(last)
    return compare(old, new) if old and new else None


def verify_file(path: Path, signoff: Path) -> Verified | Finding:
    """What changed in a file that came back. Raises FileTrouble, and UsageError for one that no draft matches."""
    file = returned(path, signoff)
    if isinstance(file, Finding):
        return file
    judgement, findings = judge(file.data, file.words, file.sent, path.as_posix())
    return Verified(file, judgement, tuple(findings))


def verify_all(request: Request, progress: Progress = unwatched) -> Iterator[SignoffState]:
    """The state of each report's sign-offs; where it cannot be told, why. Raises UsageError when there is no content at all."""
    known_years(request.content)
    require_templates(request)
    for dossier in dossiers(request.signoff):
        try:
            yield _state(request, dossier, progress)
        except FileTrouble as trouble:
            yield SignoffState(dossier.report, dossier.report, 0, (), (as_finding(trouble),))
        except UsageError as error:
            yield SignoffState(dossier.report, dossier.report, 0, (), (_orphaned(dossier, str(error)),))


def _orphaned(dossier: Dossier, why: str) -> Finding:
    """That there is no report any more where one was submitted."""
    place = at_file(dossier.folder)
    hint = f"内容文件改了名的，改回原名；不再做这份报告的，删去 {dossier.folder.as_posix()}"
    return Finding("O302", f"送审过的报告现在没有内容，签批失效：{why}", place, hint=hint)


def _state(request: Request, dossier: Dossier, progress: Progress) -> SignoffState:
    """Raises UsageError for a report that is not there, FileTrouble for a record that cannot be read."""
    record = dossier.record()
    year, _, slug = dossier.report.partition("/")
    if not is_year(year):
        raise UsageError(f"{dossier.folder.as_posix()} 不在年份文件夹里")
    request = replace(request, year=int(year))
    number = record.last.number if record.last else 0
    place = at_file(dossier.folder)
    lost = tuple(altered(dossier, record))
    edition = prepared(request, slug, progress)
    posted = tell_board(request, dossier.report, edition)
    if isinstance(edition, Outcome):
        return SignoffState(dossier.report, slug, number, (), (*lost, *edition.findings, *posted))
    now = draft_of(edition)
    states = standings(record, dossier.signed(record), now)
    unsigned = void(states, edition, place, submitted=dossier.holds(record, now))
    findings = (*lost, *unsigned, *posted)
    return SignoffState(dossier.report, edition.report.name, number, states, findings)
