"""What `conform` tells of one document: the table of clauses, and what it does not judge."""

from collections.abc import Sequence

from reportgen.finding import Finding
from reportgen.value import Value

TITLE = "公文格式核对表"
BASIS = "依据 GB/T 9704-2012《党政机关公文格式》逐条核对。"
HEADINGS = ("条款", "要素", "强度", "标准要求", "实测", "结论", "位置")
MET, UNMET, ABSENT, UNKNOWN = "符合", "不符合", "不适用", "无法判定"
VERDICTS = (MET, UNMET, ABSENT, UNKNOWN)
_FIRST = (UNMET, UNKNOWN)
BINDING = "规定"

NOT_JUDGED = (
    "第 4 章（用纸）、第 6 章（制版、印刷、装订）和印章在印制时才有，文件里看不出，不在表内。",
    "第 9 章的计量单位、标点和数字用法，由 reportgen check 和 reportgen audit 核对。",
    "第 10 章的信函、命令（令）、纪要格式另有规定，不在表内。",
    "字体按文件里写的名称核对；版面由 LibreOffice 排出，与 Word、WPS 的断行可能略有不同。",
)
STRENGTHS = (
    ("规定", "标准原文的要求，不符合即退出码 1"),
    ("推荐、一般", "标准原文用“推荐”“一般”“可以”的，有正当理由可以变通"),
    ("习惯", "标准没有规定、各地通行的做法，不算错误"),
)


class Entry(Value, frozen=True):
    """A row: the requirement of a clause and what was measured. `line` is the paragraph from 1; `place` says where in words."""

    clause: str
    element: str
    strength: str
    required: str
    measured: str
    verdict: str
    line: int | None
    place: str

    @property
    def where(self) -> str:
        """The page and the paragraph; 文件 for what concerns all of the file."""
        known = "，".join(part for part in (self.place, f"第{self.line}段" if self.line else "") if part)
        return known or ("" if self.verdict == ABSENT else "文件")

    @property
    def cells(self) -> tuple[str, ...]:
        """What stands below `HEADINGS`."""
        said = (self.clause, self.element, self.strength, self.required, self.measured)
        return (*said, self.verdict, self.where)


class ClauseTable(Value, frozen=True):
    """A document's rows in the order of the standard. `pages` were measured, 0 when only the file was judged."""

    path: str
    entries: tuple[Entry, ...]
    pages: int
    findings: tuple[Finding, ...]

    def of(self, verdict: str) -> Sequence[Entry]:
        return [entry for entry in self.entries if entry.verdict == verdict]

    @property
    def breaches(self) -> Sequence[Entry]:
        """The binding clauses that are not met."""
        return [entry for entry in self.of(UNMET) if entry.strength == BINDING]

    @property
    def worst_first(self) -> Sequence[Entry]:
        """The rows as people look at them: what is not met, what cannot be told, then the rest in the order of the standard."""
        rest = [entry for entry in self.entries if entry.verdict not in _FIRST]
        return [*(entry for verdict in _FIRST for entry in self.of(verdict)), *rest]

    @property
    def summary(self) -> str:
        """The table in a sentence."""
        judged = f"量了 {self.pages} 面版面" if self.pages else "只看文件，未量版面"
        counts = "，".join(map(self._counted, filter(self.of, VERDICTS)))
        return f"{counts}；{judged}"

    def _counted(self, verdict: str) -> str:
        binding = f"（其中规定 {len(self.breaches)} 项）" if verdict == UNMET else ""
        return f"{verdict} {len(self.of(verdict))} 项{binding}"
