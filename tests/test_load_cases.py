"""Every kind of fault a file may have: `tests/cases/<CODE>/fail_*.yaml` says on each line what is found there, `ok_*.yaml` that nothing is.

`# !! L107@8 L301` at the end of a line: these codes on this line, the first at column 8. A case whose name holds `dictionary` is read as
indicators.yaml, any other as content/2025/case.yaml.
"""

import re
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path

import pytest

from ours import CASES
from reportgen.finding import Finding
from reportgen.finding.codes.load import CODES
from reportgen.load import load

_EXPECTED = re.compile(r" *# !!((?: [A-Z]\d{3}(?:@\d+)?)+)$", re.MULTILINE)
_WITHOUT_FILE = {"L101", "L102", "L114", "L206"}
DICTIONARY = """\
units: [本（册）, 道]
names: [1+8]
事前评估:
  单位数: 0家
  项目数: 0个
  送审金额: 0.00万元 = 审减金额 + 审定金额
  审减金额: 0.00万元
  审定金额: 0.00万元
  审减率: 0.00% = 审减金额 / 送审金额
  不予支持数: 0个
  退回数: 0个
绩效目标:
  项目数: 0个
问题整改:
  问题数: 0个 = 整改数 + 剩余数
  整改数: 0个
  剩余数: 0个
"""


def cases() -> list[Path]:
    """The cases of the codes that loading speaks."""
    spoken = sorted(
        p for p in CASES.glob("[LFP][0-9][0-9][0-9]") if p.name in CODES or p.name in ("F103", "F105", "F106")
    )
    return [path for folder in spoken for path in sorted(folder.glob("*.yaml"))]


def read(case: Path, folder: Path) -> tuple[list[Finding], dict[int, list[str]]]:
    """What loading a case finds, and by line what it should find."""
    annotated = case.read_text(encoding="utf-8")
    expected = {
        number: match[1].split()
        for number, line in enumerate(annotated.split("\n"), 1)
        if (match := _EXPECTED.search(line))
    }
    plain = _EXPECTED.sub("", annotated)
    content = folder / "content"
    (content / "2025").mkdir(parents=True)
    is_dictionary = "dictionary" in case.name
    (content / "indicators.yaml").write_text(plain if is_dictionary else DICTIONARY, encoding="utf-8")
    (content / "2025" / "case.yaml").write_text(
        "locality: 宁县\nyear: 2025\n" if is_dictionary else plain, encoding="utf-8"
    )
    with chdir(folder):
        return load(Path("content"), [2025])[1], expected


@pytest.mark.parametrize("case", cases(), ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_case(case: Path, tmp_path: Path) -> None:
    findings, expected = read(case, tmp_path)
    found: dict[int, list[str]] = {}
    for finding in findings:
        marks = expected.get(finding.span.line, [])
        mark = f"{finding.code}@{finding.span.column}"
        found.setdefault(finding.span.line, []).append(finding.code if finding.code in marks else mark)
    assert {k: sorted(v) for k, v in found.items()} == {k: sorted(v) for k, v in expected.items()}
    assert bool(expected) == case.name.startswith("fail_")


def test_every_code_has_a_case() -> None:
    with_case = {path.parent.name for path in cases()}
    assert set(CODES) - with_case == _WITHOUT_FILE


def test_messages(tmp_path: Path, golden: Callable[[str, str], None]) -> None:
    """The words of every message, to be read by a person whenever they change."""
    told = []
    for number, case in enumerate(path for path in cases() if path.name.startswith("fail_")):
        told.append(f"── {case.parent.name}/{case.stem}")
        for finding in read(case, tmp_path / str(number))[0]:
            told.append(
                f"{finding.span.place} {finding.severity} {finding.code} {finding.message}\n    提示: {finding.hint}"
            )
    golden("load-messages", "\n".join(told) + "\n")
