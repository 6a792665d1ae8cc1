"""Compose: a derived content into a Report, element by element, with every text final."""

from reportgen.compose.attachments import attachments, enclosure_lines
from reportgen.compose.blocks import section_blocks
from reportgen.compose.letterhead import letter_title, letterhead
from reportgen.compose.lines import over_lines, plain
from reportgen.compose.narration import line_of, pending
from reportgen.compose.scope import Scope
from reportgen.compose.structure import misplaced
from reportgen.compose.titles import title_lines, whole_title
from reportgen.content import Content, Locality
from reportgen.finding import Finding
from reportgen.report import Report

__all__ = ["compose"]


def compose(content: Content, locality: Locality, *, draft: bool = False) -> tuple[Report, list[Finding]]:
    """The report of a locality of a derived content, whose attached files have been read into their enclosures.

    Names without meaning print as 【待补：…】; that they have none is a check's to say. Findings are about the structure (P301, P302).
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
        letterhead=letterhead(locality.letter) if locality.letter else None,
        blocks=section_blocks(locality.sections, scope),
        enclosures=tuple(plain(line) for line in enclosures),
        attachments=attached,
        draft=draft,
        title_runs=over_lines(runs, lines),
        enclosure_runs=enclosures,
    )
    narratives = (locality.sections, *(enclosure.sections for enclosure in locality.enclosures))
    return report, [finding for sections in narratives for finding in misplaced(sections)]
