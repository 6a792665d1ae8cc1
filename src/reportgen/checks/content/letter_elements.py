"""公文要素不全

## 检查什么
红头公文（official-letter）缺 letter，或缺发文机关、发文字号、主送机关、成文日期；上行文（报告、请示）缺签发人；
上行文有几个主送机关，或抄送给了主送机关；发文机关后面写了“文件”二字。

## 为什么
缺要素的公文会被退回；上行文应当标注签发人，原则上主送一个上级机关（《党政机关公文处理工作条例》第九条、第十五条）。

## 反例
letter: {发文机关: 宝鸡市财政局, 发文字号: 宝市财办绩〔2024〕2号, 主送机关: 省财政厅}

## 正例
letter: {发文机关: 宝鸡市财政局, 发文字号: 宝市财办绩〔2024〕2号, 签发人: 某人, 主送机关: 省财政厅, 成文日期: 2024年1月12日}
"""

from collections.abc import Iterator, Mapping

from reportgen.checks.subject import Subject
from reportgen.content import ISSUER, LetterField, Locality
from reportgen.finding import Finding, Severity

CODE = "D125"

_ALWAYS = (ISSUER, "发文字号", "主送机关", "成文日期")
_UPWARD = ("报告", "请示")
_SIGNER, _TO, _COPY, _DOCUMENT = "签发人", "主送机关", "抄送", "文件"


def check(subject: Subject) -> Iterator[Finding]:
    locality, fields = subject.locality, subject.locality.letter
    yield from _doubled(fields)
    if not locality.is_letter:
        return
    wanted = (*_ALWAYS, _SIGNER) if _goes_up(subject) else _ALWAYS
    if missing := [name for name in wanted if not fields.get(name)]:
        yield _missing(locality, missing)
    if _goes_up(subject):
        yield from _addressees(fields)


def _doubled(fields: Mapping[str, LetterField]) -> Iterator[Finding]:
    issuer = fields.get(ISSUER)
    if issuer and any(name.endswith(_DOCUMENT) for name in issuer.values):
        message = f"发文机关写了“{_DOCUMENT}”二字，版头会印成“{_DOCUMENT}{_DOCUMENT}”，署名也会带上它"
        hint = f"只写机关名称；版头的“{_DOCUMENT}”由程序加"
        yield Finding(CODE, message, issuer.span, hint=hint, at=ISSUER)


def _goes_up(subject: Subject) -> bool:
    return bool(subject.title and subject.title.reading.text.strip().endswith(_UPWARD))


def _missing(locality: Locality, missing: list[str]) -> Finding:
    what = "、".join(missing)
    where = "在 letter 里补上" if locality.letter else "加上 letter:，其中写明"
    span = locality.report_span or locality.span
    return Finding(CODE, f"公文缺少{what}", span, hint=f"{where}{what}", at="letter")


def _addressees(fields: Mapping[str, LetterField]) -> Iterator[Finding]:
    to, copied = fields.get(_TO), fields.get(_COPY)
    if to and len(to.values) > 1:
        message = f"上行文写了 {len(to.values)} 个主送机关"
        hint = "原则上只主送一个上级机关，其余写在抄送里"
        yield Finding(CODE, message, to.span, Severity.WARNING, hint, at=_TO)
    both = [name for name in copied.values if to and name in to.values] if copied else []
    if both and copied:
        message = f"{'、'.join(both)}已是主送机关，又列在抄送里"
        yield Finding(CODE, message, copied.span, Severity.WARNING, "从抄送里删去", at=_COPY)
