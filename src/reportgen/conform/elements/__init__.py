"""The elements of an official document and how they are recognised in any .docx."""

from reportgen.conform.elements.elements import Attachment, Elements, Heading, RedRule
from reportgen.conform.elements.recognise import recognise

__all__ = ["Attachment", "Elements", "Heading", "RedRule", "recognise"]
