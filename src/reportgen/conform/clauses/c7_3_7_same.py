"""附件：附件顺序号和附件标题应当与附件说明的表述一致。

核对：附件个数与附件说明的条数；逐个比较标题（不计空格）。
"""

from collections.abc import Iterator

from reportgen.characters import unspaced
from reportgen.conform.clauses.c7_3_4_form import names
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measured, Strength, absent, faults_or, met, unmet

ELEMENT = "附件标题与附件说明一致"
STRENGTH = Strength.REQUIRED
REQUIRED = "顺序号、标题与附件说明一致"


def check(sheet: Sheet) -> Iterator[Measured]:
    attachments, listed = sheet.elements.attachments, names(sheet)
    if not attachments or not listed:
        if attachments or listed:
            yield absent("没有附件说明可比" if attachments else "附件说明所列的附件不在本文件内")
        return
    yield from faults_or(
        _faults(sheet, listed), lambda: met(f"{len(attachments)}个附件一致", attachments[0].label.line)
    )


def _faults(sheet: Sheet, listed: list[str]) -> Iterator[Measured]:
    attachments = sheet.elements.attachments
    if len(listed) != len(attachments):
        yield unmet(f"附件说明列{len(listed)}个，文后有{len(attachments)}个附件", attachments[0].label.line)
        return
    for attachment, name in zip(attachments, listed, strict=True):
        if unspaced(attachment.words) != unspaced(name):
            yield unmet(
                f"{attachment.label.words}标题“{attachment.words}”，附件说明为“{name}”", attachment.label.line
            )
