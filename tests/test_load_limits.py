"""Where reading ends: the last that is read, the first that is not; and every style of YAML that means the same."""

import re
from io import StringIO
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

from ours import SECURITY
from reportgen.load import load
from reportgen.load.schema.reader import LONGEST_PARAGRAPH
from reportgen.load.yaml.events import DEEPEST
from reportgen.load.yaml.file import LARGEST, MOST_LINES
from reportgen.load.yaml.notes import MOST_FINDINGS
from reportgen.load.yaml.scan import LONGEST
from reportgen.narrative import tags
from test_load import HEAD, loaded, put, root
from test_load_healing import GOOD, meaning, read

__all__ = ["root"]


def codes(root: Path, text: str) -> list[str]:
    put(root, text)
    return [f"{finding.code} {finding.message}" for finding in load(root, [2025])[1]]


def filled(line: str, size: int) -> str:
    """A file of so many bytes, the last of them comments."""
    text = f"{HEAD}{line}"
    count, rest = divmod(size - len(text.encode()), 100)
    return text + f"#{'-' * 98}\n" * count + (f"#{'-' * (rest - 2)}\n" if rest > 1 else "\n" * rest)


def test_the_limits_are_those_that_are_promised() -> None:
    promised = "2 MB, 32 levels, 200,000 items, 1,000 findings, 20,000 characters a paragraph"
    assert promised in SECURITY.read_text(encoding="utf-8")
    assert (LARGEST, DEEPEST, MOST_FINDINGS, LONGEST_PARAGRAPH) == (2_000_000, 32, 1_000, 20_000)


def test_a_file_of_two_megabytes_is_read_and_no_larger_one(root: Path) -> None:
    assert codes(root, filled("", LARGEST)) == []
    assert codes(root, filled("", LARGEST + 1)) == ["L114 文件超过 2 MB"]


def test_a_hundred_thousand_lines_are_read_and_no_more(root: Path) -> None:
    lines = MOST_LINES - HEAD.count("\n")
    assert codes(root, HEAD + "\n" * lines) == []
    assert codes(root, HEAD + "\n" * (lines + 1)) == ["L114 文件超过 100,000 行"]


def test_thirty_two_levels_are_read_and_no_more(root: Path) -> None:
    inner = DEEPEST - 2  # the file itself is one, metrics another
    for open_, close in ("[]", ("{甲: ", "}")):
        told = codes(root, f"{HEAD}metrics: {{组: {open_ * inner}{close * inner}}}\n")
        assert not any("嵌套" in said for said in told)
        (said,) = codes(root, f"{HEAD}metrics: {{组: {open_ * (inner + 1)}{close * (inner + 1)}}}\n")
        assert said == "L114 嵌套超过 32 层"


def test_a_paragraph_of_twenty_thousand_characters_is_read_and_no_longer_one(root: Path) -> None:
    head = f"{HEAD}report: x\ntitle: 甲\nsections:\n  - text: |\n"
    for length, severity in ((5_000, None), (5_001, "warning"), (20_000, "warning"), (20_001, "error")):
        put(root, f"{head}      甲。\n\n      {'乙' * length}\n\n      丙。\n")
        told = load(root, [2025])[1]
        assert [(f.code, f.severity, f.span.place) for f in told] == [("L114", severity, "9:7")] * bool(
            severity
        )
        assert all(finding.span.quote == "乙" * 20 for finding in told)


def test_a_thousand_findings_are_told(root: Path) -> None:
    wrong = "".join(f"    甲{n}: ２个\n" for n in range(MOST_FINDINGS + 5))
    told = codes(root, f"{HEAD}metrics:\n  组:\n{wrong}")
    assert len(told) == MOST_FINDINGS + 1 and told.count("L301 数字“２个”含全角字符") == MOST_FINDINGS
    assert any("问题超过 1000 处，后面的没有列出" in said for said in told)


def test_a_line_of_five_thousand_characters_is_looked_over(root: Path) -> None:
    def line(size: int) -> str:
        start = "    甲：3个  # "
        return f"{HEAD}metrics:\n  组:\n{start}{'-' * (size - len(start))}\n"

    assert codes(root, line(LONGEST))[0].startswith("L107 “甲”后面的冒号是全角的")
    assert codes(root, line(LONGEST + 1))[0].startswith("L203 “组”应是一组“名称: 值”")


def test_two_hundred_thousand_items_are_read_and_no_more(root: Path) -> None:
    listed = ",".join("1" for _ in range(199_980))
    told = codes(root, f"{HEAD}metrics: {{组: {{甲: [{listed}]}}}}\n")
    assert not any("内容超过" in said for said in told)
    told = codes(root, f"{HEAD}metrics: {{组: {{甲: [{listed},{'1,' * 40}]}}}}\n")
    assert any("内容超过 200,000 项" in said for said in told)


STYLES = [(2, 2, 0), (2, 4, 2), (3, 3, 1), (4, 2, 0), (4, 4, 2), (4, 6, 4), (8, 4, 2), (1, 2, 0), (6, 8, 5)]


@pytest.mark.parametrize("flow", [None, False, True])
@pytest.mark.parametrize(("mapping", "sequence", "offset"), STYLES)
def test_every_indent_of_yaml_means_the_same(
    mapping: int, sequence: int, offset: int, flow: bool | None
) -> None:
    """As other programs write it; `flow` is whether short maps and lists stand between brackets."""
    yaml = YAML(typ="rt")
    yaml.width, yaml.allow_unicode = 10_000, True
    tree = yaml.load(GOOD)
    if flow is not None:
        _styled(tree, flow)
    yaml.indent(mapping=mapping, sequence=sequence, offset=offset)
    written = StringIO()
    yaml.dump(tree, written)
    locality, told = read(written.getvalue().rstrip("\n").split("\n"))
    assert told == [], written.getvalue()
    assert meaning(locality) == meaning(read(GOOD.rstrip("\n").split("\n"))[0])


def _styled(node: object, flow: bool) -> bool:
    """Whether a node is short enough for brackets; sets how every one is written."""
    children = list(node.values()) if isinstance(node, dict) else node if isinstance(node, list) else []
    plain = [_styled(child, flow) for child in children]
    if isinstance(node, dict | list):
        short = flow and all(plain)
        (node.fa.set_flow_style if short else node.fa.set_block_style)()  # type: ignore[union-attr]
        return bool(short)
    return not isinstance(node, LiteralScalarString)


@pytest.mark.parametrize("header", ["|", "|-", "|+", "| # 正文", "|2"])
@pytest.mark.parametrize("blank", ["", "\n", "\n\n"])
def test_words_of_a_block_know_their_place(root: Path, header: str, blank: str) -> None:
    text = f"{blank}      甲{{{{ 今年 }}}}乙。\n\n      丙{{{{ 去年 }}}}。\n{blank}"
    made = loaded(
        root,
        f"{HEAD}report: x\ntitle: 题\nsections:\n  - text: {header}\n{text}  - heading: 丁\n    text: 戊\n",
    )
    fragment = made.sections[0].text
    assert fragment
    lines = made.text.content.split("\n")
    for tag in tags(fragment.segments):
        row, column = map(int, tag.span.place.split(":"))
        assert lines[row - 1][column - 1 :].startswith(tag.span.quote)
        assert re.fullmatch(r"\{\{ [今去]年 \}\}", tag.span.quote)
    last = made.sections[1].heading
    assert last and last.prose.span(0, 1).quote == "丁"


@pytest.mark.parametrize("quote", ["", '"', "'"])
def test_words_of_one_line_know_their_place(root: Path, quote: str) -> None:
    made = loaded(
        root, f"{HEAD}report: x\ntitle: {quote}甲 {{{{ 今年 }}}}乙{quote}\nsections: [{{text: 丙}}]\n"
    )
    assert made.title
    (tag,) = tags(made.title.segments)
    assert (tag.span.quote, tag.span.place) == ("{{ 今年 }}", f"4:{10 + len(quote)}")


def test_the_sign_that_would_part_items_is_pointed_at(root: Path) -> None:
    put(root, f"{HEAD}metrics:\n  组: {{单: [甲、乙, 《丙、丁》, “戊、己”, 庚, 辛、壬]}}\n")
    told = load(root, [2025])[1]
    assert [(f.code, f.span.quote, f.span.place) for f in told] == [
        ("L307", "、", "4:12"),
        ("L307", "、", "4:34"),
    ]
