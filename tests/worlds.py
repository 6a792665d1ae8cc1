"""Small contents for tests: YAML texts written to a folder, loaded and derived."""

from pathlib import Path
from textwrap import dedent

from reportgen.checks import run
from reportgen.content import Content, Locality
from reportgen.derive import derive
from reportgen.finding import Finding
from reportgen.load import load

DICTIONARY = """
    units: [道]
    事前评估:
      项目数: 0个
      送审金额: 0.00万元 = 审减金额 + 审定金额
      审减金额: 0.00万元
      审定金额: 0.00万元
      审减率: 0.00% = 审减金额 / 送审金额
      checks: [审减金额 <= 送审金额, 送审金额 <= 10 * 上年.送审金额]
    问题整改:
      问题数: 0个 = 整改数 + 剩余数
      整改数: 0个
      剩余数: 0个
      整改率: 0.00% = 整改数 / 问题数
    评价等级:
      合计: 0个 = sum(优, 良, 中)
      优: 0个
      良: 0个
      中: 0个
"""


class World:
    """A content below a temporary folder; `files` maps 2025/ningxian to the YAML of its metrics and what follows."""

    def __init__(self, root: Path, files: dict[str, str], dictionary: str = DICTIONARY) -> None:
        self.root = root / "content"
        self.root.mkdir()
        (self.root / "indicators.yaml").write_text(dedent(dictionary), encoding="utf-8")
        for identity, text in files.items():
            path = self.root / f"{identity}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
        years = {int(identity.partition("/")[0]) for identity in files}
        loaded, self.loading = load(self.root, sorted(years))
        self.content: Content
        self.content, self.deriving = derive(loaded)

    def locality(self, identity: str = "2025/ningxian") -> Locality:
        return self.content.localities[identity]

    def printed(self, path: str, identity: str = "2025/ningxian") -> str:
        return self.locality(identity).cells[path].printed

    def findings(self, identity: str = "2025/ningxian") -> list[Finding]:
        """What load, derive and the checks say, without hints on style."""
        return [*self.loading, *self.deriving, *run(self.content, self.locality(identity))]

    def codes(self, identity: str = "2025/ningxian") -> list[tuple[str, str]]:
        """(code, what the caret stands under) of every error."""
        return [(f.code, f.span.quote) for f in self.findings(identity) if f.is_error]


def metrics(groups: str, rest: str = "") -> str:
    """The file of 宁县 2025 with these groups."""
    indented = "\n".join(
        f"  {line}" if line.strip() else line for line in dedent(groups).strip("\n").splitlines()
    )
    return f"locality: 宁县\nyear: 2025\nmetrics:\n{indented}\n{dedent(rest)}"
