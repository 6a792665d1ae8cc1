"""The redline (花脸稿): real tracked changes between two drafts."""

from reportgen.signoff.redline.redline import redline

__all__ = ["redline"]
