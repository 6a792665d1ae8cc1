"""Figures in prose: each number with its place, unit, noun and role; dates and document numbers are not figures."""

from reportgen.mention.figures import Mention, mentions
from reportgen.mention.masks import plain
from reportgen.mention.roles import Role

__all__ = ["Mention", "Role", "mentions", "plain"]
