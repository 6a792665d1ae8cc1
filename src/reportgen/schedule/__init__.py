"""The same work for many families: one after another, in batches over worker processes, or over a cluster.

Results come in the order of the tasks, so that nothing a user sees depends on where the work was done.
"""

from reportgen.schedule.spread import spread
from reportgen.schedule.work import Lost

__all__ = ["Lost", "spread"]
