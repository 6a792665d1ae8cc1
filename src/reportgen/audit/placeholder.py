"""占位符没有替换

## 检查什么
“XX局”“××万元”“【待补】”“〔20XX〕”“第____条”一类模板里的空位；二选一没有取舍的“处室/科室”。

## 为什么
签发件里出现占位符，等于告诉读者没有人看过全文。

## 反例
上海市普陀区XX局2024年度部门决算表

## 正例
上海市普陀区财政局2024年度部门决算表
"""

import re
from collections.abc import Iterator

from reportgen import patterns
from reportgen.audit.claim import Remark
from reportgen.audit.paper import Paper
from reportgen.document import Passage
from reportgen.finding import Severity
from reportgen.relation import Kind, Verdict

CODE = "P231"

_HOLES = patterns.compile(
    r"(?<![A-Za-z])[XxＸ×Хх*]{2,}(?=[\u4e00-\u9fff%〕\]])|(?<=[\u4e00-\u9fff\d])(?<![A-Za-z])[XＸ×]{2,}(?![A-Za-z])|[〔\[]20[Xx×]{2}[〕\]]|20[Xx×]{2}年|【\s*(?:待|此处|请)[^】]*】|待补充?(?=[。，；）)]|$)|_{3,}|＿{2,}"
)
_FORM = patterns.compile(r"问卷|样表|模板|格式|范本|示例|样式|填[写报表]|登记表|承诺书")
"""Words of forms that are meant to have blanks."""
_SIGNED = patterns.compile(r"[:：]\s*$|签[字名章]|盖章|日期|电话|姓名")
_EITHER = patterns.compile(r"(?:处室/科室|科室/处室|部门/单位|单位/部门|省/市|市/县|是/否|有/无)")
_SUSPECT = patterns.compile(r"[XxＸ×Хх*〔\[【待_＿/]")
"""What every hole and every choice has one of."""
_MARKUP = patterns.compile(r"\*{2,}")
_DOUBLED = patterns.compile(r"。。+|，，+|；；+|、、+|，。|。，|、。")


def find(paper: Paper) -> Iterator[Remark]:
    """Holes of a template left open, and doubled marks."""
    forms = {p.passage.prose for p in paper.paragraphs if any(_FORM.search(h.words) for h in p.path)}
    for passage in paper.passages:
        if not (_SUSPECT.search(passage.text) or _DOUBLED.search(passage.text)):
            continue
        text = _MARKUP.sub(lambda m: " " * len(m[0]), passage.text)
        form = passage.part > 0 or passage.prose in forms or bool(_FORM.search(text))
        for match in _HOLES.finditer(text):
            blank = match[0][0] in "_＿"
            severity = (
                Severity.HINT if form or (blank and _SIGNED.search(text[: match.start()])) else Severity.ERROR
            )
            yield _remark(passage, match, severity, f"占位符“{match[0]}”没有替换", "填上实际内容")
        for match in _EITHER.finditer(text):
            yield _remark(
                passage, match, Severity.HINT, f"“{match[0]}”疑似模板里二选一的残留", "只留适用的一个"
            )
        for match in _DOUBLED.finditer(text):
            yield _remark(passage, match, Severity.HINT, f"标点“{match[0]}”重复或相冲", "只留一个")


def _remark(passage: Passage, match: re.Match[str], severity: Severity, message: str, hint: str) -> Remark:
    span = passage.prose.span(match.start(), match.end())
    return Remark(Kind.PLACEHOLDER, "无占位符残留", (span,), Verdict.FAILS, CODE, message, hint, (), severity)
