"""One golden message for every finding code: the first its cases give, as a person reads it. A code without a case fails here.

The cases are those of `cases/`, `corpus/`, `deviations.py` and the small ones below; what needs another program, another machine or
a whole round of sign-off is proved in the test named in ELSEWHERE.
"""

import errno
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import chdir
from pathlib import Path

import pytest

import wordfiles
from deviations import ALL as DEVIATIONS
from deviations import good, planted
from hostile import DOCUMENTS, SENTENCE, docx, paragraph, run
from ours import CASES, TESTS
from projects import WRONG, Project, report
from reportgen.audit import audit, modules
from reportgen.cache import Cache
from reportgen.cli.codes import all_codes
from reportgen.conform import examine
from reportgen.conformity import Conformity
from reportgen.files import FileTrouble, locked, trouble
from reportgen.finding import Finding, codes
from reportgen.pipeline import Request, build
from reportgen.pipeline.outcome import as_finding
from reportgen.pipeline.records import Records
from reportgen.pipeline.survey import Survey
from reportgen.pipeline.workers import worker_lost
from reportgen.read import pdf_document, read
from reportgen.read.confined import LimitReached
from reportgen.read.docx import read_docx
from reportgen.schedule import Lost
from reportgen.signoff import record
from test_audit import document
from test_corpus import OF_CONTENT, lay

_MARK = re.compile(r"[ \t]*# !!(?: [A-Z]\d{3}(?:@\d+)?)+$", re.MULTILINE)
_YEAR = re.compile(r"^year: (\d{4})", re.MULTILINE)

DERIVED = """
locality: 宁县
year: 2025
report: work-summary
title: 宁县说明
metrics:
  甲组:
    送审金额: 3.00万元 = 审减金客 + 1.00万元
    环一: = 环二
    环二: = 环一
    分母: 0个
    率: 50.00% = 3个 / 分母
    比上年: = 4个 / 上年.甲组.分母
    合计: = sum(下级.甲组.个数)
sections:
  - text: |
      {{ 甲组.送审金额 }}。
    points:
      - heading: 甲
        items: [{heading: 乙}]
  - items: [{heading: 甲, items: [{heading: 乙, items: [{heading: 丙, items: [{heading: 丁}]}]}]}]
waive:
  - {code: D101, at: 甲组.送审金额, reason: 试, by: 张三}
"""
COMMENTED = docx(
    paragraph('<w:commentRangeStart w:id="0"/>', run(SENTENCE)),
    word__comments_dot_xml='<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    f'<w:comment w:id="0">{paragraph(run("请核"))}</w:comment></w:comments>',
)
FILES = {
    "锁.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    "乱.txt": b"a\x01b",
    "批.docx": COMMENTED,
}
ELSEWHERE = {
    **dict.fromkeys(("D151", "D152", "D153", "D154", "D155", "D156", "D157", "D158"), "test_sources.py"),
    "L511": "test_read_pdf.py", "L521": "test_read_docx.py", "L523": "test_read_docx.py",
    "O103": "test_trace.py", "O104": "test_rollover.py",
    "O206": "test_pdf.py", "O207": "test_pdf.py", "O311": "test_pdf.py", "O312": "test_pdf.py",
    "O313": "test_pdf.py", "O209": "test_cli.py",
    **dict.fromkeys(("O301", "O302", "O303", "O304", "O305"), "test_signoff_round.py"), "O306": "test_signoff_cli.py",
    "O307": "test_signoff_absorb.py", "O308": "test_signoff_absorb.py", "O309": "test_signoff_mail.py",
    "T105": "test_render_lint.py", "G740": "test_conform_deviations.py",
}  # fmt: skip

NEVER_TOLD = {"D165"}
"""The explanation of sums over numbered paragraphs; what fails there is told as any sum of a text, D163."""
TOLD_TWICE = "全年评审项目1200.50万元，审减率38.08%，共评审1305个。\n\n附件1：评审项目1200.50万元，审减率38.08%，共评审1350个。\n"
ROWS = (
    ("县区", "金额（万元）"),
    ("甲县", "100.50"),
    ("乙县", "200.25"),
    ("丙县", "310.00"),
    ("合计", "610.85"),
)


def of_cases(folder: Path) -> Iterator[Finding]:
    for number, case in enumerate(sorted(CASES.glob("[A-Z]*/fail_*"))):
        root = folder / str(number)
        name = "indicators" if "dictionary" in case.name else "2025/case"
        listed = {
            path.relative_to(case / "content").with_suffix("").as_posix(): path
            for path in case.rglob("*.yaml")
        }
        texts = {i: _MARK.sub("", p.read_text(encoding="utf-8")) for i, p in (listed or {name: case}).items()}
        if year := _YEAR.search(texts.get("2025/case", "")):
            texts = {f"{year[1]}/case": texts["2025/case"]}
        years = {int(identity[:4]) for identity in texts if identity[0] == "2"} or {2025}
        dictionary = (CASES / "indicators.yaml").read_text(encoding="utf-8")
        project = Project(
            root,
            {f"{min(years)}/x": report("合水县", min(years))} | texts,
            texts.get("indicators", dictionary),
        )
        with chdir(root):
            yield from project.check(max(years)).findings


def of_corpus(folder: Path) -> Iterator[Finding]:
    for case in OF_CONTENT:
        place = folder / case["id"]
        place.mkdir()
        with chdir(place):
            yield from build(lay(place, case["id"])).findings
    for number, (name, make) in enumerate(
        [*DOCUMENTS.values(), *((n, lambda d=d: d) for n, d in FILES.items())]
    ):
        place = folder / f"d{number}"
        place.mkdir()
        (place / name).write_bytes(make())
        with chdir(place):
            yield from read(Path(name))[1]


def of_audit() -> Iterator[Finding]:
    for case in json.loads((CASES / "audit" / "cases.json").read_text(encoding="utf-8")):
        yield from audit(document(case["text"])).findings
    yield from audit(document(TOLD_TWICE)).findings
    body = wordfiles.paragraph("各县金额如下。") + wordfiles.table(*ROWS)
    summed, _ = read_docx(wordfiles.docx(body), "报告.docx")
    assert summed
    yield from audit(summed).findings


def of_clauses() -> Iterator[Finding]:
    parts = good()
    for deviation in DEVIATIONS:
        found = examine("报告.docx", planted(parts, deviation))
        assert isinstance(found, Conformity)
        yield from found.findings


def of_relations(folder: Path) -> Iterator[Finding]:
    city = "locality: 宝鸡市\nyear: 2025\nreport: work-summary\ntitle: 宝鸡市1/2季度说明\nattachments:\n  - {title: 甲, from: 下级}\n"
    city += "sections:\n  - text: |\n      见附件。\n"
    county = "locality: 太白县\nyear: 2025\nmetrics:\n  乙组: {个数: 3个}\n"
    files = {
        "2025/x": DERIVED,
        "2025/x/y": county,
        "2025/x/w": county.replace("太白县", "凤县").replace("乙组", "甲组"),
        "2025/c": city,
        "2025/c/z": report("眉县", approved=WRONG),
    }
    project = Project(folder, files)
    with chdir(folder):
        yield from project.check(2025).findings


def of_machine() -> Iterator[Finding]:
    path = Path("output/2025/ningxian/报告.docx")
    for number in (errno.EACCES, errno.ENOSPC, errno.EIO):
        yield as_finding(trouble(OSError(number, ""), path))
    yield from worker_lost(["2025/ningxian", "2025/huanxian"], Lost()).made[0].findings
    yield from Records(Request(2025), Survey({}, {}), Cache(damaged=True)).damage


def shown(finding: Finding) -> str:
    place = str(finding.span) if finding.span.text.content else finding.span.text.path
    lines = [f"{place}: {finding.severity} {finding.code} {finding.message}"]
    lines += [f"  {word}: {said}" for word, said in (("依据", finding.basis), ("提示", finding.hint)) if said]
    return "\n".join(lines)


def first_of_each(findings: Iterable[Finding]) -> dict[str, Finding]:
    found: dict[str, Finding] = {}
    for finding in findings:
        found.setdefault(finding.code, finding)
    return found


def of_examples() -> Iterator[Finding]:
    """What the wrong examples of the audit's own explanations give."""
    for module in modules().values():
        wrong = (module.__doc__ or "").partition("## 反例\n")[2].partition("\n## ")[0]
        yield from audit(document(wrong)).findings


def of_limits(monkeypatch: pytest.MonkeyPatch) -> Iterator[Finding]:
    def too_long(*given: object) -> None:
        raise LimitReached

    monkeypatch.setattr(pdf_document, "confined", too_long)
    yield from pdf_document.read_pdf(b"%PDF-", "报告.pdf")[1]


def of_sign_off(folder: Path) -> Iterator[Finding]:
    (folder / record.NAME).write_text("不是签批记录\n", encoding="utf-8")
    try:
        record.load_record(folder, "2025/ningxian")
    except FileTrouble as refused:
        yield as_finding(refused)


def every_finding(folder: Path) -> Iterator[Finding]:
    places = [folder / name for name in ("cases", "corpus", "relations")]
    for place in places:
        place.mkdir()
    yield from of_cases(places[0])
    yield from of_corpus(places[1])
    yield from of_relations(places[2])
    yield from of_audit()
    yield from of_examples()
    yield from of_clauses()
    yield from of_machine()
    yield from of_sign_off(folder)
    with locked(folder / "held"):
        try:
            with locked(folder / "held"):
                pass
        except FileTrouble as held:
            yield as_finding(held)


def test_every_code_has_a_case_and_a_message_to_read(
    tmp_path: Path, golden: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = first_of_each((*every_finding(tmp_path), *of_limits(monkeypatch)))
    elsewhere = {
        code for code, name in ELSEWHERE.items() if code in (TESTS / name).read_text(encoding="utf-8")
    }
    assert set(all_codes()) - found.keys() - elsewhere == NEVER_TOLD
    told = "\n".join(shown(found[code]) for code in sorted(found))
    told = re.sub(r"…/\S*?content/", "content/", told.replace(tmp_path.as_posix(), "…"))
    told = re.sub(r"进程 \d+", "进程 N", told)
    golden("messages", told + "\n")
    for finding in found.values():
        assert not re.search(r"[A-Za-z]{3,} [a-z]{2,} [a-z]{2,}", re.sub("“.*?”", "", finding.message)), (
            finding.message
        )


def test_no_two_rooms_share_a_code() -> None:
    modules = (
        Path(codes.__path__[0]) / name for name in os.listdir(codes.__path__[0]) if name.endswith(".py")
    )
    written = [
        code for path in modules for code in re.findall(r'Code\(\s*"(\w+)"', path.read_text(encoding="utf-8"))
    ]
    assert sorted(written) == sorted(set(written))
