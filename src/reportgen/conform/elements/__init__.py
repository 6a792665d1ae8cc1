"""The elements of an official document and how they are recognised in any .docx."""

from reportgen.conform.elements.elements import Attachment, Elements, Head, Heading, Imprint, RedRule
from reportgen.conform.elements.recognise import recognise

__all__ = ["Attachment", "Elements", "Head", "Heading", "Imprint", "RedRule", "recognise"]
