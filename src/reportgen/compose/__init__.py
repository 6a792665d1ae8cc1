"""Compose: from derived content to a Report, element by element; every text in it is final."""

from reportgen.compose.attachments import attachments, enclosure_lines
from reportgen.compose.blocks import section_blocks
from reportgen.compose.letterhead import letter_title, letterhead
from reportgen.compose.lines import plain
from reportgen.compose.narration import line_of, pending
from reportgen.compose.scope import Scope
from reportgen.compose.structure import crowded, misplaced
from reportgen.compose.titles import Title
from reportgen.content import Content, Locality
from reportgen.finding import Finding
from reportgen.report import Report

__all__ = ["compose"]


def compose(content: Content, locality: Locality, *, draft: bool = False) -> tuple[Report, list[Finding]]:
    """The report of a locality, and findings about its structure (P301 to P303).

    `content` must be derived, and attached files read into their enclosures. A name that refers to nothing prints as 【待补：…】; a check
    reports it. The draft of a letter has the page of one even while `letter:` is missing.
    """
    scope = Scope(content, locality)
    title = Title.of(letter_title(line_of(locality.title, scope), locality.letter) or (pending("标题"),))
    enclosures = enclosure_lines(scope)
    report = Report(
        slug=locality.slug,
        year=locality.year,
        locality=locality.name,
        template=locality.report,
        title=title.whole,
        title_lines=title.lines,
        title_runs=title.runs,
        author=locality.author,
        letterhead=letterhead(locality.letter) if locality.letter or (draft and locality.is_letter) else None,
        blocks=section_blocks(locality.sections, scope),
        enclosures=tuple(plain(line) for line in enclosures),
        enclosure_runs=enclosures,
        attachments=attachments(scope),
        draft=draft,
    )
    narratives = (locality.sections, *(enclosure.sections for enclosure in locality.enclosures))
    found = [finding for sections in narratives for finding in misplaced(sections)]
    return report, [*found, *crowded(report)]
