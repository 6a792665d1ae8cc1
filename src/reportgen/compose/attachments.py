"""附件 and 附件说明 (GB/T 9704-2012, 7.3.4, 7.3.7): the same titles in both, to the letter."""

from reportgen.compose.blocks import section_blocks
from reportgen.compose.lines import Runs, over_lines, plain
from reportgen.compose.narration import line_of, pending
from reportgen.compose.scope import Scope
from reportgen.compose.tables import table_blocks
from reportgen.compose.titles import Title, whole_title
from reportgen.content import Enclosure, Section
from reportgen.report import Attachment, Block, Paragraph, Run
from reportgen.value import replace


def attachments(scope: Scope) -> tuple[Attachment, ...]:
    """The attachments of a locality, labelled 附件 when there is one and 附件1 … when there are several."""
    enclosures = scope.locality.enclosures
    labels = [f"附件{n}" for n in range(1, len(enclosures) + 1)] if len(enclosures) > 1 else ["附件"]
    return tuple(_attachment(e, label, scope) for e, label in zip(enclosures, labels, strict=False))


def enclosure_lines(scope: Scope) -> tuple[Runs, ...]:
    """附件说明: the title, or numbered titles; no mark at the end, no 《》 (7.3.4)."""
    titles = [_title(enclosure, _origin(enclosure, scope), scope) for enclosure in scope.locality.enclosures]
    whole = [over_lines(title, (whole_title(plain(title)),))[0] for title in titles]
    return tuple((Run(f"{n}."), *title) if len(whole) > 1 else title for n, title in enumerate(whole, 1))


def _attachment(enclosure: Enclosure, label: str, scope: Scope) -> Attachment:
    own = _origin(enclosure, scope)
    title = Title.of(_title(enclosure, own, scope))
    return Attachment(
        label=label,
        title=title.whole,
        title_lines=title.lines,
        title_runs=title.runs,
        author=enclosure.author or (own.locality.author if own else ""),
        blocks=_blocks(enclosure, own, replace(scope, landscape=enclosure.landscape), title.whole),
        landscape=enclosure.landscape,
    )


def _title(enclosure: Enclosure, own: Scope | None, scope: Scope) -> Runs:
    found = line_of(enclosure.title, scope) or (line_of(own.locality.title, own) if own else ())
    return found or (pending("附件标题"),)


def _origin(enclosure: Enclosure, scope: Scope) -> Scope | None:
    """The scope of the child that an attachment is taken from; None for one with a body of its own."""
    children = scope.content.children(scope.locality)
    child = next((c for c in children if c.name == enclosure.origin), None)
    return Scope(scope.content, child) if child else None


def _blocks(enclosure: Enclosure, own: Scope | None, scope: Scope, title: str) -> tuple[Block, ...]:
    if own:
        return section_blocks(own.locality.sections, replace(own, landscape=scope.landscape))
    if enclosure.table:
        return tuple(table_blocks(enclosure.table, scope))
    if missing := enclosure.origin or (enclosure.file if not enclosure.sections else ""):
        return (Paragraph((pending(missing),)),)
    return section_blocks(_without_title(enclosure.sections, title, scope), scope)


def _without_title(sections: tuple[Section, ...], title: str, scope: Scope) -> tuple[Section, ...]:
    """An attached file often begins with its own title, which the attachment prints already."""
    own = plain(line_of(sections[0].heading, scope)) if len(sections) == 1 else ""
    return sections[0].sections if own and own.split() == title.split() else sections
