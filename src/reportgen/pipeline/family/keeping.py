"""Reports of an earlier build: whether they may be kept, why not, and what of them is told again."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from reportgen.cache import TOLD, Reads, Record, altered, changed
from reportgen.files import FileTrouble, read_bytes, replace_files
from reportgen.pipeline.family.reads import ELSEWHERE, FOUND, GUARDS, QUOTED, RELATIONS
from reportgen.pipeline.outcome import Made, as_finding, some
from reportgen.pipeline.records import UNCHANGED
from reportgen.pipeline.request import ASKED, Request
from reportgen.publish import manifest
from reportgen.value import replace

FINAL = "定稿每次都重新生成"
_CONSEQUENCES = frozenset({ELSEWHERE, FOUND, RELATIONS, GUARDS, QUOTED, TOLD})
"""Reads that change only because something else did; named where nothing else can be."""


def reason(record: Record | None, reads: Reads, folder: Path) -> str:
    """Why a report has to be made, in words; empty when it may be kept."""
    if record is None or not record.outputs:
        return "还没有生成过"
    if causes := changed(record.reads, reads):
        return f"{some(_telling(causes), 4)}有变化"
    names = altered(folder, record.outputs)
    return f"上次生成的 {'、'.join(names)} 被改动或删除" if names else ""


def _telling(causes: Sequence[str]) -> Sequence[str]:
    """The causes worth naming: only what was asked for, if that changed; else what changed by itself, if anything did."""
    if ASKED in causes:
        return [ASKED]
    return [cause for cause in causes if cause not in _CONSEQUENCES] or causes


def keep(about: Made, record: Record, inputs: Mapping[str, bytes], request: Request) -> Made:
    """A locality whose report stays. Only its manifest is written again, where a file it lists has changed in what does not concern the
    report."""
    folder = request.output / about.id
    made = replace(
        about, findings=record.findings, written=folder / record.document, kept=True, why=UNCHANGED
    )
    try:
        before = read_bytes(folder / manifest.NAME)
        if (after := manifest.with_inputs(before, inputs)) != before:
            replace_files(folder, {manifest.NAME: after})
    except FileTrouble as trouble:
        return made.with_findings(as_finding(trouble))
    return made
