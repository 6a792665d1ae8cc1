"""Reading what is not YAML content: finished documents (.docx, .pdf, .txt, .md), attached Markdown files, spreadsheets."""

from reportgen.read.read import read, unread

__all__ = ["read", "unread"]
