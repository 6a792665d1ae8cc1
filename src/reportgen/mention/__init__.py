"""Figures in prose: what number stands where, in which unit, of what, in which role; dates and document numbers told apart."""

from reportgen.mention.figures import Mention, mentions
from reportgen.mention.masks import plain
from reportgen.mention.roles import Role

__all__ = ["Mention", "Role", "mentions", "plain"]
