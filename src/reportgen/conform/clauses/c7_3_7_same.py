"""附件：附件顺序号和附件标题应当与附件说明的表述一致。

核对：附件个数与附件说明的条数；逐个比较标题（不计空格）。
"""

from collections.abc import Sequence

from reportgen.characters import unspaced
from reportgen.conform.clauses.c7_3_4_form import names
from reportgen.conform.elements import Attachment
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, absent, faults_or, met, unmet

ELEMENT = "附件标题与附件说明一致"
STRENGTH = Strength.REQUIRED
REQUIRED = "顺序号、标题与附件说明一致"


def check(sheet: Sheet) -> Measurements:
    attachments, listed = sheet.elements.attachments, names(sheet)
    if attachments and listed:
        fine = met(f"{len(attachments)}个附件一致", attachments[0].label.line)
        yield from faults_or(_faults(attachments, listed), fine)
    elif attachments or listed:
        yield absent("没有附件说明可比" if attachments else "附件说明所列的附件不在本文件内")


def _faults(attachments: Sequence[Attachment], listed: Sequence[str]) -> Measurements:
    if len(listed) != len(attachments):
        yield unmet(f"附件说明列{len(listed)}个，文后有{len(attachments)}个附件", attachments[0].label.line)
        return
    for attachment, name in zip(attachments, listed, strict=True):
        title, label = attachment.words, attachment.label
        if unspaced(title) != unspaced(name):
            yield unmet(f"{label.words}标题“{title}”，附件说明为“{name}”", label.line)
