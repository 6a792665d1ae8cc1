"""Auditing a finished document: its figures, the relations between them, and what does not hold.

One relation finder a file: a docstring with 检查什么 / 为什么 / 反例 / 正例 (shown by `explain`), CODE, and `find(paper)`, a generator of
claims (judged by interval agreement) or remarks. Adding a finder is adding a file.

Words used in this room: a *flow* is the figures of a paragraph that stand outside its brackets, or inside one of them; a *segment* of
prose is what stands between two semicolons, a segment of a table a label with its figures; a *reading* is one way to take a passage; a
*slip* is one mistake of the pen in one figure. How sure a claim is decides what is told when it fails (`claim.Certainty`).
"""

from reportgen.audit.audit import Audit, audit
from reportgen.audit.finders import modules

__all__ = ["Audit", "audit", "modules"]
