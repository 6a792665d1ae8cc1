"""Reading what was not written as content: attached files, and finished documents."""

from reportgen.read.read import read

__all__ = ["read"]
