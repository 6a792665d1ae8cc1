"""Compose: from derived content to a Report, element by element; every text in it is final."""

from reportgen.compose.attachments import attachments, enclosure_lines
from reportgen.compose.blocks import section_blocks
from reportgen.compose.letterhead import letter_title, letterhead
from reportgen.compose.lines import over_lines, plain
from reportgen.compose.narration import line_of, pending
from reportgen.compose.scope import Scope
from reportgen.compose.structure import crowded, misplaced
from reportgen.compose.titles import title_lines, whole_title
from reportgen.content import Content, Locality
from reportgen.finding import Finding
from reportgen.report import Report

__all__ = ["compose"]


def compose(content: Content, locality: Locality, *, draft: bool = False) -> tuple[Report, list[Finding]]:
    """The report of a locality, and findings about its structure (P301 to P303).

    `content` must be derived, and attached files read into their enclosures. A name that refers to nothing prints as 【待补：…】; it is for
    a check to report it. The draft of a letter has the page of one even while `letter:` is missing.
    """
    scope = Scope(content, locality)
    runs = letter_title(line_of(locality.title, scope), locality.letter) or (pending("标题"),)
    title = plain(runs)
    lines = title_lines(title)
    attached = attachments(scope)
    enclosures = enclosure_lines(scope)
    report = Report(
        slug=locality.slug,
        year=locality.year,
        locality=locality.name,
        template=locality.report,
        title=whole_title(title),
        title_lines=lines,
        author=locality.author,
        letterhead=letterhead(locality.letter) if locality.letter or (draft and locality.is_letter) else None,
        blocks=section_blocks(locality.sections, scope),
        enclosures=tuple(plain(line) for line in enclosures),
        attachments=attached,
        draft=draft,
        title_runs=over_lines(runs, lines),
        enclosure_runs=enclosures,
    )
    narratives = (locality.sections, *(enclosure.sections for enclosure in locality.enclosures))
    found = [finding for sections in narratives for finding in misplaced(sections)]
    return report, [*found, *crowded(report)]
