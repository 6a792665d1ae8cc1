"""The records of a year: which families need not even be loaded, and what is put on record of those that were made.

Nothing here imports a stage: a build with nothing to do ends before any is needed.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from reportgen import cache
from reportgen.cache import Cache, FamilyRecord, Reads, Record
from reportgen.finding import Finding, Severity, at_file
from reportgen.pipeline.outcome import Made, Result, Told
from reportgen.pipeline.request import ASKED, PDF, Request
from reportgen.pipeline.survey import Family, Survey
from reportgen.places import DICTIONARY
from reportgen.value import Value, asdict, cached_property, replace

UNCHANGED = "读到的内容都没有变化"


class Records(Value, frozen=True, dict=True):
    """What is on record of a year, and the files as they are now.

    Asked before anything is loaded (`shared_stand`, `fresh`, `members`), and told of what was made (`save`).
    """

    request: Request
    survey: Survey
    before: Cache

    @property
    def damage(self) -> list[Finding]:
        """That nothing could be kept, where what is on record is damaged."""
        if not self.before.damaged:
            return []
        place = at_file(self.request.folder / cache.NAME)
        hint = "不必处理；若常常出现，请检查磁盘"
        return [Finding("O208", "上次生成的记录损坏，已全部重新生成", place, Severity.HINT, hint)]

    @property
    def shared_stand(self) -> bool:
        """Whether the files that all reports share (the board of the year) are as they were last written, and tell of the localities
        there are now."""
        return (
            bool(self.before.outputs)
            and self.before.localities == self._localities
            and not cache.altered(self.request.folder, self.before.outputs)
        )

    def fresh(self, family: Family, chosen: frozenset[str]) -> Result | None:
        """What came of a family last time, if that still holds: none of its files has changed, and the files of every report chosen, and
        of those these rest on, are as they were written. Else None."""
        record = None if self._anew else self.before.families.get(family[0].id)
        if record is None or self._files(family, record.files) != record.files:
            return None
        members, under = record.members, cache.of(record.files)
        ids = {one.id for one in family} & chosen
        scope = sorted(ids.union(*(members[i].rests for i in ids if i in members)))
        if not all(i in members and self._stands(i, members[i], under) for i in scope):
            return None
        return Result(record.common, tuple(self._made(i, members[i], i in ids) for i in scope))

    def members(self, family: Family) -> Mapping[str, Record]:
        """What earlier builds put on record of a family's localities, whichever family they were in then: a file that comes or goes may
        join families or part them. Nothing where everything is to be made anew."""
        if self._anew:
            return {}
        return {one.id: self._members[one.id] for one in family if one.id in self._members}

    def save(self, results: Mapping[str, Result], shared: Iterable[str]) -> None:
        """Puts on record what came of families that were made, beside all others; `shared` names the files all reports share.

        Where there is no report there is no record, nor of finals. Raises FileTrouble.
        """
        if self.request.final or not self.request.write:
            return
        families = {family[0].id: family for family in self.survey.families()}
        made = {i: self._recorded(families[i], result) for i, result in results.items()}
        kept = {i: record for i, record in self.before.families.items() if i in families and i not in made}
        known = kept | {i: record for i, record in made.items() if record}
        if any(one.document for family in known.values() for one in family.members.values()):
            saved = Cache(known, cache.of_files(self.request.folder, shared), self._localities)
            cache.save(self.request.folder, saved, self.request.content)

    def _stands(self, identity: str, record: Record, under: str) -> bool:
        """Whether a record is of the files as they are now, and its report's files are still as written."""
        folder = self.request.output / identity
        return record.under == under and not cache.altered(folder, record.outputs)

    def _made(self, identity: str, record: Record, is_chosen: bool) -> Made:
        told = Told(**record.told) if record.told else None
        return Made(
            identity,
            is_chosen and bool(told and told.reports),
            record.findings,
            written=self.request.output / identity / record.document if record.document else None,
            told=told,
            kept=True,
            why=UNCHANGED,
            reads=record.reads,
            rests=record.rests,
        )

    def _recorded(self, family: Family, result: Result) -> FamilyRecord | None:
        """What to put on record of a family that was made; None when what all share is wrong."""
        if any(finding.is_error for finding in result.common):
            return None
        files = {**self._files(family), **dict(sorted(result.files.items()))}
        under = cache.of(files)
        made = {one.id: record for one in result.made if (record := self._record(one, under))}
        looked_for_each_time = self.survey.findings.get("", ())
        common = tuple(finding for finding in result.common if finding not in looked_for_each_time)
        return FamilyRecord(files, common, {**self.members(family), **made})

    def _record(self, made: Made, under: str) -> Record | None:
        """What to put on record of a locality; None keeps the record there is, as for a report that failed or was not asked for."""
        reports = made.due or bool(made.told and made.told.reports)
        if (made.failed or reports) and not made.written:
            return None
        told = asdict(made.told) if made.told else {}
        about = Record(under, made.reads, made.findings, made.rests, told)
        if made.written is None:
            return about
        from reportgen.publish import manifest  # there by now: something was written

        names = manifest.outputs(made.written.parent)
        if PDF in self.request.formats and not any(name.endswith(".pdf") for name in names):
            return None
        outputs = cache.of_files(made.written.parent, names)
        return replace(about, document=made.written.name, outputs=outputs)

    def _files(self, family: Family, named: Iterable[str] = ()) -> dict[str, str]:
        """The files a family is made from, by path, each with its digest: its own, those all share, and those `named` besides."""
        own = {f"content/{one.id}.yaml": one.digest for one in family}
        mine = [self.survey.findings.get(one.id, ()) for one in family]
        own["相近的地名"] = cache.of(sorted(self.survey.lookalikes(family)))
        own["文件位置的问题"] = cache.of([[str(finding.message) for finding in found] for found in mine])
        files = {**self._shared, **own}
        return files | {path: self._digest(path) for path in sorted(named) if path not in files}

    @cached_property
    def _shared(self) -> Reads:
        dictionary = f"content/{DICTIONARY}"
        return {
            cache.PROGRAM: cache.program(),
            ASKED: cache.of(self.request.asked),
            dictionary: self._digest(dictionary),
        }

    def _digest(self, path: str) -> str:
        """The digest of a file below content/, templates/ or signoff/; empty when it is not there, or for a name of no such folder, which
        an older program may have put on record."""
        if path not in self._digests:
            folder, _, name = path.partition("/")
            root = self._roots.get(folder)
            self._digests[path] = cache.of_file(root / name) if root else ""
        return self._digests[path]

    @cached_property
    def _digests(self) -> dict[str, str]:
        return {}

    @property
    def _roots(self) -> Mapping[str, Path]:
        request = self.request
        return {"content": request.content, "templates": request.templates, "signoff": request.signoff}

    @property
    def _localities(self) -> str:
        return cache.of(sorted(self.survey.files))

    @cached_property
    def _members(self) -> Mapping[str, Record]:
        return {i: one for family in self.before.families.values() for i, one in family.members.items()}

    @property
    def _anew(self) -> bool:
        return self.request.final or self.request.whole
