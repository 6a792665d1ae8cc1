"""Whether the template a report is asked for by is there; `check` asks it too, which does not render."""

from difflib import get_close_matches

from reportgen.content import Locality
from reportgen.finding import Finding
from reportgen.pipeline.request import Request

_NO_REPORTS = ("~$", ".", "signoff-")
"""How names begin that are no report types: what Word and the system leave, and the sheets of a sign-off package."""


def missing_template(locality: Locality, request: Request) -> list[Finding]:
    """What is said at `report:` when there is no such template; where there is no folder of templates, a build is not even begun."""
    name, templates = locality.report, request.templates
    if (templates / f"{name}.docx").exists() or not templates.is_dir():
        return []
    names = sorted(path.stem for path in templates.glob("*.docx") if not path.name.startswith(_NO_REPORTS))
    near = get_close_matches(name, names, n=1, cutoff=0.5)
    hint = f"是不是想写 {near[0]}？" if near else ""
    listed = f"现有模板：{'、'.join(names)}" if names else f"文件夹 {templates.name} 里还没有 .docx 模板"
    place = locality.report_span or locality.span
    return [Finding("T105", f"没有名为 {name} 的模板", place, hint=hint + listed)]
