"""占位文字没有填

## 检查什么
XX、××、某某、待填、整行只有“待补”、TODO、下划线空格、没填的“年 月 日”、空括号、【】里的说明、（此处…）、Excel 的 #REF! 一类错误值、
写坏的 {标签}；“处室/科室”“部门/单位”一类只该留一个的备选。清单、文字单元格和版头要素也查。

## 为什么
范本里的占位文字留在印好的公文里，是最难看的错。

## 反例
经XX局业务处室/科室审核。

## 正例
经县财政局业务股室审核。
"""

import re
from collections.abc import Iterator

from reportgen import patterns
from reportgen.checks.placed import hits
from reportgen.checks.subject import Subject
from reportgen.finding import Finding, Severity

CODE = "P206"

_EMPTY = tuple(
    (needs, patterns.compile(pattern))
    for needs, pattern in (
        ("XxＸｘ×✕", r"(?<![A-Za-zＡ-Ｚ])[XxＸｘ×✕]{2,}(?![A-Za-z])"),
        ("某", r"某某"),
        ("?？", r"[？?]{3,}"),
        ("OBIaul", r"(?<![A-Za-z])(?:TODO|TBD|FIXME|NaN|None|null|undefined)(?![A-Za-z])"),
        (
            "待",
            r"待填(?![报列入])|(?m:^[ \u3000]*待补[。；]?[ \u3000]*$)|[（(【\[]待(?:定|补充|完善|核实|确认|补|填写?)[）)】\]]",
        ),
        ("_＿□■○", r"_{2,}|＿{2,}|[□■○]{2,}"),
        (" \u3000", r"(?<=年)[ \u3000]+月[ \u3000]*\d{0,2}[ \u3000]*日|年[ \u3000]+月|月[ \u3000]+日"),
        ("）)》”〕", r"（[ \u3000]*）|\([ \u3000]*\)|《[ \u3000]*》|“[ \u3000]*”|〔[ \u3000]*〕"),
        ("【", r"【(?!待(?:定|补充|完善|核实|确认|补|填写?)】)[^】\n]{0,30}】"),
        (("此处",), r"[（(]此处[^）)\n]{0,30}[）)]"),
        ("#", r"#(?:REF|DIV/0|VALUE|NAME|NUM)[!?]|#N/A"),
        (("[[",), r"\[\[[^\[\]\n]{1,30}\]\]"),
        ("{｛", r"(?<![{｛])[{｛][^{}｛｝\n]{1,20}[}｝](?![}｝])"),
    )
)
"""Patterns of what was left to be filled in, each with the characters or words of which every match contains one."""
_PAIRS = """
处室/科室 科室/股室 处室/股室 部门/单位 单位/部门 政策/项目 项目/政策 项目/整体 省/市 市/县 市/区 县/区 县/市 镇/街道 乡/镇 镇/乡
增长/下降 上升/下降 增加/减少 提高/降低 优/良 是/否 有/无 书记/主任 局长/主任 请示/报告
"""
_CHOICE = patterns.compile(
    "|".join(rf"(?<!/){a}\s*[/／]\s*{b}(?!/)" for a, b in re.findall(r"(\S+)/(\S+)", _PAIRS))
)

_IN_BRACES = patterns.compile(r"(?:[{｛【]|\[\[)\s*([^\W\d][\w.]*)\s*(?:[}｝】]|\]\])")


def check(subject: Subject) -> Iterator[Finding]:
    for needs, pattern in _EMPTY:
        for hit in hits(subject.printed, pattern, needs=needs):
            message = f"“{hit.text}”像是没有填写的占位文字"
            yield Finding(CODE, message, hit.span, hint=_way_out(hit.text), at=hit.text)
    for hit in hits(subject.printed, _CHOICE, needs="/／", quoted=False):
        message = f"“{hit.text}”像是范本里的备选，没有取舍"
        yield Finding(CODE, message, hit.span, Severity.WARNING, "只留适用的一个", at=hit.text)


def _way_out(written: str) -> str:
    name = _IN_BRACES.fullmatch(written)
    tag = f"是标签的写成 {{{{ {name[1]} }}}}；不是的，" if name else ""
    return f"{tag}填上实际内容，或删去"
