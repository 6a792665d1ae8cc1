"""One locality of a family through check, compose and the gate; `writing` does the rest."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from reportgen import checks
from reportgen.characters import unsafe_name
from reportgen.compose import compose
from reportgen.content import Content, Locality, parent_of
from reportgen.files import ctrl_c_held_back
from reportgen.finding import Finding, each_cause_once
from reportgen.pipeline.family.kin import every_child
from reportgen.pipeline.family.shared import Shared
from reportgen.pipeline.family.waive import waive
from reportgen.pipeline.outcome import Made
from reportgen.report import Report
from reportgen.trace import waiting_runs
from reportgen.value import replace

_NO_REPORTS = ("~$", ".", "signoff-")
"""How names begin that are no report types: what Word and the system leave, and the sheets of a sign-off package."""


def make_locality(shared: Shared, locality: Locality, about: Made, others: Sequence[Made]) -> Made:
    """Checks a locality and, when its report is due and nothing stands against it, writes the report.

    `about` is what is known of it beforehand: whether it was asked for (`due`), and what load and derive found. `others` is what came
    of the localities it rests on.
    """
    request = shared.request
    result, report = _judged(shared, locality, about, others)
    if report is None or not result.due or not request.write:
        return result
    if (result.failed or shared.stopped) and not request.draft:
        return result
    if not request.draft and not request.final and any(waiting_runs(report)):
        report = replace(report, draft=True)  # 【待补：…】 is printed in nothing that does not say 草稿
    with ctrl_c_held_back():  # as where the other stages are imported
        from reportgen.pipeline.family.writing import (
            write_files,  # with all it takes to write, which `check` does not
        )
    return write_files(shared, locality, report, result, others)


def _judged(
    shared: Shared, locality: Locality, about: Made, others: Sequence[Made]
) -> tuple[Made, Report | None]:
    """What the checks say, and the report that could be written; None where there is none to write."""
    findings = [*about.findings, *checks.run(shared.content, locality)]
    report: Report | None = None
    if locality.report:
        report, composed = compose(shared.content, locality, draft=shared.request.draft)
        findings += [*composed, *_misnamed(locality, report)]
        if missing := _missing_template(locality, shared.request.templates):
            findings, report = [*findings, *missing], None
    findings, waived = waive(locality, each_cause_once(findings))
    due = about.due and bool(locality.report)
    if due and not shared.request.draft:
        findings += _fallen(shared, locality, others)
    return replace(about, due=due, findings=tuple(findings), waived=waived), report


def _missing_template(locality: Locality, templates: Path) -> list[Finding]:
    """What is said at `report:` when there is no such template; `check` asks too, which does not render. Where there is no folder of
    templates, a build is not even begun."""
    name = locality.report
    if (templates / f"{name}.docx").exists() or not templates.is_dir():
        return []
    names = sorted(path.stem for path in templates.glob("*.docx") if not path.name.startswith(_NO_REPORTS))
    near = get_close_matches(name, names, n=1, cutoff=0.5)
    hint = f"是不是想写 {near[0]}？" if near else ""
    listed = f"现有模板：{'、'.join(names)}" if names else f"文件夹 {templates.name} 里还没有 .docx 模板"
    place = locality.report_span or locality.span
    return [Finding("T105", f"没有名为 {name} 的模板", place, hint=hint + listed)]


def _misnamed(locality: Locality, report: Report) -> Iterator[Finding]:
    """A title that cannot be read has been told, and what stands in for it is no name."""
    if locality.title and (reason := unsafe_name(report.name)):
        title = locality.title.prose
        message = f"报告以“{report.name}”作文件名，但文件名{reason}"
        yield Finding("O102", message, title.span(0, len(title.text)), hint="请改写 title")


def _fallen(shared: Shared, locality: Locality, others: Iterable[Made]) -> Iterator[Finding]:
    """One finding for each locality that failed and that this one's report names."""
    places = shared.kin.named_by(locality)
    for other in (other for other in others if other.failed):
        is_child = parent_of(other.id) == locality.id
        span = places.get(other.id) or (places.get(every_child(locality)) if is_child else None)
        if span:
            message = f"{_named(shared.content, other.id)}，{locality.name}用到它的数据，所以没有生成"
            yield Finding("O101", message, span, hint="先改好它，再生成本报告；只看版面可用 --draft 出草稿")


def _named(content: Content, identity: str) -> str:
    year, _, slug = identity.partition("/")
    other = content.localities.get(identity)
    return f"{other.name}（{year} 年）有错误" if other else f"{year} 年的 {slug}.yaml 读不出来"
