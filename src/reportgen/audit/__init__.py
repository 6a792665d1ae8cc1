"""Auditing a finished document: its figures, the relations between them, and what does not hold.

Every module with a CODE is a finder: its docstring (检查什么 / 为什么 / 反例 / 正例) is shown by `explain`; its `find(paper)` yields
claims, judged by interval agreement, or remarks. Adding a finder is adding a file. The other modules are what finders share.

Words used in this room: a *flow* is the figures of a paragraph outside its brackets, or those inside one pair of them; a *segment* of
prose is what stands between two semicolons, a segment of a table a label with its figures; a *reading* is one way to understand a
passage; a *slip* is one mistake in writing one figure. How sure a claim is decides what is reported when it fails (`claim.Certainty`).
"""

from reportgen.audit.audit import Audit, audit
from reportgen.audit.finders import modules

__all__ = ["Audit", "audit", "modules"]
