"""`check --fix`: tidy forms written, other encodings saved as UTF-8, the old file kept."""

from pathlib import Path

import pytest

from reportgen.files import FileTrouble
from reportgen.load import Tidied, load, tidy, write

DICTIONARY = "事前评估:\n  项目数: 0个\n  送审金额: 0.00万元 ＝ 审减金额 ＋ 审定金额\n  审减金额: 0.00万元\n  审定金额: 0.00万元\n"
UNTIDY = """\
locality:\u3000宁县
year:\u00a02025
metrics:
  事前评估：
    项目数：２６０个   # 年中数
\t送审金额: 64，727.72万元
    审减金额: = 送审金额 － 审定金额
  绩效目标: {项目数：3个，资金: 1,168万元}
sections:
  - heading: {{ 今年 }}⼯作
    text: |
      成\u200b效\u2003明显。
"""
TIDY = """\
locality: 宁县
year: 2025
metrics:
  事前评估:
    项目数: 260个   # 年中数
    送审金额: 64,727.72万元
    审减金额: = 送审金额 - 审定金额
  绩效目标: {项目数: 3个, 资金: "1,168万元"}
sections:
  - heading: "{{ 今年 }}工作"
    text: |
      成效明显。
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content" / "2025").mkdir(parents=True)
    (tmp_path / "content" / "indicators.yaml").write_text(DICTIONARY, encoding="utf-8")
    return Path("content")


def put(root: Path, data: bytes) -> Path:
    path = root / "2025" / "ningxian.yaml"
    path.write_bytes(data)
    return path


def of_locality(root: Path) -> Tidied:
    return tidy(root, [2025])[-1]


def test_tidy_forms_are_written_and_the_old_file_is_kept(root: Path) -> None:
    path = put(root, UNTIDY.encode())
    found = tidy(root, [2025])
    assert path.read_bytes() == UNTIDY.encode()
    backups = [write(tidied) for tidied in found]
    assert path.read_text(encoding="utf-8") == TIDY
    assert [b.name for b in backups] == ["indicators.yaml.bak", "ningxian.yaml.bak"]
    assert backups[1].read_bytes() == UNTIDY.encode()
    assert tidy(root, [2025]) == []
    assert load(root, [2025])[1] == []


SLIPS = """\
locality: 宁县
year: ２０２５年
metrics:
  甲: {数: 012个, 资金: 5 万元, 额: .5万元, 率: +5%, 约: 约6.00 亿元, 百: 64727,72万元, 段: 5 -10%, 点: 5.万元}
sections:
  - heading: ｛｛ 今年 ｝｝工作
    text: |
      数{{ 甲．数 }}，｛｛ 甲．资金｜亿元（2） ｝｝，{{ 甲．数 + 1 }}，｛｛ 甲.数 }}。
"""
MENDED = """\
locality: 宁县
year: 2025
metrics:
  甲: {数: 12个, 资金: 5万元, 额: 0.5万元, 率: 5%, 约: 约6.00亿元, 百: 64727,72万元, 段: 5 -10%, 点: 5.万元}
sections:
  - heading: "{{ 今年 }}工作"
    text: |
      数{{ 甲.数 }}，{{ 甲.资金|亿元(2) }}，{{ 甲．数 + 1 }}，｛｛ 甲.数 }}。
"""


def test_of_slips_of_writing_those_that_can_mean_one_thing_only_are_mended(root: Path) -> None:
    put(root, SLIPS.encode())
    assert of_locality(root).after.decode() == MENDED
    hints = [finding.hint for finding in load(root, [2025])[1]]
    assert "应写作 {{ 甲.资金|亿元(2) }}" in hints and "应写作 12个" in hints


def test_changes_are_told_line_by_line(root: Path) -> None:
    put(root, UNTIDY.encode())
    changes = of_locality(root).changes
    assert changes[2] == "content/2025/ningxian.yaml:4: 事前评估： → 事前评估:"
    assert [c.split(":")[1] for c in changes] == ["1", "2", "4", "5", "6", "7", "8", "10", "12"]


def test_a_second_backup_does_not_replace_the_first(root: Path) -> None:
    path = put(root, UNTIDY.encode())
    first = write(of_locality(root))
    path.write_text(UNTIDY + "author：财政局\n", encoding="utf-8")
    assert write(of_locality(root)).name == "ningxian.yaml.bak2"
    assert first.read_bytes() == UNTIDY.encode()


@pytest.mark.parametrize("encoding", ["gbk", "utf-16", "utf-16-le"])
def test_other_encodings_become_utf_8(root: Path, encoding: str) -> None:
    path = put(root, TIDY.encode(encoding))
    tidied = of_locality(root)
    assert tidied.changes == ("content/2025/ningxian.yaml: 另存为 UTF-8",)
    write(tidied)
    assert path.read_text(encoding="utf-8") == TIDY


def test_a_line_in_gbk_becomes_utf_8(root: Path) -> None:
    path = put(root, TIDY.encode() + "author: 财政局\n".encode("gbk"))
    write(of_locality(root))
    assert path.read_text(encoding="utf-8") == TIDY + "author: 财政局\n"


def test_line_ends_and_bom_stay(root: Path) -> None:
    path = put(root, b"\xef\xbb\xbf" + UNTIDY.replace("\n", "\r\n").encode())
    write(of_locality(root))
    assert path.read_bytes() == b"\xef\xbb\xbf" + TIDY.replace("\n", "\r\n").encode()


def test_a_damaged_file_is_left_alone(root: Path) -> None:
    put(root, UNTIDY.encode() + b"author: \xff\xff\xff\n")
    assert [t.path.name for t in tidy(root, [2025])] == ["indicators.yaml"]


def test_what_is_tidy_stays_as_it_is(root: Path) -> None:
    put(root, TIDY.encode())
    assert [t.path.name for t in tidy(root, [2025])] == ["indicators.yaml"]


ONE_MEANING = {
    "letter:\n  成文日期: 2026-01-09": "letter:\n  成文日期: 2026年1月9日",
    "letter:\n  成文日期: 2026/1/9 0:00": "letter:\n  成文日期: 2026年1月9日",
    "letter:\n  成文日期: 46031": "letter:\n  成文日期: 2026年1月9日",
    "letter:\n  成文日期: 2026年01月09日": "letter:\n  成文日期: 2026年1月9日",
    "letter:\n  附注: 联系人: 张三": "letter:\n  附注: 联系人：张三",
    "letter:\n  附注: 见A: 张三": 'letter:\n  附注: "见A: 张三"',
    "letter:\n  抄送: ［县委办公室， 县审计局］": "letter:\n  抄送: [县委办公室, 县审计局]",
    "metrics:\n  甲: ｛资金: 12。50万元, 数: 3个｝": "metrics:\n  甲: {资金: 12.50万元, 数: 3个}",
    "metrics:\n  甲: {资金: 5·63亿元}": "metrics:\n  甲: {资金: 5.63亿元}",
    "metrics:\n  甲: {日: 2025-03-01}": "metrics:\n  甲: {日: 2025年3月1日}",
    "metrics:\n  甲:\n    乙: 3个\n    丙: {{ 乙 }}": "metrics:\n  甲:\n    乙: 3个\n    丙: = 乙",
    "metrics:\n  甲: {乙: 3个, 丙: = 甲。乙}": "metrics:\n  甲: {乙: 3个, 丙: = 甲.乙}",
    "metrics\n  甲: {乙: 3个}": "metrics:\n  甲: {乙: 3个}",
    "metrics:\n  甲:\n    乙\t3个\n    丙\t4.00万元": "metrics:\n  甲:\n    乙: 3个\n    丙: 4.00万元",
    "metrics:\n  甲: {乙: “3个”}": "metrics:\n  甲: {乙: 3个}",
    "sections:\n  - text：｜\n      甲。": "sections:\n  - text: |\n      甲。",
    "sections:\n  - with: {{ 甲 }}\n    text: |\n      乙。": "sections:\n  - with: 甲\n    text: |\n      乙。",
    "sections:\n  - text: |\n      {％ if 甲 ＞ 0 ％}乙{% endif %}。": "sections:\n  - text: |\n      {% if 甲 > 0 %}乙{% endif %}。",
}


@pytest.mark.parametrize("written", ONE_MEANING)
def test_what_can_mean_one_thing_only_is_mended(written: str, root: Path) -> None:
    head = "locality: 宁县\nyear: 2025\n"
    put(root, f"{head}{written}\n".encode())
    assert of_locality(root).after.decode() == f"{head}{ONE_MEANING[written]}\n"


def test_a_name_of_the_place_with_blanks_is_mended(root: Path) -> None:
    put(root, "locality: 宁 县\nyear: 2025\n".encode())
    assert of_locality(root).after.decode() == "locality: 宁县\nyear: 2025\n"


def test_a_file_saved_meanwhile_stays(root: Path) -> None:
    put(root, "locality: 宁 县\nyear: 2025\n".encode())
    tidied = of_locality(root)
    tidied.path.write_bytes("locality: 宁 县\nyear: 2025\ntitle: 甲\n".encode())
    with pytest.raises(FileTrouble, match="刚被别人改过"):
        write(tidied)
    assert "甲" in tidied.path.read_text("utf-8") and not list(root.rglob("*.bak"))
