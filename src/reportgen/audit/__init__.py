"""Auditing a finished document: its figures, the relations between them, and what does not hold.

One relation finder a file: a docstring with 检查什么 / 为什么 / 反例 / 正例 (shown by `explain`), CODE, and `find(paper)`, a generator of
claims (judged by interval agreement) or remarks. Adding a finder is adding a file.
"""

from reportgen.audit.audit import Audit, audit
from reportgen.audit.finders import modules

__all__ = ["Audit", "audit", "modules"]
