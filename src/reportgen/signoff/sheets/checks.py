"""核对结论表: what was checked and with what result, what was waived, what nothing guards, what is still to be looked at."""

from collections.abc import Iterator

from reportgen.coverage import Grade
from reportgen.finding import Severity
from reportgen.relation import Verdict
from reportgen.report import Block
from reportgen.signoff.sheets.sheet import ORDINAL, Matter, Section, sections, text

NAME = "核对结论表"


def blocks(matter: Matter) -> Iterator[Block]:
    """The sheet; sections without entries are left out."""
    yield text(in_words(matter))
    yield from sections((_waivers(matter), _unguarded(matter), _pending(matter), _findings(matter)))


def in_words(matter: Matter) -> str:
    """The conclusion in a few sentences."""
    verdicts = [relation.verdict for relation in matter.relations]
    grades = [a.grade for a in matter.edition.trace.accounts.values() if a.tried]
    found = [finding.severity for finding in matter.findings]
    entered = "，".join(f"{grade.value} {grades.count(grade)} 个" for grade in Grade if grade in grades)
    bare = "；其中“无”的没有别的数与它核对，须对照台账" if Grade.NONE in grades else ""
    return (
        f"核对关系 {len(verdicts)} 条，成立 {verdicts.count(Verdict.HOLDS)} 条，"
        f"不成立 {verdicts.count(Verdict.FAILS)} 条。"
        + "".join(f"{kind.word} {found.count(kind)} 个，" for kind in Severity)
        + f"豁免 {matter.waived} 个。填写的数按核对依据分：{entered or '没有填写的数'}{bare}。"
    )


def _waivers(matter: Matter) -> Section:
    lines = [
        [waiver.code, waiver.at, finding.message if finding else "没有对应的问题", waiver.reason, waiver.by]
        for waiver, finding in matter.edition.checked.waived
    ]
    lines += [
        [waiver.code, path, "在它自己的文件里豁免", waiver.reason, waiver.by]
        for path, waiver in matter.waived_elsewhere
    ]
    return Section("豁免的问题", (ORDINAL, "编号", "指标", "问题", "豁免理由", "批准人"), lines)


def _unguarded(matter: Matter) -> Section:
    trace = matter.edition.trace
    accounts = [trace.accounts[key] for key in trace.unguarded]
    lines = [
        [a.path, a.text, matter.place(matter.edition.place(a.span)), a.source or "未注明", ""]
        for a in accounts
    ]
    heads = (ORDINAL, "指标", "数", "写在", "数据来源", "核对人签字　　")
    return Section("没有别的数核对、须对照台账的数", heads, lines, numeric=("数",))


def _pending(matter: Matter) -> Section:
    to_come = matter.edition.to_come.items()
    lines = [[path, matter.place(matter.edition.place(span))] for path, span in to_come]
    return Section("待补的数和公文要素", (ORDINAL, "名称", "写在"), lines)


def _findings(matter: Matter) -> Section:
    found = [f for f in matter.findings if f.severity is not Severity.HINT]
    lines = [[f.code, f.severity.word, f.message, matter.place(matter.edition.place(f.span))] for f in found]
    return Section("警告", (ORDINAL, "编号", "程度", "内容", "位置"), lines)
