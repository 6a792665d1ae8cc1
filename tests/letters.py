"""Reports to render: a letter with everything a letter may have, and variations of it."""

from reportgen.report import (
    Attachment,
    Block,
    Column,
    Heading,
    Letterhead,
    Mark,
    Paragraph,
    Report,
    Row,
    Run,
    Table,
    TableCell,
)
from reportgen.value import replace

SENTENCE = "云溪市各级财政部门把钱用在刀刃上，先问效果再排预算，年中看进度，年底看结果，用得不好的项目来年少安排或者不安排。"


def words(*runs: Run | str, level: int = 0) -> Paragraph:
    return Paragraph(tuple(Run(run) if isinstance(run, str) else run for run in runs), level)


def heading(level: int, text: str) -> Heading:
    return Heading(level, (Run(text),))


COLUMNS = tuple(
    Column(title, width, numeric)
    for title, width, numeric in (
        ("县区", 160, False),
        ("项目数（个）", 120, True),
        ("送审金额", 160, True),
        ("审减金额", 160, True),
        ("审减率", 120, True),
        ("评价资金", 160, True),
        ("备注", 120, False),
    )
)


def row(*texts: str, total: bool = False) -> Row:
    cells = zip(texts, COLUMNS, strict=True)
    return Row(tuple(TableCell((Run(text),), column) for text, column in cells), total)


COUNTIES = (
    "东山区",
    "南坪区",
    "西林区",
    "北川县",
    "上河县",
    "下河县",
    "青石县",
    "白塔县",
    "红旗县",
    "云台县",
    "月亮县",
)
TABLE = Table(
    "",
    "万元",
    COLUMNS,
    (
        *(
            row(name, f"{20 + n}", f"{2000 + n}.50", f"{200 + n}.05", f"1{n}.25%", f"{300 + n}.00", "")
            for n, name in enumerate(COUNTIES)
        ),
        row("合计", "275", "22060.50", "2255.55", "10.22%", "3355.00", "", total=True),
    ),
)

BODY: tuple[Block, ...] = (
    words(SENTENCE * 3 + "现将有关情况报告如下："),
    heading(1, "一、主要做法"),
    heading(2, "（一）管住源头"),
    words(Run("1.先评估。", Mark.LEAD), "全年评估", Run("59个", figure="事前评估.项目数"), "项目。", level=3),
    words(Run("（二）看住过程。", Mark.LEAD), SENTENCE, level=2),
    heading(3, "1.定目标"),
    heading(4, "（1）立项"),
    words(SENTENCE * 2),
    words(Run("二、下一步打算。", Mark.LEAD), SENTENCE, level=1),
    words(SENTENCE * 14),
)


def attachment(
    label: str, title: str, author: str = "", blocks: tuple[Block, ...] = (), *, landscape: bool = False
) -> Attachment:
    lines = tuple(title.split("|"))
    return Attachment(
        label, "".join(lines), lines, author, blocks or (words(SENTENCE * 3), words(SENTENCE)), landscape
    )


HEAD = Letterhead(
    issuers=("云溪市财政局",),
    number="云财绩〔2024〕2号",
    signers=("林一舟",),
    recipient="省财政厅：",
    date="2024年1月12日",
    note="",
    copies="",
    printer="云溪市财政局办公室",
    print_date="2024年1月12日",
    serial="",
    secrecy="",
    urgency="",
)

ATTACHMENTS = (
    attachment("附件1", "把好第一道关口|从源头管住预算", "云溪市财政局"),
    attachment("附件2", "评价为基", "上河县财政局", (words(SENTENCE), TABLE, words(SENTENCE))),
    attachment("附件3", "云溪市预算绩效管理推进情况统计表", "", (TABLE,), landscape=True),
)
ENCLOSURES = tuple(f"{n}.{entry.title}" for n, entry in enumerate(ATTACHMENTS, 1))

LETTER = Report(
    slug="yunxi",
    year=2023,
    locality="云溪市",
    template="official-letter",
    title="云溪市财政局关于2023年度预算绩效管理工作的报告",
    title_lines=("云溪市财政局", "关于2023年度预算绩效管理工作的报告"),
    author="",
    letterhead=HEAD,
    blocks=BODY,
    enclosures=ENCLOSURES,
    attachments=ATTACHMENTS,
)
SHORT = replace(LETTER, blocks=BODY[:4], enclosures=(), attachments=())
COPIED = replace(
    SHORT,
    letterhead=replace(
        HEAD,
        copies="市人大常委会财政经济工作委员会，市审计局，各县（区）财政局，市级各预算部门和单位。",
        note="（联系人：王五，电话：0900-1234567）",
    ),
)
CLASSIFIED = replace(
    SHORT,
    letterhead=replace(
        HEAD,
        issuers=("云溪市人力资源和社会保障局",),
        serial="000012",
        secrecy="机密★1年",
        urgency="特急",
        signers=("林一舟", "张　三", "李四光"),
    ),
)
DRAFT = replace(
    LETTER,
    blocks=(words("送审", Run("【待补：送审金额】", Mark.PENDING), "。"), *BODY),
    draft=True,
    notices=("D101 审定金额 写为 12.00万元，按公式应为 13.00万元（content/2023/yunxi.yaml:10:11）",),
)
SUMMARY = replace(
    LETTER,
    template="work-summary",
    title="2023年预算绩效管理工作情况",
    title_lines=("2023年预算绩效管理工作情况",),
    letterhead=None,
    enclosures=(),
    attachments=(),
    blocks=(*BODY, TABLE),
)
SIGNED_SUMMARY = replace(
    SUMMARY,
    author="云溪市财政局",
    enclosures=("1.统计表甲", "2.统计表乙"),
    attachments=(
        attachment("附件1", "统计表甲", "", (TABLE,), landscape=True),
        attachment("附件2", "统计表乙", "", (TABLE,), landscape=True),
    ),
)
JOINT = replace(
    COPIED,
    letterhead=replace(
        HEAD, issuers=("云溪市财政局", "云溪市发展和改革委员会", "云溪市审计局"), secrecy="机密★1年"
    ),
)
ALL = {
    "letter": LETTER,
    "short": SHORT,
    "copied": COPIED,
    "classified": CLASSIFIED,
    "joint": JOINT,
    "unsigned": replace(SHORT, letterhead=replace(HEAD, signers=(), recipient="")),
    "draft": DRAFT,
    "summary": SUMMARY,
    "signed summary": SIGNED_SUMMARY,
}
