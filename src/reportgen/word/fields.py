"""Fields: their result is text, their code is not, and page numbers are neither (ISO/IEC 29500-1, 17.16)."""

from reportgen.value import Value

_PAGE_NUMBERS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF"})
_RUNS_PROGRAMS = frozenset({"DDE", "DDEAUTO"})


class _Field(Value):
    code: str = ""
    in_code: bool = True

    @property
    def name(self) -> str:
        words = self.code.split(maxsplit=1)
        return words[0].upper() if words else ""


class Fields:
    """The fields open at a place of a text."""

    def __init__(self) -> None:
        self._open: list[_Field] = []
        self.runs_programs = False

    def mark(self, kind: str | None) -> None:
        """A w:fldChar: begin, separate or end."""
        if kind == "begin":
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            self._open[-1].in_code = False
            self._judge(self._open[-1])
        elif kind == "end" and self._open:
            self._judge(self._open.pop())

    def code(self, text: str) -> None:
        """Words of a field's code."""
        if self._open:
            self._open[-1].code += text

    def enter(self, code: str) -> None:
        """A w:fldSimple, closed again by mark("end")."""
        self.mark("begin")
        self.code(code)
        self.mark("separate")

    def end_paragraph(self) -> None:
        """Forgets fields whose code never ended: one broken mark must not swallow the rest of a document."""
        if self._open:
            self._open = [field for field in self._open if not field.in_code]

    @property
    def shown(self) -> str:
        """The code of the field whose result stands here: PAGE, REF …"""
        return self._open[-1].code.strip() if self._open else ""

    @property
    def in_code(self) -> bool:
        """Whether words standing here are the code of a field."""
        return any(field.in_code for field in self._open)

    @property
    def silent(self) -> bool:
        """Whether words standing here are a code or a page number."""
        return bool(self._open) and any(field.in_code or field.name in _PAGE_NUMBERS for field in self._open)

    @property
    def in_contents(self) -> bool:
        return bool(self._open) and any(field.name == "TOC" for field in self._open)

    def _judge(self, field: _Field) -> None:
        self.runs_programs = self.runs_programs or field.name in _RUNS_PROGRAMS
