"""An issuer's own template is its profile: what the standard leaves open is set there, and every deviation is listed."""

import re
from pathlib import Path

from ours import TEMPLATES
from projects import Project, report
from reportgen.conformity import Strength, Verdict
from reportgen.package import Refusal, read_parts, write_package
from reportgen.pipeline import build
from reportgen.pipeline.conform import conform_files
from reportgen.value import replace

HEADING_2 = re.compile(r'(w:styleId="Heading2".*?<w:rPr>.*?)(<w:sz )', re.DOTALL)


def restyled(name: str, **changes: tuple[re.Pattern[str], str]) -> bytes:
    """A template of ours as an issuer would restyle it: the styles part with each pattern replaced once."""
    parts = read_parts((TEMPLATES / name).read_bytes())
    assert not isinstance(parts, Refusal)
    styles = parts["word/styles.xml"].decode("utf-8")
    for pattern, replacement in changes.values():
        styles, done = pattern.subn(replacement, styles, count=1)
        assert done == 1
    return write_package({**parts, "word/styles.xml": styles.encode("utf-8")})


def test_a_local_habit_is_built_and_listed_and_no_error(tmp_path: Path) -> None:
    text = report(more="").replace("report: work-summary", "report: ningxian-summary")
    text += "    sections:\n      - heading: 事前评估\n        text: |\n          略。\n"
    made = Project(tmp_path, {"2025/ningxian": text})
    templates = tmp_path / "templates"
    templates.mkdir()
    profile = restyled("work-summary.docx", bold=(HEADING_2, r"\1<w:b/>\2"))
    (templates / "ningxian-summary.docx").write_bytes(profile)
    request = replace(made.request(), templates=templates)
    outcome = build(request)
    assert outcome.exit_code == 0, outcome.findings
    (document,) = made.output.rglob("*.docx")
    conformed = conform_files([document], rendered=False)
    assert conformed.exit_code == 0
    (table,) = conformed.tables
    (clause,) = (row.clause for row in table.of(Verdict.UNMET))
    assert (clause.number, clause.strength) == ("7.3.3", Strength.CUSTOM)
