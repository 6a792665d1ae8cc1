"""What `conform` tells of one document: the table of clauses, and what it does not judge."""

from reportgen.conformity import Conformity, Row, Verdict

TITLE = "公文格式核对表"
BASIS = "依据 GB/T 9704-2012《党政机关公文格式》逐条核对。"
HEADINGS = ("条款", "要素", "强度", "标准要求", "实测", "结论", "位置")
_FIRST = (Verdict.UNMET, Verdict.UNKNOWN)

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


def where(row: Row) -> str:
    """The page and the paragraph; 文件 for what concerns all of the file."""
    found = row.found
    known = "，".join(part for part in (found.place, f"第{found.line}段" if found.line else "") if part)
    return known or ("" if found.verdict is Verdict.ABSENT else "文件")


def cells(row: Row) -> tuple[str, ...]:
    """What stands below `HEADINGS`."""
    clause, found = row.clause, row.found
    said = (clause.number, clause.element, clause.strength, clause.required)
    return (*said, found.measured, found.verdict, where(row))


def worst_first(table: Conformity) -> list[Row]:
    """The rows as people look at them: what is not met, what cannot be told, then the rest in the order of the standard."""
    rest = [row for row in table.rows if row.found.verdict not in _FIRST]
    return [*(row for verdict in _FIRST for row in table.of(verdict)), *rest]


def summary(table: Conformity) -> str:
    """The table in a sentence."""
    judged = f"量了 {table.pages} 面版面" if table.pages else "只看文件，未量版面"
    counts = {verdict: len(table.of(verdict)) for verdict in Verdict}
    binding = {Verdict.UNMET: f"（其中规定 {len(table.breaches)} 项）"}
    said = "，".join(
        f"{verdict} {count} 项{binding.get(verdict, '')}" for verdict, count in counts.items() if count
    )
    return f"{said}；{judged}"
