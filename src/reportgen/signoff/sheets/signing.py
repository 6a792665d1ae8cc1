"""签批页: who signs in which role, and the digests of what is signed."""

from collections.abc import Iterator, Mapping

from reportgen.report import Block, Report
from reportgen.signoff import filed
from reportgen.signoff.draft import Accepted
from reportgen.signoff.record import Digests, Record, Role
from reportgen.signoff.sheets.sheet import NARROW, PAGE, Matter, rows, sheet, text

NAME = "签批页"
_GROUP = 8
_PLAIN = {filed.NAME: "系统留底（draft.json）"}
"""What those who sign know a file by that no one opens."""


def signing_sheet(matter: Matter, record: Record, files: Mapping[str, Digests]) -> Report:
    """The page; `files` are the package's other files. Names come from the last round and from 签发人 of the letter."""
    return sheet(matter, PAGE, NAME, _blocks(matter, record, files))


def _blocks(matter: Matter, record: Record, files: Mapping[str, Digests]) -> Iterator[Block]:
    yield text(f"《{matter.report.name}》第{matter.number}稿，{matter.day}送审，稿号 {matter.draft.mark}。")
    lines = [[role.value, _name(role, matter, record), "", "", ""] for role in Role]
    yield rows(("角　色", "姓　　名", "意　　　　　　　　见", "签　　名", "日　　期"), lines, room=NARROW)
    yield text(
        "本页是签批的记录，不是电子签名。签批后由经办人在系统中登记，登记即与下列摘要绑定；"
        "其后有改动的数、句子和豁免，签批自动失效，须重新签批。"
    )
    if matter.draft.accepted:
        yield rows(
            _WAIVED, [_waived(one) for one in matter.draft.accepted], caption="本稿的豁免", room=NARROW
        )
    digests = [
        [_PLAIN.get(name, name), *map(_grouped, filter(None, (found.sha256, found.sm3)))]
        for name, found in files.items()
    ]
    kinds = ("SHA-256", "SM3")[: len(digests[0]) - 1]
    yield rows(("文件", *kinds), digests, caption="送审文件的摘要", room=NARROW)


_WAIVED = ("编号", "指标", "问题", "理由", "批准人")


def _waived(one: Accepted) -> list[str]:
    return [one.code, one.at, one.found or "没有对应的问题", one.reason, one.by]


def _name(role: Role, matter: Matter, record: Record) -> str:
    if role is Role.ISSUER and matter.report.letterhead and matter.report.letterhead.signers:
        return "、".join(matter.report.letterhead.signers)
    last = record.latest(role)
    return last.by if last else ""


def _grouped(value: str) -> str:
    """In groups of eight, for comparing by eye."""
    return " ".join(value[start : start + _GROUP] for start in range(0, len(value), _GROUP))
