"""机构用了旧称

## 检查什么
2018年机构改革以后的年度，正文或清单里还用改革前的机构名：卫计部门、国土资源局、安监局、工商局、环保局等。

## 为什么
旧称是照抄旧稿的痕迹，收文单位也会挑出来。

## 反例
教育、卫计部门   # year: 2025

## 正例
教育、卫健部门
"""

from collections.abc import Iterator

from reportgen import patterns
from reportgen.checks.placed import hits
from reportgen.checks.subject import Subject
from reportgen.finding import Finding, Severity

CODE = "P221"

_SINCE = 2019
"""The first full year after the reform (中共中央《深化党和国家机构改革方案》, 2018)."""
_NOW = {
    "卫计": "卫健", "国土资源局": "自然资源局", "国土局": "自然资源局", "安监局": "应急管理局", "工商局": "市场监督管理局",
    "食药监局": "市场监督管理局", "质监局": "市场监督管理局", "环保局": "生态环境局", "农业局": "农业农村局", "旅游局": "文化和旅游局",
    "文广局": "文化和旅游局", "物价局": "发展和改革委员会", "地税局": "税务局", "国税局": "税务局", "法制办": "司法局",
}  # fmt: skip
_OLD = patterns.compile(
    "卫计(?=部门|局|委|系统|[、，和])|"
    + "|".join(name for name in _NOW if len(name) > 2).replace("旅游局", "(?<![化电育]和)旅游局")
)


def check(subject: Subject) -> Iterator[Finding]:
    year = subject.locality.year
    if year < _SINCE:
        return
    for hit in hits(subject.printed, _OLD, needs=("卫计", "局", "法制办"), quoted=False):
        message = f"“{hit.text}”是 2018 年机构改革前的旧称"
        hint = f"{year}年应称“{_NOW[hit.text]}”；所述确为改革前的事，可不改"
        yield Finding(CODE, message, hit.span, Severity.HINT, hint, at=hit.text)
