"""What the localities of a family share while their reports are made."""

from functools import cached_property

from reportgen.content import Content, Locality
from reportgen.files import read_input
from reportgen.finding import Finding
from reportgen.pipeline.family.kin import Kin
from reportgen.pipeline.request import Request
from reportgen.pipeline.sources.spreadsheets import files_besides
from reportgen.places import DICTIONARY
from reportgen.value import Value


class Shared(Value, frozen=True, dict=True):
    """A derived content and the command. `common`: the findings in files that all reports share, above all the dictionary; `unread`: the
    ids of files that could not be read."""

    content: Content
    request: Request
    common: tuple[Finding, ...]
    unread: frozenset[str] = frozenset()

    @cached_property
    def kin(self) -> Kin:
        return Kin(self.content, self.unread)

    def inputs(self, locality: Locality) -> dict[str, bytes]:
        """What a report is made from, by path below the content or template folder, for its manifest. Raises FileTrouble."""
        content, template = self.request.content, f"{locality.report}.docx"
        localities = {locality.id, *self.kin.rests_directly_on(locality)} & self.content.localities.keys()
        names = [DICTIONARY, *(f"{identity}.yaml" for identity in sorted(localities))]
        names += [
            name for name in files_besides(locality) if (content / name).is_file()
        ]  # a draft may lack some
        read = {f"content/{name}": read_input(content / name) for name in names}
        return read | {f"templates/{template}": read_input(self.request.templates / template)}

    @property
    def stopped(self) -> bool:
        """Whether an error in what all reports share keeps every report from being written."""
        return any(finding.is_error for finding in self.common)

    @property
    def of_dictionary(self) -> list[Finding]:
        """The findings in the dictionary, which every report tells with its own."""
        dictionary = self.content.dictionary.text.path
        return [finding for finding in self.common if finding.span.text.path == dictionary]
