"""Deviations planted in a good letter, one attribute or one word each, with the clauses that must find it and no other."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from letters import ATTACHMENTS, BODY, COUNTIES, HEAD, LETTER, TABLE, attachment, row, words
from ours import TEMPLATES
from reportgen.package import Refusal, read_parts, write_package
from reportgen.render import render
from reportgen.value import replace

Parts = dict[str, bytes]
Edit = Callable[[Parts], None]

DOCUMENT, STYLES, SETTINGS = "word/document.xml", "word/styles.xml", "word/settings.xml"
LONG_TABLE = replace(
    TABLE, rows=(*TABLE.rows[:-1], *(row(name, *"1234", "", "") for name in COUNTIES), TABLE.rows[-1])
)
GOOD = replace(
    LETTER,
    letterhead=replace(
        HEAD,
        serial="000012",
        secrecy="机密★1年",
        urgency="特急",
        copies="市人大常委会财政经济工作委员会，市审计局，各县（区）财政局，市级各预算部门和单位。",
        note="（联系人：王五，电话：0900-1234567）",
    ),
    blocks=(*BODY, words("全市“先评后排”的项目占38.08%。")),
    enclosures=("1.源头管理情况", "2.评价为基", "3.云溪市各县（市、区）预算绩效管理和评价结果应用情况统计表"),
    attachments=(
        attachment("附件1", "源头管理情况", "云溪市财政局"),
        ATTACHMENTS[1],
        attachment("附件3", "云溪市各县（市、区）预算绩效管理|和评价结果应用情况统计表", "", (LONG_TABLE,)),
    ),
)
"""A letter that has every element there is a clause for, but landscape pages."""


@dataclass(frozen=True)
class Deviation:
    """`found_by` are the files of the clauses that must speak, and no other may."""

    name: str
    edit: Edit
    found_by: frozenset[str]


def good() -> Parts:
    """The parts of the good letter."""
    data, findings = render(GOOD, TEMPLATES)
    assert data is not None and not findings
    parts = read_parts(data)
    assert not isinstance(parts, Refusal)
    return parts


def planted(parts: Mapping[str, bytes], deviation: Deviation) -> bytes:
    changed = dict(parts)
    deviation.edit(changed)
    assert changed != parts, f"{deviation.name} changes nothing"
    return write_package(changed)


def swap(old: str, new: str, part: str = DOCUMENT, count: int = 1) -> Edit:
    """Replaces words or an attribute in a part."""

    def edit(parts: Parts) -> None:
        text = parts[part].decode()
        assert old in text, old
        parts[part] = text.replace(old, new, count).encode()

    return edit


def styled(style: str, old: str, new: str) -> Edit:
    """Replaces something in one style."""

    def edit(parts: Parts) -> None:
        text = parts[STYLES].decode()
        found = re.search(rf'<w:style [^>]*w:styleId="{style}".*?</w:style>', text, re.DOTALL)
        assert found and old in found[0], (style, old, found and found[0])
        parts[STYLES] = text.replace(found[0], found[0].replace(old, new)).encode()

    return edit


def moved(start: str, end: str, before: str) -> Edit:
    """Moves what stands from `start` to `end` in front of the paragraph that holds some words."""

    def edit(parts: Parts) -> None:
        text = parts[DOCUMENT].decode()
        first = text.index(start)
        piece = text[first : text.index(end, first) + len(end)]
        text = text.replace(piece, "")
        at = text.rindex("<w:p>", 0, text.index(f">{before}<"))
        parts[DOCUMENT] = (text[:at] + piece + text[at:]).encode()

    return edit


def directly(words: str, properties: str, kind: str = "pPr") -> Edit:
    """Adds properties to the paragraph (or, with rPr, to the run) that holds these words."""

    def edit(parts: Parts) -> None:
        text = parts[DOCUMENT].decode()
        at = text.index(f">{words}")
        start = text.rindex(f"</w:{kind}>", 0, at)
        parts[DOCUMENT] = (text[:start] + properties + text[start:]).encode()

    return edit


def faced(words: str, attribute: str, hint: str = "eastAsia") -> Edit:
    """Names another font for the run that holds these words; `hint` says which font sets quotes."""

    def edit(parts: Parts) -> None:
        text = parts[DOCUMENT].decode()
        old = 'w:hint="eastAsia"'
        start = text.rindex(old, 0, text.index(f">{words}"))
        new = f'{attribute} w:hint="{hint}"'
        parts[DOCUMENT] = (text[:start] + new + text[start + len(old) :]).encode()

    return edit


def together(*edits: Edit) -> Edit:
    def edit(parts: Parts) -> None:
        for one in edits:
            one(parts)

    return edit


def footer(even: bool, old: str, new: str) -> Edit:
    return swap(old, new, f"word/footer{2 if even else 1}.xml")


def deviation(name: str, edit: Edit, *found_by: str) -> Deviation:
    return Deviation(name, edit, frozenset(found_by))


_NEXT_TITLE_LINE = (
    '</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr>'
    '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
)
_OWN_TITLE = styled("Title", 'w:name w:val="Title"', 'w:name w:val="本局公文标题"')
SECTIONS = 9  # more than there are: an attribute of every section

ALL = (
    deviation(
        "信纸高度",
        swap('w:h="16838"', 'w:h="15840"', count=SECTIONS),
        "c5_1_paper",
        "c5_2_1_area",
        "c5_2_3_lines",
        "c7_5_height",
    ),
    deviation(
        "天头 40mm",
        swap('w:top="2098"', 'w:top="2268"', count=SECTIONS),
        "c5_2_1_top",
        "c5_2_1_area",
        "c5_2_3_lines",
        "c7_2_4_top",
    ),
    deviation(
        "订口 26mm",
        swap('w:left="1588"', 'w:left="1474"', count=SECTIONS),
        "c5_2_1_left",
        "c5_2_1_area",
        "c7_2_6_place",
        "c7_2_7_width",
        "c7_4_3_place",
    ),
    deviation(
        "右白边 36mm",
        swap('w:right="1474"', 'w:right="2041"', count=SECTIONS),
        "c5_2_1_area",
        "c5_2_3_characters",
        "c7_2_6_place",
        "c7_2_7_width",
        "c7_4_3_place",
        "c8_table_width",
    ),
    deviation(
        "一段小三号", directly("全市", '<w:sz w:val="30"/>', "rPr"), "c5_2_2_type", "c5_2_3_characters"
    ),
    deviation("一段宋体", faced("全市", 'w:eastAsia="宋体"'), "c5_2_2_type"),
    deviation("数字用 Arial", faced("全市", 'w:ascii="Arial"'), "c5_2_2_type"),
    deviation("主题字体", faced("全市", 'w:eastAsiaTheme="minorEastAsia"'), "c5_2_2_type"),
    deviation("引号用西文字体", faced("全市", 'w:hAnsi="Times New Roman"', hint="default"), "c5_2_2_type"),
    deviation("行距 28 磅", styled("Normal", 'w:line="579"', 'w:line="560"'), "c5_2_3_lines", "c7_2_4_top"),
    deviation("行距 29 磅", styled("Normal", 'w:line="579"', 'w:line="580"'), "c5_2_3_lines"),
    deviation("段后 6 磅", directly("全市", '<w:spacing w:after="120"/>'), "c5_2_3_lines"),
    deviation(
        "字距不紧缩",
        styled("Normal", '<w:spacing w:val="-5"/>', '<w:spacing w:val="0"/>'),
        "c5_2_3_characters",
    ),
    deviation("灰色文字", directly("全市", '<w:color w:val="7F7F7F"/>', "rPr"), "c5_2_4_black"),
    deviation("份号五位", swap("000012", "00012"), "c7_2_1_serial"),
    deviation("份号缩进", directly("000012", '<w:ind w:left="320"/>'), "c7_2_3_order"),
    deviation("保密期限用汉字", swap("机密★1年", "机密★一年"), "c7_2_2_secrecy"),
    deviation("密级用仿宋", faced("机密", 'w:eastAsia="仿宋_GB2312"'), "c7_2_2_secrecy"),
    deviation("急件", swap("特急", "急件"), "c7_2_3_urgency"),
    deviation("标志黑色", styled("IssuerMark", "FF0000", "000000"), "c7_2_4_red"),
    deviation(
        "标志居左", styled("IssuerMark", '<w:jc w:val="center"/>', '<w:jc w:val="left"/>'), "c7_2_4_centre"
    ),
    deviation(
        "标志黑体", styled("IssuerMark", 'w:eastAsia="方正小标宋简体"', 'w:eastAsia="黑体"'), "c7_2_4_face"
    ),
    deviation(
        "标志 26 毫米高",
        directly("云溪市财政局文件", '<w:sz w:val="148"/>', "rPr"),
        "c7_2_4_size",
        "c7_2_4_top",
    ),
    deviation("文号方括号", swap("〔2024〕", "[2024]"), "c7_2_5_form"),
    deviation("文号加第", swap("〔2024〕2号", "〔2024〕第2号"), "c7_2_5_form"),
    deviation("文号编虚位", swap("〔2024〕2号", "〔2024〕02号"), "c7_2_5_form"),
    deviation("文号年份两位", swap("〔2024〕2号", "〔24〕2号"), "c7_2_5_form"),
    deviation("文号宋体", faced("云财绩", 'w:eastAsia="宋体"'), "c5_2_2_type", "c7_2_6_form"),
    deviation("标志下空三行", styled("IssuerMark", 'w:after="1158"', 'w:after="1737"'), "c7_2_5_gap"),
    deviation("文号左空三字", styled("DocumentNumber", 'w:pos="320"', 'w:pos="960"'), "c7_2_5_place"),
    deviation("签发人半角冒号", swap("签发人：", "签发人:"), "c7_2_6_form"),
    deviation(
        "签发人姓名仿宋",
        styled("SignerName", 'w:eastAsia="楷体_GB2312"', 'w:eastAsia="仿宋_GB2312"'),
        "c7_2_6_form",
    ),
    deviation("签发人顶右", styled("DocumentNumber", 'w:pos="8524"', 'w:pos="8844"'), "c7_2_6_place"),
    deviation("红线 150mm", directly("云财绩", '<w:ind w:right="340"/>'), "c7_2_7_width"),
    deviation("红线黑色", styled("DocumentNumber", 'w:color="FF0000"', 'w:color="000000"'), "c7_2_7_red"),
    deviation("红线低 2mm", styled("DocumentNumber", 'w:space="7"', 'w:space="13"'), "c7_2_7_gap"),
    deviation("标题小二号", styled("Title", '<w:sz w:val="44"/>', '<w:sz w:val="36"/>'), "c7_3_1_type"),
    deviation("标题居左", styled("Title", '<w:jc w:val="center"/>', '<w:jc w:val="left"/>'), "c7_3_1_centre"),
    deviation(
        "自取名字的样式，标题居右",
        together(_OWN_TITLE, styled("Title", '<w:jc w:val="center"/>', '<w:jc w:val="right"/>')),
        "c7_3_1_centre",
    ),
    deviation(
        "自取名字的样式，标题首行缩进",
        together(_OWN_TITLE, styled("Title", "<w:jc", '<w:ind w:firstLine="880"/><w:jc')),
        "c7_3_1_centre",
    ),
    deviation("标题紧跟红线", styled("Title", 'w:before="1158"', 'w:before="0"'), "c7_3_1_gap"),
    deviation("标题矩形", swap("关于2023年度预算绩效管理工作的报告", "绩效管理报告"), "c7_3_1_shape"),
    deviation(
        "的字落在行首",
        swap("关于2023年度预算绩效管理工作的报告", "的2023年度预算绩效管理工作报告"),
        "c7_3_1_breaks",
    ),
    deviation(
        "标题拆开机关", swap(f"局{_NEXT_TITLE_LINE}关于", f"{_NEXT_TITLE_LINE}局关于"), "c7_3_1_breaks"
    ),
    deviation("标题有句号", swap("管理工作的报告<", "管理工作的报告。<"), "c7_3_1_end"),
    deviation("标题加粗", styled("Title", '<w:sz w:val="44"/>', '<w:b/><w:sz w:val="44"/>'), "c7_3_3_bold"),
    deviation("主送机关半角冒号", swap("省财政厅：", "省财政厅:"), "c7_3_2_form"),
    deviation(
        "主送机关缩进",
        directly("省财政厅", '<w:ind w:firstLineChars="200" w:firstLine="640"/>'),
        "c7_3_2_form",
    ),
    deviation("标题下不空行", styled("Title", 'w:after="579"', 'w:after="0"'), "c7_3_2_gap"),
    deviation(
        "正文前空一行", directly("云溪市各级", '<w:spacing w:before="579"/>'), "c7_3_3_start", "c5_2_3_lines"
    ),
    deviation(
        "段首空一字", directly("全市", '<w:ind w:firstLineChars="100" w:firstLine="320"/>'), "c7_3_3_indent"
    ),
    deviation("1 后用顿号", swap("1.定目标", "1、定目标"), "c7_3_3_numbering"),
    deviation("（一）用半角括号", swap("（一）管住", "(一)管住"), "c7_3_3_numbering"),
    deviation("跳过一层", swap("（一）管住源头", "（1）管住源头"), "c7_3_3_numbering", "c7_3_3_faces"),
    deviation(
        "一级标题楷体", styled("Heading1", 'w:eastAsia="黑体"', 'w:eastAsia="楷体_GB2312"'), "c7_3_3_faces"
    ),
    deviation("黑体加粗", directly("一、主要", "<w:b/>", "rPr"), "c7_3_3_bold"),
    deviation("标题行末句号", swap("一、主要做法", "一、主要做法。"), "c7_3_3_heading_end"),
    deviation("附件说明半角冒号", swap("附件：", "附件:"), "c7_3_4_form"),
    deviation("附件名称后句号", swap("2.评价为基", "2.评价为基。"), "c7_3_4_form", "c7_3_7_same"),
    deviation("附件名称书名号", swap("2.评价为基", "2.《评价为基》"), "c7_3_4_quotes", "c7_3_7_same"),
    deviation("附件说明不空行", styled("Enclosure", 'w:before="579"', 'w:before="0"'), "c7_3_4_place"),
    deviation(
        "署名隔一行",
        styled("Date", "<w:keepLines/>", '<w:keepLines/><w:spacing w:before="579"/>'),
        "c7_3_5_above",
    ),
    deviation(
        "日期右空一字",
        styled("Date", 'w:rightChars="400" w:right="1280"', 'w:rightChars="100" w:right="320"'),
        "c7_3_5_place",
    ),
    deviation("日期编虚位", swap(">2024年1月12日<", ">2024年01月12日<"), "c7_3_5_4_date"),
    deviation(
        "日期用汉字", swap(">2024年1月12日<", ">二〇二四年一月十二日<"), "c7_3_5_4_date", "c7_3_5_place"
    ),
    deviation("此页无正文", swap("全市“先评后排”", "（此页无正文）“先评后排”"), "c7_3_5_5_together"),
    deviation(
        "附注无括号",
        swap("（联系人：王五，电话：0900-1234567）", "联系人：王五，电话：0900-1234567"),
        "c7_3_6_note",
    ),
    deviation("附件后冒号", swap(">附件1<", ">附件1：<"), "c7_3_7_label"),
    deviation("附件不另面", styled("AttachmentLabel", "<w:pageBreakBefore/>", ""), "c7_3_7_page"),
    deviation("附件标题不符", swap(">源头管理情况<", ">源头管理工作情况<"), "c7_3_7_same"),
    deviation(
        "附件标题在第二行", styled("AttachmentTitle", 'w:before="579"', 'w:before="0"'), "c7_3_7_title"
    ),
    deviation(
        "附件标题三号",
        styled("AttachmentTitle", '<w:sz w:val="44"/>', '<w:sz w:val="32"/>'),
        "c7_3_7_title_type",
    ),
    deviation(
        "版记窄 16mm",
        swap(
            'w:tblOverlap w:val="never"/><w:tblW w:w="8844"', 'w:tblOverlap w:val="never"/><w:tblW w:w="7937"'
        ),
        "c7_4_1_width",
    ),
    deviation(
        "版记细线",
        swap('<w:bottom w:val="single" w:sz="8"', '<w:bottom w:val="single" w:sz="4"'),
        "c7_4_1_weight",
    ),
    deviation("抄送无句号", swap("预算部门和单位。", "预算部门和单位"), "c7_4_2_form"),
    deviation("抄送不缩进", styled("Copies", 'w:left="1120"', 'w:left="840"'), "c7_4_2_place"),
    deviation("抄送三号", directly("抄送：", '<w:sz w:val="32"/>', "rPr"), "c7_4_2_type", "c7_4_2_place"),
    deviation("印发日期编虚位", swap("2024年1月12日印发", "2024年01月12日印发"), "c7_4_3_form"),
    deviation("印发日期顶右", styled("Printer", 'w:pos="8564"', 'w:pos="8844"'), "c7_4_3_place"),
    deviation("印发机关三号", directly("云溪市财政局办公室", '<w:sz w:val="32"/>', "rPr"), "c7_4_3_type"),
    deviation("没有奇偶页不同", swap("<w:evenAndOddHeaders/>", "", SETTINGS), "c7_5_side"),
    deviation("页码居中", styled("Footer", '<w:jc w:val="right"/>', '<w:jc w:val="center"/>'), "c7_5_side"),
    deviation("页码五号", styled("Footer", '<w:sz w:val="28"/>', '<w:sz w:val="21"/>'), "c7_5_type"),
    deviation("页码用半字线", footer(False, "— ", "- "), "c7_5_form"),
    deviation("页码离版心 16mm", swap('w:footer="1417"', 'w:footer="907"', count=SECTIONS), "c7_5_height"),
    deviation("页码用罗马数字", swap("<w:cols", '<w:pgNumType w:fmt="upperRoman"/><w:cols'), "c7_5_form"),
    deviation(
        "页码用 Word 的 - 1 -",
        together(
            swap("<w:cols", '<w:pgNumType w:fmt="numberInDash"/><w:cols', count=SECTIONS),
            *(footer(even, "— ", "- ") for even in (True, False)),
            *(footer(even, " —", " -") for even in (True, False)),
        ),
        "c7_5_form",
    ),
    deviation("没有印发机关", swap("云溪市财政局办公室<", "<"), "c7_4_3_form"),
    deviation("页码重编", swap("<w:cols", '<w:pgNumType w:start="3"/><w:cols'), "c7_5_continuous"),
    deviation("长表不重复表头", swap("<w:tblHeader/>", "", count=9), "c8_table_header"),
)
"""Each deviation with the clauses that find it in the file."""
