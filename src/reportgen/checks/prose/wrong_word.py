"""常见的错别字和错词

## 检查什么
公文里常写错、而且只可能是写错的词：截止目前、主题责任、从高到底、这样以来、接收监督、拔付资金、台帐……；
夹在汉字之间的 and、&；叠字“的的”“了了”；句子断在“和”“及”“、”上。

## 为什么
拼音输入和反复粘贴留下的错字，通读几遍也看不出来。

## 反例
截止目前，各单位压实主题责任。

## 正例
截至目前，各单位压实主体责任。
"""

import re
from collections.abc import Iterator

from reportgen import patterns
from reportgen.checks.placed import Hit, Places, hits
from reportgen.checks.reading import HAN
from reportgen.checks.subject import Subject
from reportgen.finding import Finding, Severity

CODE = "P212"

_TABLE = """
截止目前→截至目前 截止到目前→截至目前 截止今年→截至今年 截止去年→截至去年 截止年底→截至年底
主题责任→主体责任 从高到底→从高到低 由高到底→由高到低 这样以来→这样一来 可具体性→可操作性
报市送人代会→报送市人代会 报县送人代会→报送县人代会 联同部门→连同部门
帐户→账户 台帐→台账 帐目→账目 帐簿→账簿 帐务→账务 挂帐→挂账 对帐→对账 记帐→记账 做帐→做账 查帐→查账
拔付→拨付 拔款→拨款 下拔→下拨 划拔→划拨 审记→审计 予算→预算 资全→资金 项日→项目 财攻→财政 积效→绩效
关健→关键 布署→部署 既使→即使 做为→作为 按装→安装 防犯→防范 松驰→松弛 震憾→震撼 整改道位→整改到位
绩效平价→绩效评价 绩效目地→绩效目标 提致增效→提质增效 增强意思→增强意识 贯切→贯彻 坚觉→坚决
竞竞业业→兢兢业业 再接再励→再接再厉 一如继往→一如既往 按步就班→按部就班 克不容缓→刻不容缓 责无旁代→责无旁贷
默守成规→墨守成规 迫不急待→迫不及待 相辅相承→相辅相成 名列前矛→名列前茅 励精图志→励精图治 破斧沉舟→破釜沉舟
走头无路→走投无路 出奇不意→出其不意 不加思索→不假思索 融汇贯通→融会贯通 因地治宜→因地制宜 统筹兼故→统筹兼顾
脱颍而出→脱颖而出 针贬时弊→针砭时弊 一愁莫展→一筹莫展 持之以衡→持之以恒
"""
_RIGHT = dict(re.findall(r"(\S+)→(\S+)", _TABLE))
_WRONG = patterns.compile(patterns.any_of(_RIGHT))
_FIRST, _SECOND = ("".join(sorted({wrong[place] for wrong in _RIGHT})) for place in (0, 1))
_BEGINNING = patterns.compile(f"([{_FIRST}])(?=([{_SECOND}]))")
_BEGUN = {wrong[:2]: tuple(other for other in _RIGHT if other[:2] == wrong[:2]) for wrong in _RIGHT}
"""The wrong words by their first two characters: to try all of them wherever one may begin takes long."""
_SUPERVISED = patterns.compile(r"接收(?=(?:社会|群众|人大|各界|舆论|上级|各方面|和|、|的)*监督)")
_UNTIL = patterns.compile(r"截止(?=(?:19|20)\d\d年|\d{1,2}月|\x00(?:年|\d{1,2}月)?)")
_LATIN = patterns.compile(rf"(?<=[{HAN}”》）])\s*(and|or|&|＆)\s*(?=[{HAN}“《（])")
_DOUBLED = patterns.compile(
    r"的的(?!确)|了了(?![之])|和和(?!气)|及及(?!时)|，，|。。|、、|；；|，。|、。|；。"
)
_BROKEN = patterns.compile(r"(?:(?<![饱缓温柔共总求附劝中调祥平晴议随暖谐])和|(?<=水平)和|以及|、)(?=[。；])")
_MET = patterns.compile("[的了和及，。、；][的了和及，。、；]")
"""What stands wherever something is doubled or broken off."""

_BY_DATE = "“截止”是到期停止，“截至”是到某时为止（后面可接时间）"


def check(subject: Subject) -> Iterator[Finding]:
    texts, printed = subject.narrative, subject.printed
    for hit in hits(printed if _holds_any(printed.joined) else Places(), _WRONG):
        hint = _BY_DATE if hit.text.startswith("截止") else "改正这个词"
        yield _warning(hit, f"“{hit.text}”应为“{_RIGHT[hit.text]}”", hint)
    for hit in hits(texts, _SUPERVISED, needs="收"):
        yield _warning(hit, "“接收……监督”应为“接受……监督”", "接收物件、资料，接受监督、检查")
    for hit in hits(texts, _UNTIL, needs="截"):
        yield _warning(hit, "“截止”应为“截至”", _BY_DATE)
    for hit in hits(printed, _LATIN, needs="aor&＆"):
        message, hint = f"汉字之间夹了“{hit.match[1]}”", "改成“和”“及”或“或”"
        yield Finding(CODE, message, hit.span_of(1), Severity.WARNING, hint, at=hit.match[1])
    met = Places(printed.matching(_MET))
    for hit in hits(met, _DOUBLED):
        yield _warning(hit, f"“{hit.text}”重复或连用有误", "删去多余的一个")
    for hit in hits(Places(placed for placed in met if placed.fragment), _BROKEN):
        yield _warning(hit, f"句子断在“{hit.text}”上，像是缺字", "补全这句话")


def _holds_any(text: str) -> bool:
    """Whether a text has one of the wrong words."""
    beginnings = _BEGINNING.finditer(text)
    return any(text.startswith(_BEGUN.get(begin[1] + begin[2], ()), begin.start()) for begin in beginnings)


def _warning(hit: Hit, message: str, hint: str) -> Finding:
    return Finding(CODE, message, hit.span, Severity.WARNING, hint, at=hit.text)
