"""What the two READMEs show first, an error, is what the program prints."""

import re
from pathlib import Path

import pytest

from reportgen.cli import main

ROOT = Path(__file__).resolve().parent.parent
DICTIONARY = """\
units: [道]
names: [1+8]
事前评估:
  项目数: 0个
  送审金额: 0.00万元 = 审减金额 + 审定金额
  审减金额: 0.00万元
  审定金额: 0.00万元
"""
CONTENT = """\
locality: 宁县
year: 2025
report: work-summary
title: 宁县说明
metrics:
  事前评估:
    项目数: 260个
    送审金额: 64727.72万元
    审减金额: 6008.00万元
    审定金额: 58791.72万元
sections:
  - with: 事前评估
    text: |
      评估{{ 项目数 }}，送审{{ 送审金额 }}，审减{{ 审减金额 }}，审定{{ 审定金额 }}。
"""


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_error_shown_first_is_printed_so(
    readme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = re.search(r"^content/.*: error D101 (?:.*\n)+?(?=```)", (ROOT / readme).read_text("utf-8"), re.M)
    assert shown
    for name, text in {"indicators.yaml": DICTIONARY, "2025/ningxian.yaml": CONTENT}.items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--year", "2025"]) == 1
    assert capsys.readouterr().err == shown[0]
