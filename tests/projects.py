"""A small project in a temporary folder: content, the real templates, and the pipeline run on it."""

import json
from pathlib import Path
from textwrap import dedent
from typing import Any

from ours import TEMPLATES
from reportgen.cache import NAME
from reportgen.pipeline import Outcome, Request, build, check
from worlds import DICTIONARY


def report(name: str = "宁县", year: int = 2025, approved: str = "58719.72万元", more: str = "") -> str:
    """A locality's file with a report of one paragraph; `approved` is 审定金额, right when it is 58719.72万元."""
    return f"""
locality: {name}
year: {year}
report: work-summary
title: {year}年预算绩效管理工作情况
metrics:
  事前评估: {{送审金额: 64727.72万元, 审减金额: 6008.00万元, 审定金额: {approved}}}
{dedent(more)}
sections:
  - heading: 工作完成情况
    with: 事前评估
    text: |
      {{{{ 今年 }}}}送审{{{{ 送审金额 }}}}，审减{{{{ 审减金额 }}}}，审定{{{{ 审定金额 }}}}。
""".lstrip()


WRONG = "58791.72万元"
CITY = """
locality: 大市
year: 2025
report: work-summary
title: 2025年预算绩效管理工作情况
metrics:
  事前评估: {送审金额: = sum(下级.事前评估.送审金额)}
sections:
  - heading: 工作完成情况
    with: 事前评估
    text: |
      各县共送审{{ 送审金额 }}。
""".lstrip()
"""A city that adds up what its counties sent."""


class Project:
    """`files` maps 2025/ningxian to the text of its file."""

    def __init__(self, root: Path, files: dict[str, str], dictionary: str = DICTIONARY) -> None:
        self.root, self.output = root, root / "output"
        self.write("indicators", dedent(dictionary))
        for identity, text in files.items():
            self.write(identity, text)

    def write(self, identity: str, text: str) -> None:
        path = self.root / "content" / f"{identity}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def request(self, year: int = 2025, *localities: str, jobs: int = 1, draft: bool = False) -> Request:
        return Request(year, localities, self.root / "content", TEMPLATES, self.output, jobs, draft)

    def build(self, year: int = 2025, *localities: str, jobs: int = 1, draft: bool = False) -> Outcome:
        return build(self.request(year, *localities, jobs=jobs, draft=draft))

    def check(self, year: int = 2025, *localities: str) -> Outcome:
        return check(self.request(year, *localities))

    def files(self) -> dict[str, bytes]:
        """Everything a user finds below output/, by path."""
        paths = (path for path in self.output.rglob("*") if path.is_file() and path.name != NAME)
        return {path.relative_to(self.output).as_posix(): path.read_bytes() for path in paths}

    def json(self, path: str) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads((self.output / path).read_text(encoding="utf-8"))
        return loaded


def codes(outcome: Outcome) -> list[str]:
    """The codes of the errors, in order of place."""
    return [finding.code for finding in outcome.findings if finding.is_error]
