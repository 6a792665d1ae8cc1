"""What the localities of a family have in common while their reports are made."""

from functools import cached_property

from reportgen.content import Content
from reportgen.finding import Finding
from reportgen.pipeline.kin import Kin
from reportgen.pipeline.request import Request
from reportgen.value import Value


class Shared(Value, frozen=True, dict=True):
    """A derived content, the command, the findings in files that all reports share, above all the dictionary, and the ids of files that
    could not be read."""

    content: Content
    request: Request
    common: tuple[Finding, ...]
    unread: frozenset[str] = frozenset()

    @cached_property
    def kin(self) -> Kin:
        return Kin(self.content, self.unread)

    @property
    def stopped(self) -> bool:
        return any(finding.is_error for finding in self.common)

    @property
    def about(self) -> list[Finding]:
        """The findings in the dictionary, which every report tells with its own."""
        dictionary = self.content.dictionary.text.path
        return [finding for finding in self.common if finding.span.text.path == dictionary]
