"""A small office for the tests of sign-off: a report with derived figures and a table, submitted, changed, sent back."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from ours import TEMPLATES
from reportgen.package import MAIN_PART, Refusal, parse_xml, read_parts, to_xml, write_package
from reportgen.pipeline import Outcome, Request
from reportgen.pipeline.signoff.signing import SignoffState, Submitted, sign, submit, verify_all
from reportgen.signoff.record import Role
from reportgen.signoff.words import Words, read_words

DICTIONARY = """
units: [道]
事前评估:
  项目数: 0个
  送审金额: 0.00万元 = 审减金额 + 审定金额
  审减金额: 0.00万元
  审定金额: 0.00万元
  审减率: 0.00% = 审减金额 / 送审金额
问题整改:
  问题数: 0个 = 整改数 + 剩余数
  整改数: 0个
  剩余数: 0个
"""

REPORT = """# 宁县的文件，注释都要留下
locality: 宁县
year: 2025
report: work-summary
title: 宁县2025年预算绩效管理工作情况
metrics:
  事前评估:
    项目数: 260个           # 台账第一页
    送审金额: 64727.72万元
    审减金额: 6008.00万元
  问题整改: {问题数: 110个, 整改数: 105个}
  乡镇:
    明细:
      - {乡镇: 甲镇, 项目: 3个, 金额: 12.00万元}
      - {乡镇: 乙镇, 项目: 5个, 金额: 30.50万元}
sections:
  - heading: 总体情况
    with: 事前评估
    # 第一段由办公室起草
    text: |
      {{ 今年 }}，全县预算绩效管理稳步推进，制度日益健全，
      工作机制不断完善。各部门各司其职，形成了合力。

      全年评估项目{{ 项目数 }}，送审{{ 送审金额 }}，审减{{ 审减金额 }}，
      审定{{ 审定金额 }}，审减率{{ 审减率 }}。评估结果已用于预算安排。
  - heading: 问题整改   # 第二部分
    items:
      - heading: 立行立改
        with: 问题整改
        text: |
          查出问题{{ 问题数 }}，整改{{ 整改数 }}{% if 剩余数 > 0 %}，其余{{ 剩余数 }}正在整改{% endif %}。
      - heading: 举一反三
        points:
          - heading: 完善制度
            text: 修订办法，堵塞漏洞。
          - heading: 加强监督
            text: 定期通报，跟踪问效。
  - heading: 下一步打算
    text: 我们将继续努力。
    table: {rows: 乡镇.明细, title: 各乡镇项目情况表}
"""


class Office:
    """A project in a folder, with its sign-off dossiers."""

    def __init__(self, root: Path, report: str = REPORT) -> None:
        self.root = root
        self.file = root / "content" / "2025" / "ningxian.yaml"
        self.file.parent.mkdir(parents=True)
        shutil.copytree(TEMPLATES, root / "templates")
        (root / "content" / "indicators.yaml").write_text(DICTIONARY, encoding="utf-8")
        self.file.write_text(report, encoding="utf-8")

    @property
    def request(self) -> Request:
        root = self.root
        return Request(
            2025, (), root / "content", root / "templates", root / "output", signoff=root / "signoff"
        )

    def change(self, *pairs: tuple[str, str]) -> None:
        text = self.file.read_text(encoding="utf-8")
        for old, new in pairs:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        self.file.write_text(text, encoding="utf-8")

    def try_submit(self, date: str = "2025-12-01") -> Submitted | Outcome:
        return submit(self.request, "宁县", date)

    def submit(self, date: str = "2025-12-01") -> Submitted:
        made = self.try_submit(date)
        assert isinstance(made, Submitted), made.findings
        return made

    def sign_all(self) -> None:
        for role, name in zip(Role, ("张三", "李四", "王五"), strict=True):
            sign(self.request, "宁县", role, name, "2025-12-06")

    def state(self) -> SignoffState:
        (state,) = verify_all(self.request)
        return state

    def document(self, number: int, kind: str = "送审稿") -> bytes:
        (path,) = (self.root / "signoff/2025/ningxian" / str(number)).glob(f"*（{kind}）.docx")
        return path.read_bytes()

    def returned(self, edit: Callable[[str], str], number: int = 1) -> Path:
        """A copy of a draft whose document.xml somebody edited."""
        path = self.root / "退回稿.docx"
        path.write_bytes(edited(self.document(number), edit))
        return path


def main_part(document: bytes) -> str:
    return parts_of(document)[MAIN_PART].decode()


def parts_of(document: bytes) -> dict[str, bytes]:
    parts = read_parts(document)
    assert not isinstance(parts, Refusal)
    return parts


def edited(document: bytes, edit: Callable[[str], str]) -> bytes:
    xml = edit(main_part(document))
    return write_package({**parts_of(document), MAIN_PART: to_xml(parse_xml(xml.encode()))})


def words_of(document: bytes) -> Words:
    words = read_words(document, "甲.docx")
    assert isinstance(words, Words)
    return words


def resaved(documents: dict[str, bytes], folder: Path) -> dict[str, bytes]:
    """The documents opened and saved as .docx by LibreOffice, all in one run."""
    source, target = folder / "before", folder / "after"
    source.mkdir(parents=True)
    for name, data in documents.items():
        (source / f"{name}.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(target)]
        + [str(path) for path in sorted(source.iterdir())],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return {name: (target / f"{name}.docx").read_bytes() for name in documents}


def paragraph(words: str) -> str:
    """A paragraph of the text in the XML of a draft."""
    return f'<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'
