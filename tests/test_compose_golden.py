"""The reports in content/, as text: a change in the program or the content shows here, line by line.

After a change that is meant: `pytest tests/test_compose_golden.py --update`, and read the difference.
"""

from collections.abc import Callable
from functools import cache

import pytest

from ours import CONTENT
from paper import report_lines
from reportgen.compose import compose
from reportgen.content import Content
from reportgen.derive import derive
from reportgen.load import load
from reportgen.pipeline.sources.attach import attach
from reportgen.report import Mark, block_runs

REPORTS = ["2019/pingyin", "2021/wuzhong", "2023/baoji", "2024/jiashi", "2025/ningxian"]
CHILDREN = [f"2023/baoji/{slug}" for slug in ("fengxian", "linyou", "longxian", "taibai")]


@cache
def content() -> Content:
    loaded, _ = load(CONTENT, sorted(int(path.name) for path in CONTENT.iterdir() if path.is_dir()))
    attached, _ = attach(loaded, CONTENT)
    return derive(attached)[0]


@pytest.mark.parametrize("identity", REPORTS + CHILDREN)
def test_report_reads_as_before(identity: str, golden: Callable[[str, str], None]) -> None:
    report, findings = compose(content(), content().localities[identity])
    assert not findings
    golden(identity, "\n".join(report_lines(report)) + "\n")


@pytest.mark.parametrize("identity", REPORTS + CHILDREN)
def test_nothing_is_left_to_fill_in(identity: str) -> None:
    report, _ = compose(content(), content().localities[identity])
    runs = [run for block in report.all_blocks() for run in block_runs(block)]
    assert not [run.text for run in runs if run.mark is Mark.PENDING]
    assert all(content().cell(run.figure) for run in runs if run.figure)
