"""Reading what was not written as content: attached files, and finished documents."""

from reportgen.read.read import ENDINGS, read

__all__ = ["ENDINGS", "read"]
