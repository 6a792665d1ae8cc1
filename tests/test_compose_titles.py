"""Title lines, letterheads, attachments and their list."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paper import block_lines
from reportgen.compose import compose
from reportgen.compose.lines import over_lines, plain
from reportgen.compose.titles import WIDEST, title_lines, whole_title, words_of
from reportgen.finding import display_width
from reportgen.report import Letterhead, Report, Run
from worlds import World


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("平阴县2019年预算绩效管理工作情况", ["平阴县2019年预算绩效管理工作情况"]),
        (
            "宝鸡市财政局关于2023年度预算绩效管理工作的报告",
            ["宝鸡市财政局", "关于2023年度预算绩效管理工作的报告"],
        ),
        ("吴忠市2021年预算绩效管理工作开展情况说明", ["吴忠市2021年预算绩效管理", "工作开展情况说明"]),
        (
            "在创新性和实用性上下功夫 凤县绩效运行监控亮点纷呈",
            ["在创新性和实用性上下功夫", "凤县绩效运行监控亮点纷呈"],
        ),
        (
            "评价为基 绩效为要 理财为公 服务为民 奋力谱写新时代预算绩效管理新篇章",
            ["评价为基 绩效为要 理财为公 服务为民", "奋力谱写新时代预算绩效管理新篇章"],
        ),
        ("推进管理关口前移 加强事前绩效评估", ["推进管理关口前移 加强事前绩效评估"]),
        ("推进管理关口前移|加强事前绩效评估", ["推进管理关口前移", "加强事前绩效评估"]),
        (
            "某县2025年事前评估【待补：项目数】项目有关工作情况",
            ["某县2025年事前评估", "【待补：项目数】项目有关工作情况"],
        ),
        (
            "某县财政局关于印发《某县政府投资基金项目预算绩效管理办法》的通知",
            ["某县财政局关于印发《某县政府投资基金项目", "预算绩效管理办法》的通知"],
        ),
        (
            "某县财政局关于印发《某县预算绩效管理办法》的通知",
            ["某县财政局", "关于印发《某县预算绩效管理办法》的通知"],
        ),
        (
            "甲市财政局 甲市审计局关于2023年度预算绩效管理工作的报告",
            ["甲市财政局 甲市审计局", "关于2023年度预算绩效管理工作的报告"],
        ),
        (
            "甲市财政局 甲市统计局 甲市农业农村局关于2023年度预算绩效管理工作的报告",
            ["甲市财政局", "甲市统计局 甲市农业农村局", "关于2023年度预算绩效管理工作的报告"],
        ),
        (
            "云溪市财政局 中国人民银行云溪市分行关于2023年度预算绩效管理工作的报告",
            ["云溪市财政局", "中国人民银行云溪市分行", "关于2023年度预算绩效管理工作的报告"],
        ),
        (
            "甲市人民政府国有资产监督管理委员会 甲市财政局关于2023年度国有资本经营预算绩效管理工作的报告",
            [
                "甲市人民政府国有资产监督管理委员会",
                "甲市财政局关于2023年度国有资本经营",
                "预算绩效管理工作的报告",
            ],
        ),
    ],
)
def test_titles_break_where_the_meaning_does(title: str, lines: list[str]) -> None:
    assert list(title_lines(title)) == lines


@given(st.text("宝鸡市财政局关于的2023年度预算绩效管理工作和报告《》 \u3000\t、|", max_size=90))
def test_title_lines_keep_every_character_and_fit(title: str) -> None:
    lines = title_lines(title)
    assert "".join("".join(lines).split()) == "".join(whole_title(title).split())
    assert all(display_width(line) <= 2 * WIDEST for line in lines)
    assert [plain(runs) for runs in over_lines([Run(title)], lines)] == list(lines)


@pytest.mark.parametrize("space", [" ", "\u3000", "  "])
@pytest.mark.parametrize("times", [1, 3, 9])
def test_a_space_within_a_line_is_the_one_written(space: str, times: int) -> None:
    words = "宁县财政局2025年度", "关于预算绩效管理工作", "《开展情况", "和整改》"
    title = "的".join(space.join(words) for _ in range(times))
    at = 0
    for line in title_lines(title):
        at = title.index(line, at) + len(line)
    assert at == len(title)


@given(
    st.lists(
        st.sampled_from(["宝鸡市", "关于", "2023年度", "预算绩效管理", "工作", "的", "情况", "财政支出"]),
        max_size=16,
    )
)
def test_of_and_about_are_never_stranded(words: list[str]) -> None:
    title = "宝鸡" + "工作".join(words) + "报告"
    lines = title_lines(title)
    if len(lines) > 4:
        return
    assert not any(line.startswith("的") for line in lines[1:])
    assert not any(line.endswith("关于") for line in lines[:-1])


_ISSUERS = (
    "甲市财政局",
    "甲市统计局",
    "甲市农业农村局",
    "甲市人力资源和社会保障局",
    "甲市发展和改革委员会",
    "中国人民银行甲市分行",
    "国家税务总局甲市税务局",
    "甲市人民政府国有资产监督管理委员会",
)


@given(st.lists(st.sampled_from(_ISSUERS), min_size=1, max_size=6, unique=True))
def test_no_issuer_of_a_joint_report_is_torn(issuers: list[str]) -> None:
    lines = title_lines(f"{' '.join(issuers)}关于2023年度预算绩效管理工作情况的报告")
    assert all(any(issuer in line for line in lines) for issuer in issuers)


def test_a_break_by_hand_is_no_part_of_the_title() -> None:
    assert whole_title("甲|乙") == "甲乙"


LETTER = """
    locality: 某市
    year: 2023
    report: official-letter
    title: 关于2023年度预算绩效管理工作的报告
    letter:
      发文机关: {issuers}
      发文字号: 某财发〔2024〕2号
      签发人: [张三, 李四]
      主送机关: [省财政厅, 省审计厅]
      成文日期: 2024年1月12日
      {more}
    sections:
      - text: |
          特此报告。
    attachments:
      - title: 典型做法 |总结
        author: 某市财政局
        sections:
          - heading: 做法
            text: |
              {{{{ 今年 }}}}甲。
      {attachments}
"""


def letter(tmp_path: Path, issuers: str = "某市财政局", more: str = "", attachments: str = "") -> Report:
    child = """
        locality: 甲县
        year: 2023
        report: work-summary
        title: 甲县做法
        author: 甲县财政局
        metrics: {机构: {人员: 2名}}
        sections:
          - heading: 队伍
            with: 机构
            text: |
              {{ 本地 }}配备{{ 人员 }}。
    """
    files = {
        "2023/city": LETTER.format(issuers=issuers, more=more, attachments=attachments),
        "2023/city/a": child,
    }
    world = World(tmp_path, files)
    assert not [f for f in world.loading if f.is_error and f.code != "L211"]
    return compose(world.content, world.locality("2023/city"))[0]


def test_several_notes_stand_in_one_pair_of_brackets(tmp_path: Path) -> None:
    head = letter(tmp_path, more="附注: [联系人：王五 6622110, 此件公开发布]").letterhead
    assert head and head.note == "（联系人：王五 6622110；此件公开发布）"


def test_a_letterhead(tmp_path: Path) -> None:
    report = letter(tmp_path, more="附注: 联系人：王五")
    assert report.title == "某市财政局关于2023年度预算绩效管理工作的报告"
    assert report.title_lines == ("某市财政局", "关于2023年度预算绩效管理工作的报告")
    assert report.letterhead == Letterhead(
        issuers=("某市财政局",),
        number="某财发〔2024〕2号",
        signers=("张三", "李四"),
        recipient="省财政厅、省审计厅：",
        date="2024年1月12日",
        note="（联系人：王五）",
        copies="",
        printer="某市财政局",
        print_date="2024年1月12日",
        serial="",
        secrecy="",
        urgency="",
    )


def test_what_a_writer_states_wins_over_what_would_follow(tmp_path: Path) -> None:
    head = letter(
        tmp_path,
        more="印发机关: 某市财政局办公室\n      印发日期: 2024年1月15日\n      抄送: [市人大, 市审计局。]",
    ).letterhead
    assert head is not None
    assert (head.printer, head.print_date, head.copies) == (
        "某市财政局办公室",
        "2024年1月15日",
        "市人大，市审计局。",
    )


def test_a_joint_issue_names_all(tmp_path: Path) -> None:
    report = letter(tmp_path, issuers="[某市财政局, 某市审计局]")
    assert report.letterhead is not None
    assert report.letterhead.issuers == ("某市财政局", "某市审计局")
    assert report.title.startswith("某市财政局 某市审计局关于")
    assert report.letterhead.printer == "某市财政局"


def test_one_attachment_has_no_number(tmp_path: Path) -> None:
    report = letter(tmp_path)
    (attachment,) = report.attachments
    assert (report.enclosures, attachment.label) == (("典型做法 总结",), "附件")
    assert (attachment.title, attachment.title_lines) == ("典型做法 总结", ("典型做法", "总结"))
    assert list(block_lines(attachment.blocks)) == ["一、做法", "2023年甲。"]


def test_attachments_of_every_kind(tmp_path: Path) -> None:
    more = """- from: 甲县
      - from: 乙县
        title: 乙县做法
      - title: 统计表
        landscape: true
        table: {rows: 下级, columns: [机构.人员]}"""
    report = letter(tmp_path, attachments=more)
    assert report.enclosures == ("1.典型做法 总结", "2.甲县做法", "3.乙县做法", "4.统计表")
    assert [a.label for a in report.attachments] == ["附件1", "附件2", "附件3", "附件4"]
    assert [a.author for a in report.attachments] == ["某市财政局", "甲县财政局", "", ""]
    _, child, missing, table = report.attachments
    assert list(block_lines(child.blocks)) == ["一、队伍", "甲县配备2名。"]
    assert list(block_lines(missing.blocks)) == ["【待补：乙县】"]
    assert list(block_lines(table.blocks)) == ["县区 | 机构人员（名）", "甲县 | 2"]
    assert [a.landscape for a in report.attachments] == [False, False, False, True]
    assert list(report.all_blocks())[-1] == table.blocks[-1]


@pytest.mark.parametrize(
    "words",
    [
        "送审 金额 （万元）",
        "事前 评估 送审 金额",
        "预算 单位数",
        "问题 整改率",
        "绩效目标 批复数",
        "占比 （%）",
        "县区",
        "税",
    ],
)
def test_the_words_between_which_a_head_may_be_broken(words: str) -> None:
    assert " ".join(words_of(words.replace(" ", ""))) == words
