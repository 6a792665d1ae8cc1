"""Figures in prose: what number stands where, in which unit, of what, in which role; dates and document numbers told apart."""

from reportgen.mention.figures import Mention, mentions
from reportgen.mention.masks import plain
from reportgen.mention.roles import Role
from reportgen.mention.sentences import Sentence, sentences

__all__ = ["Mention", "Role", "Sentence", "mentions", "plain", "sentences"]
