"""A copy of a document with Word comments at the places of an audit's findings; what is no Word file becomes a plain one."""

from reportgen.finding import Finding
from reportgen.package import MAIN_PART, Refusal, parse_xml, read_parts, write_package
from reportgen.publish.comments import Comments
from reportgen.publish.plain_docx import plain_parts
from reportgen.publish.review import Review, besides, summary
from reportgen.word import flow


def write(review: Review, original: bytes) -> bytes:
    """The commented copy of a Word file with the bytes `original`, or of the text of any other."""
    parts = read_parts(original)
    if isinstance(parts, Refusal):
        parts = plain_parts(review.document.text.content)
    body = parse_xml(parts[MAIN_PART])
    comments = Comments(parts, body, flow(parts, body))
    comments.add(0, 1, [f"核对：{summary(review)}"])
    for finding in review.findings:
        comments.add(finding.span.start, finding.span.end, _paragraphs(finding))
    return write_package(comments.parts())


def _paragraphs(finding: Finding) -> list[str]:
    first = f"{finding.severity.word} {finding.code}：{finding.message}"
    return [first, *(f"{word}：{text}" for word, text in besides(finding))]
