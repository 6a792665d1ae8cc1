"""What is wrong with a template, said before anything is filled in: every fault at its paragraph, all in one pass.

docxtpl prints an unknown name as nothing and full-width ｛｛ ｝｝ as they stand, and drops the text beside a paragraph tag; Jinja stops
at its first complaint. So the tags are read here as they stand in Word.
"""

from collections.abc import Iterator

from reportgen import patterns
from reportgen.finding import Finding
from reportgen.render.tags import Line
from reportgen.render.walk import Walk

_BRACES = patterns.compile(r"[｛{]\s*[｛{%％]|[｝}%％]\s*[｝}]")
_STRAY = patterns.compile(r"\{\{|\{%|%\}|\}\}")


def lint(parts: list[list[Line]]) -> list[Finding]:
    """The findings of a template given as the paragraphs of its parts."""
    findings: list[Finding] = []
    for lines in parts:
        walk = Walk()
        for line in lines:
            findings += (*_full_width(line), *_unfinished(line), *_scopes(line))
            findings += (finding for tag in line.tags for finding in walk.step(tag))
        findings += walk.end()
    return findings


def _full_width(line: Line) -> Iterator[Finding]:
    for match in _BRACES.finditer(line.span.quote):
        if not match.group().isascii():
            message = f"标签用了全角符号 {match.group()}，会原样印在文稿上"
            yield Finding("T103", message, line.span.part(*match.span()), hint="请改为半角的 {{ }} 或 {% %}")


def _unfinished(line: Line) -> Iterator[Finding]:
    if _STRAY.search(line.rest):
        hint = "一个标签要在同一段里开始和结束：{{ 名称 }} 或 {% … %}"
        yield Finding("T101", "标签没有写完整", line.span, hint=hint)


def _scopes(line: Line) -> Iterator[Finding]:
    around = {"p": ("段", line.span.quote), "tr": ("表格行", line.row), "tc": ("单元格", line.cell)}
    for tag in line.tags:
        if tag.scope and not tag.is_block:
            yield Finding("T104", f"打印标签不能带 {tag.scope}", tag.span, hint="请写成 {{ 名称 }}")
        elif tag.scope in around:
            what, text = around[tag.scope]
            if text.replace(tag.span.quote, "", 1).strip():
                message = f"带 {tag.scope} 的标签要独占一{what}，同一{what}的其他内容会丢失"
                yield Finding("T101", message, tag.span, hint=f"请把标签单独放在一{what}里")
