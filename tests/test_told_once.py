"""A clerk's mistakes in a whole report: `check` tells each once, as an error at its place, with a hint that leads to the mend."""

from pathlib import Path

import pytest

from ours import ROOT
from reportgen.finding import Finding, Severity
from reportgen.pipeline import Request, build, check
from reportgen.pipeline.request import unwatched

GOOD = """\
locality: 云溪县
year: 2025
report: official-letter
title: 云溪县财政局关于2025年度预算绩效管理工作的报告
letter:
  发文机关: 云溪县财政局
  发文字号: 云财发〔2026〕3号
  签发人: 李明
  主送机关: 市财政局
  成文日期: 2026年1月9日
metrics:
  事前评估:
    项目数: 212个
    送审金额: 38612.40万元
    审减金额: 4120.15万元
    审定金额: 34492.25万元
  重点评价:
    评价数: 12个 = 项目评价数 + 整体评价数
    项目评价数: 9个
    整体评价数: 3个
    项目:
      - {名称: 饮水安全, 资金: 1200.00万元}
      - {名称: 高标准农田, 资金: 3600.00万元}
  财政评价整改: {like: 问题整改, 问题数: 58个, 整改数: 51个, 剩余数: 7个}
checks:
  - 事前评估.审减金额 <= 事前评估.送审金额
sections:
  - heading: 主要工作
    sections:
      - heading: 严把入口
        with: 事前评估
        text: |
          {{ 今年 }}评估项目{{ 项目数 }}，送审金额{{ 送审金额 }}，审定金额{{ 审定金额 }}，审减金额{{ 审减金额 }}。
      - heading: 重点评价
        with: 重点评价
        text: |
          开展评价{{ 评价数 }}，其中项目{{ 项目评价数 }}、整体{{ 整体评价数 }}，情况见附件。
        points:
          - heading: 抓整改
            with: 财政评价整改
            text: |
              查出问题{{ 问题数 }}，整改{{ 整改数 }}，其余{{ 剩余数 }}正在整改。
        table: {rows: 重点评价.项目, title: 评价项目}
attachments:
  - title: 情况说明
    sections:
      - text: |
          全部完成。
"""

MISTAKES = {
    "metrics misspelt": ("metrics:", "metric:", "11:1 L201 是不是想写 metrics？"),
    "metrics in Chinese": ("metrics:", "指标:", "11:1 L201 是不是想写 metrics？"),
    "metrics indented": ("metrics:", "  metrics:", "11:1 L106 与同一层的行对齐，前面空 0 格"),
    "metrics without colon": ("metrics:", "metrics", "11:1 L107 应写作 metrics:"),
    "sections misspelt": ("\nsections:", "\nsection:", "27:1 L201 是不是想写 sections？"),
    "letter misspelt": ("letter:", "leter:", "5:1 L201 是不是想写 letter？"),
    "letter forgotten": ("letter:\n", "", "5:3 L201 上面补一行 letter:"),
    "a key of the letter at the margin": ("  签发人", "签发人", "8:1 L106 与同一层的行对齐，前面空 2 格"),
    "with misspelt": ("with: 事前评估", "whit: 事前评估", "31:9 L201 是不是想写 with？"),
    "table at the margin": ("        table", "table", "43:1 L106 与同一层的行对齐，前面空 8 格"),
    "rows misspelt": ("{rows:", "{row:", "43:17 L201 是不是想写 rows？"),
    "an attachment of nothing": (
        "\n    sections:\n      - text: |\n          全部完成。",
        "",
        "45:5 L202 写 sections、table、from、file 中的一样",
    ),
    "a title to come": (
        "title: 云溪县财政局关于2025年度预算绩效管理工作的报告",
        "title: 待补报告\nauthor: 待补",
        "5:9 P206 填上实际内容，或删去",
    ),
    "like misspelt": ("{like:", "{lik:", "24:12 L201 是不是想写 like？"),
    "another group in like": ("like: 问题整改", "like: 整改问题", "24:18 L209 是不是想写 问题整改？"),
    "a group at the margin": ("  重点评价:\n", "重点评价:\n", "17:1 L106 与同一层的行对齐，前面空 2 格"),
    "no such template": (
        "report: official",
        "report: oficial",
        "3:9 T105 是不是想写 official-letter？现有模板：official-letter、work-summary",
    ),
    "another group in with": ("with: 重点评价", "with: 重点平价", "35:15 P102 是不是想写“重点评价”？"),
    "full-width braces": (
        "{like: 问题整改, 问题数: 58个, 整改数: 51个, 剩余数: 7个}",
        "｛like: 问题整改, 问题数: 58个, 整改数: 51个, 剩余数: 7个｝",
        "24:11 L107 改成半角",
    ),
    "half a full-width brace": ("资金: 3600.00万元}", "资金: 3600.00万元｝", "23:34 L107 应写作 }"),
    "full-width bar": ("text: |", "text: ｜", "32:15 L107 应写作 |"),
    "a tag for a group": ("with: 事前评估", "with: {{ 事前评估 }}", "31:15 L110 应写作 with: 事前评估"),
    "a tag in the letter": (
        "2026年1月9日",
        "{{ 明年 }}1月9日",
        "10:9 L110 写出要印的文字，如 2026年1月9日",
    ),
    "a Chinese stop in a figure": ("38612.40", "38612。40", "14:11 L301 应写作 38612.40万元"),
    "a Chinese stop in a name": (
        "- 事前评估.审减",
        "- 事前评估。审减",
        "26:5 F106 应写作 事前评估.审减金额 <= 事前评估.送审金额",
    ),
    "an error of a spreadsheet": ("212个", "#DIV/0!", "13:10 L204 没有数的写 待补，或删去这一行"),
    "a tag without its end": (
        "{{ 送审金额 }}",
        "{{ 送审金额",
        "33:37 P110 标签写成 {{ 指标名 }}，条件写成 {% if 指标名 > 0 %}…{% endif %}",
    ),
    "half a tag's end": ("{{ 送审金额 }}", "{{ 送审金额 }", "33:37 P110 应写作 {{ 送审金额 }}"),
    "a brace too many": ("{{ 送审金额 }}", "{{{ 送审金额 }}}", "33:37 P110 应写作 {{ 送审金额 }}"),
    "a broken name": ("{{ 送审金额 }}", "{{ 送审 金额 }}", "33:37 P110 名称中间不断开，写作 {{ 送审金额 }}"),
    "square brackets for a tag": (
        "{{ 送审金额 }}",
        "[[送审金额]]",
        "33:37 P206 是标签的写成 {{ 送审金额 }}；不是的，填上实际内容，或删去",
    ),
    "a row without its columns": (
        "- {名称: 饮水安全, 资金: 1200.00万元}",
        "- 饮水安全 1200.00万元",
        "22:9 L203 写成 - {名称: …, 资金: …}",
    ),
    "a key in capitals": ("text: |", "TEXT: |", "32:9 L201 是不是想写 text？"),
    "a list without its dash": (
        "        points:\n          - heading: 抓整改",
        "        points:\n          heading: 抓整改",
        "39:11 L107 应写作 - heading: 抓整改",
    ),
    "a formula without its sign": (
        "12个 = 项目评价数",
        "12个 项目评价数",
        "18:10 L301 数后面是算式的，中间加 =，写作 12个 = 项目评价数 + 整体评价数",
    ),
    "a cell of a spreadsheet": (
        "= 项目评价数 + 整体评价数",
        "= C3 + 整体评价数",
        "18:16 F101 这是表格软件的单元格；公式里写指标名，如 = 送审金额 - 审减金额",
    ),
    "no such column": ("title: 评价项目}", "columns: [名称, 金额]}", "43:46 L211 是不是想写 资金？"),
    "no such table": ("rows: 重点评价.项目", "rows: 重点评价.项木", "43:23 L211 是不是想写 重点评价.项目？"),
    "metrics forgotten": ("metrics:\n", "", "11:3 L202 上面补一行 metrics:"),
    "metrics twice": ("metrics:\n", "metrics:\nmetrics:\n", "12:1 L113 两处留一处；不是一回事的，改个名称"),
    "checks forgotten": ("checks:\n", "", "25:3 L202 上面补一行 checks:"),
    "sections forgotten": ("\nsections:\n  - heading", "\n  - heading", "27:3 L202 上面补一行 sections:"),
    "sections of an attachment forgotten": (
        "    sections:\n      - text: |\n          全部",
        "      - text: |\n          全部",
        "46:7 L202 上面补一行 sections:",
    ),
    "a text without its key": (
        "          - heading: 抓整改\n            with: 财政评价整改\n            text: |\n",
        "          - heading: 抓整改\n            with: 财政评价整改\n",
        "41:15 L207 上面补一行 text: |",
    ),
    "the key of a text twice": (
        "        text: |\n          开展",
        "        text: |\n        text: |\n          开展",
        "37:9 L113 两处留一处；不是一回事的，改个名称",
    ),
    "the heading of a section forgotten": (
        "      - heading: 重点评价\n        with",
        "        with",
        "34:9 L113 另起一项的，上面补一行 - heading: …；不是的，两处留一处",
    ),
    "a group forgotten": (
        "  财政评价整改: {like: 问题整改, 问题数: 58个, 整改数: 51个, 剩余数: 7个}\n",
        "",
        "39:19 P102 先在 metrics 里写上这一组",
    ),
    "a figure forgotten that many speak of": (
        "    项目评价数: 9个\n",
        "",
        "18:16 F101 在 metrics 的 重点评价 里填上它，或改正各处的名称",
    ),
    "with forgotten": (
        "        with: 重点评价\n",
        "",
        "36:18 P101 在这一节的 heading 下面补一行 with: 重点评价",
    ),
    "a group in the one above": (
        "  财政评价整改: {like",
        "    财政评价整改: {like",
        "24:5 L208 是另一组的，与“重点评价”对齐；带说明的数写成 {value: …, source: …, note: …}",
    ),
    "groups at the margin": (
        "  事前评估:\n    项目数: 212个\n    送审金额: 38612.40万元\n    审减金额: 4120.15万元\n    审定金额: 34492.25万元\n",
        "事前评估:\n    项目数: 212个\n    送审金额: 38612.40万元\n    审减金额: 4120.15万元\n    审定金额: 34492.25万元\n",
        "12:1 L106 与同一层的行对齐，前面空 2 格",
    ),
    "a figure beside its group": (
        "    整体评价数: 3个",
        "  整体评价数: 3个",
        "20:1 L106 与同一层的行对齐，前面空 4 格",
    ),
    "the first figure beside its group": (
        "    项目数: 212个",
        "  项目数: 212个",
        "13:1 L106 与同一层的行对齐，前面空 4 格",
    ),
    "a list beside its group": (
        "    项目:\n",
        "  项目:\n",
        "21:1 L106 与同一层的行对齐，前面空 4 格",
    ),
    "full-width spaces throughout a line": (
        "  财政评价整改: {like: 问题整改, 问题数: 58个, 整改数: 51个, 剩余数: 7个}",
        "　财政评价整改:　{like:　问题整改,　问题数:　58个,　整改数:　51个,　剩余数:　7个}",
        "24:1 L106 改用普通空格，每一层两个",
    ),
    "a group on one line without its braces": (
        "{like: 问题整改, 问题数: 58个, 整改数: 51个, 剩余数: 7个}",
        "like: 问题整改, 问题数: 58个, 整改数: 51个, 剩余数: 7个",
        "24:11 L110 应写作 {like: 问题整改, 问题数: 58个, 整改数: 51个, 剩余数: 7个}",
    ),
    "a group that cannot be read": (
        "问题数: 58个, 整改数: 51个, 剩余数: 7个}",
        "问题数: 58个、整改数: 51个、剩余数: 7个}",
        "24:36 L108 各项用半角逗号加空格隔开",
    ),
    "full-width commas": (
        "问题数: 58个, 整改数: 51个, 剩余数: 7个}",
        "问题数: 58个，整改数: 51个，剩余数: 7个}",
        "24:32 L107 改成半角逗号加空格",
    ),
    "a section pasted twice": (
        "      - heading: 重点评价\n",
        "      - heading: 严把入口\n        with: 事前评估\n        text: |\n          {{ 今年 }}评估项目{{ 项目数 }}，"
        "送审金额{{ 送审金额 }}，审定金额{{ 审定金额 }}，审减金额{{ 审减金额 }}。\n      - heading: 重点评价\n",
        "37:11 L113 重复粘贴的，连同下面重复的各行一起删去",
    ),
    "a figure with a remark": (
        "38612.40万元",
        "3.861240亿元（含追加）",
        "14:11 L301 只写 3.861240亿元；其余的写进 note",
    ),
    "a figure with its parts": (
        "38612.40万元",
        "3.861240亿元，其中本级8000万元",
        "14:11 L301 只写 3.861240亿元；其余的写进 note",
    ),
    "a currency sign": ("38612.40万元", "￥38612.40万元", "14:11 L203 应写作 38612.40万元"),
    "a numeral with its qualifier": ("212个", "约二百一十二个", "13:10 L304 应写作 约212个"),
    "a unit in a name": (
        "整体评价数: 3个\n",
        "整体评价数（个）: 3\n",
        "20:5 L208 名称里不写括号：单位跟在数后面，说明写进 note",
    ),
    "a group twice": (
        "  财政评价整改: {like",
        "  重点评价: {评价数: 12个}\n  财政评价整改: {like",
        "24:3 L113 两处留一处；不是一回事的，改个名称",
    ),
    "a check without its dash": (
        "checks:\n",
        "checks:\n  - 重点评价.评价数 <= 100个\n    重点评价.整体评价数 <= 100个\n",
        "27:5 L207 另起一项的，前面补上“- ”；不是的，接在上一行后面",
    ),
    "a key in pinyin": (
        "title: 云溪",
        "biaoti: 云溪",
        "4:1 L201 还缺 title，是不是它？可用的键：locality、year、report、title、author、letter、metrics、checks、"
        "waive、sections、attachments",
    ),
    "the Chinese word for the day": ("2026年1月9日", "2026年元月9日", "10:9 L305 应写作 2026年1月9日"),
    "a document number of two brackets": (
        "云财发〔2026〕3号",
        "云财发〔2026）3号",
        "7:9 D121 写成 云财发〔2026〕3号",
    ),
    "a list as one text": (
        "  财政评价整改: {like",
        "  办法: {办法: 《甲办法》、乙、丙, 办法数: 3项 = count(办法)}\n  财政评价整改: {like",
        "24:39 F101 是清单就写成 办法: [《甲办法》, 乙, 丙]",
    ),
    "an attachment that is numbered": (
        "  - title: 情况说明",
        "  - title: 附件1：情况说明",
        "45:12 P209 删去“附件1：”",
    ),
    "so much each": (
        "整体评价数: 3个",
        "整体评价数: 3个\n    标准: 600元/人",
        "21:9 L301 只写 600元；“每人”写在指标名称里，如 人均…",
    ),
    "another word for the year": ("{{ 今年 }}评估", "{{ 本年 }}评估", "33:14 P101 是不是想写“今年”？"),
    "the year twice": ("{{ 今年 }}评估", "{{ 今年 }}年评估", "33:19 P214 删去标签后面的“年”"),
    "text of an attachment": (
        "    sections:\n      - text: |\n          全部",
        "    text: |\n      全部",
        "46:5 L201 写成 sections: 下面的一项，如 - text: |",
    ),
}


def told(content: Path, text: str) -> list[Finding]:
    """What `check` tells of the report, hints left out."""
    (content / "2025").mkdir(parents=True, exist_ok=True)
    (content / "indicators.yaml").write_bytes((ROOT / "content" / "indicators.yaml").read_bytes())
    (content / "2025" / "yunxi.yaml").write_text(text, encoding="utf-8")
    request = Request(2025, content=content, templates=ROOT / "templates")
    return [f for f in check(request, unwatched).findings if f.severity is not Severity.HINT]


def test_the_report_is_good(tmp_path: Path) -> None:
    assert told(tmp_path / "content", GOOD) == []


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_once(mistake: str, tmp_path: Path) -> None:
    right, wrong, said = MISTAKES[mistake]
    assert GOOD.count(right) >= 1
    findings = told(tmp_path / "content", GOOD.replace(right, wrong, 1))
    assert [f"{f.span.place} {f.code} {f.hint}" for f in findings] == [said]


def test_an_item_twice_is_told_once_with_all_that_repeats(tmp_path: Path) -> None:
    listed = "    类别: [教育, 卫生, 农业]\n    类别数: 3类 = count(类别)\n"
    twice = listed.replace("教育, 卫生, ", "教育, 卫生, 教育, 卫生, ").replace("3类", "5类")
    text = GOOD.replace("  财政评价整改: {like", f"  指标库:\n{twice}  财政评价整改: {{like")
    repeated = [f for f in told(tmp_path / "content", text) if f.code == "D131"]
    assert [f.message for f in repeated] == ["“类别”有几项与前面重复（共 2 处：第 25 行）"]


def test_a_first_row_without_the_columns_of_the_others_is_told_once(tmp_path: Path) -> None:
    rows = [f"      - {{名称: {name}, 资金: 1200.00万元, 分数: 90分}}" for name in "甲乙丙丁"]
    text = GOOD.replace("      - {名称: 高标准农田, 资金: 3600.00万元}", "\n".join(rows))
    (finding,) = [f for f in told(tmp_path / "content", text) if f.code == "L309"]
    assert (finding.span.place, finding.message) == ("22:9", "第一行没有“分数”这一列，别的行有")


def test_a_county_of_last_year_that_is_missing_is_told_where_it_is_added_up(tmp_path: Path) -> None:
    content = tmp_path / "content"
    for year, counties in ((2024, ("甲县", "乙县")), (2025, ("甲县",))):
        (content / str(year) / "shi").mkdir(parents=True)
        for county in counties:
            text = f"locality: {county}\nyear: {year}\nmetrics:\n  事前评估: {{项目数: 3个}}\n"
            (content / str(year) / "shi" / f"{county}.yaml").write_text(text, encoding="utf-8")
    (content / "2024" / "shi.yaml").write_text("locality: 某市\nyear: 2024\n", encoding="utf-8")
    (content / "2025" / "乙县.yaml").write_text(text.replace("甲县", "乙县"), encoding="utf-8")
    city = "locality: 某市\nyear: 2025\nmetrics:\n  事前评估:\n    项目数: = {}\n"
    for formula, said in (("sum(下级.事前评估.项目数)", True), ("部分(下级.事前评估.项目数)", False)):
        (content / "2025" / "shi.yaml").write_text(city.format(formula), encoding="utf-8")
        found = [f for f in told(content, GOOD) if f.code == "L205"]
        assert [(f.span.place, f.severity) for f in found] == [("5:16", Severity.WARNING)] * said
        assert all("乙县" in f.message for f in found)


def test_last_years_file_under_another_name_is_named(tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "2024").mkdir(parents=True)
    (content / "2024" / "yunxi2024.yaml").write_text(
        "locality: 云溪县\nyear: 2024\nmetrics:\n  事前评估: {送审金额: 30112.40万元}\n", encoding="utf-8"
    )
    (finding,) = told(content, GOOD)
    assert (finding.code, finding.span.place) == ("L205", "1:11")
    assert "2024/yunxi2024.yaml" in finding.message and "yunxi.yaml" in finding.hint
    text = GOOD.replace(
        "  - heading: 主要工作\n", "  - text: 上年送审{{ 上年.事前评估.送审金额 }}。\n  - heading: 主要工作\n"
    )
    (content / "2025" / "yunxi.yaml").write_text(text, encoding="utf-8")
    outcome = check(Request(2025, content=content, templates=ROOT / "templates"), unwatched)
    assert [f.code for f in outcome.findings if f.is_error] == ["P101"]
    assert all("yunxi2024.yaml" in f.hint for f in outcome.findings if f.code in ("P101", "F107"))


def test_a_missing_template_is_told_by_build_at_the_same_place(tmp_path: Path) -> None:
    told(tmp_path / "content", GOOD.replace("report: official", "report: oficial"))
    for draft in (False, True):
        request = Request(
            2025,
            content=tmp_path / "content",
            templates=ROOT / "templates",
            output=tmp_path / "out",
            draft=draft,
        )
        (finding,) = [f for f in build(request, unwatched).findings if f.is_error]
        assert (finding.code, finding.span.place) == ("T105", "3:9")
