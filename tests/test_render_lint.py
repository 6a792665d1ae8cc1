"""Faults of templates: each is said at its paragraph, before anything is filled in."""

import re
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest

from letters import SHORT, SUMMARY
from ours import TEMPLATES
from reportgen.finding import Finding
from reportgen.package import W, read_parts, write_package
from reportgen.render import render
from reportgen.value import replace

TEMPLATE = "work-summary.docx"


def changed(
    folder: Path, old: str, new: str, part: str = "word/document.xml", template: str = TEMPLATE
) -> Path:
    """A templates folder whose work-summary, or another, has its first `old` replaced by `new`."""
    return rewritten(folder, re.escape(old), lambda _: new, part, template, count=1)


def rewritten(
    folder: Path,
    pattern: str,
    new: str | Callable[[re.Match[str]], str],
    part: str = "word/document.xml",
    template: str = TEMPLATE,
    *,
    count: int = 0,
) -> Path:
    """A templates folder with one whose part has all that matches, or the first `count`, rewritten."""
    parts = read_parts((TEMPLATES / template).read_bytes())
    assert isinstance(parts, dict)
    text, found = re.subn(pattern, new, parts[part].decode(), count=count, flags=re.DOTALL)
    assert found
    templates = folder / "templates"
    templates.mkdir()
    (templates / template).write_bytes(write_package({**parts, part: text.encode()}))
    return templates


def findings(templates: Path) -> list[Finding]:
    data, found = render(SUMMARY, templates)
    assert data is None
    return found


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


BODY = "<w:body>"

FAULTS = {
    "misspelt field": ("{{ line }}", "{{ lines }}", "T102", "lines", "line"),
    "misspelt part": ("report.draft and report.notices", "report.darft", "T102", "report.darft", "draft"),
    "field of another kind": ("{{ block.caption }}", "{{ block.runs }}", "T102", "block.runs", "caption"),
    "not a text": ("{{ block.caption }}", "{{ block.columns }}", "T104", "block.columns", "for"),
    "not a list": ("in report.notices", "in report.title", "T104", "report.title", ""),
    "full-width braces": ("{{ block.caption }}", "｛｛ block.caption ｝｝", "T103", "｛｛", "半角"),
    "mixed braces": ("{{ block.caption }}", "{｛ block.caption ｝}", "T103", "{｛", "半角"),
    "unfinished tag": ("{{ block.caption }}", "{{ block.caption", "T101", "{{ block.caption", "同一段"),
    "bad expression": ("{{ block.caption }}", "{{ block. }}", "T101", "{{ block. }}", "拼写"),
    "bad for": ("for notice in report.notices", "for notice of report.notices", "T101", "{%p for", "in"),
    "call": ("{{ block.caption }}", "{{ report.all_blocks() }}", "T104", "{{ report", "调用"),
    "method": ("{{ block.caption }}", "{{ report.title.upper }}", "T102", "report.title.upper", ""),
    "private": ("{{ block.caption }}", "{{ report.__class__ }}", "T102", "report.__class__", ""),
    "subscript": ("{{ block.caption }}", "{{ report['title'] }}", "T104", "{{ report", "下标"),
    "sum": ("{{ block.caption }}", "{{ block.caption + 1 }}", "T104", "{{ block", "计算"),
    "endless loop": ("for notice in report.notices", "for notice in range(9)", "T104", "{%p for", "调用"),
    "unknown filter": ("{{ block.caption }}", "{{ block.caption | safe }}", "T104", "safe", "join"),
    "filter that reaches in": (
        "{{ block.caption }}",
        "{{ report.title_lines | join('', 'x') }}",
        "T104",
        "join",
        "join",
    ),
    "named argument": (
        "{{ block.caption }}",
        "{{ report.title_lines | join(attribute='x') }}",
        "T104",
        "join",
        "join",
    ),
    "batch of nothing": ("in report.notices", "in report.notices | batch(0)", "T104", "batch", "batch"),
    "filled batch": ("in report.notices", "in report.notices | batch(9, 'x')", "T104", "batch", "batch"),
    "order of part and whole": ("block.level == 1", "1 in block.level", "T104", "{%p if", "=="),
    "character no page knows": ("{{ block.caption }}", "{{ '\\x1d' }}", "T104", "{{ '", "反斜杠"),
    "what may be absent": ("{{ run.text }}", "{{ run.total.name }}", "T102", "run.total.name", "if"),
    "wrong filter": ("{{ block.caption }}", "{{ block.caption | batch(2) }}", "T104", "batch", "for"),
    "order of texts": ("block.level == 1", "block.runs &lt; 1", "T104", "{%p if", "=="),
    "other tag": ("{%p if block.caption %}", "{%p set x = 1 %}", "T104", "set", "endif"),
    "printing paragraph": ("{{ block.caption }}", "{{p block.caption }}", "T104", "{{p block", "{{"),
    "crowded paragraph": ("{%p if block.caption %}", "{%p if block.caption %}题", "T101", "{%p if", "一段"),
    "crowded row": (
        "{%tr for row in block.rows %}",
        "{%tr for row in block.rows %}行",
        "T101",
        "{%tr",
        "一表格行",
    ),
    "stray endif": (BODY, BODY + paragraph("{%p endif %}"), "T101", "{%p endif", "成对"),
    "stray else": (BODY, BODY + paragraph("{%p else %}"), "T101", "{%p else", "成对"),
    "open if": (BODY, BODY + paragraph("{%p if report.draft %}"), "T101", "{%p if report.draft", "endif"),
}


@pytest.mark.parametrize(("old", "new", "code", "quote", "hint"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_found_at_its_words(
    tmp_path: Path, old: str, new: str, code: str, quote: str, hint: str
) -> None:
    first = findings(changed(tmp_path, old, new))[0]
    assert first.code == code
    assert first.span.quote.startswith(quote)
    assert hint in first.hint
    assert first.span.text.path == f"templates/{TEMPLATE}"
    assert first.span.text.line(first.span.line) in first.span.excerpt()


@pytest.mark.parametrize("expression", ["(" * 400 + "1" + ")" * 400, "report" + ".x" * 900, "9" * 5000])
def test_what_is_nested_too_deep_is_told_at_its_tag(tmp_path: Path, expression: str) -> None:
    tag = "{{ " + expression + " }}"
    (finding,) = findings(changed(tmp_path, BODY, BODY + paragraph(tag)))
    assert (finding.code, finding.span.quote) == ("T101", tag) and finding.hint


def test_all_faults_are_said_at_once(tmp_path: Path) -> None:
    extra = "".join(
        map(paragraph, ("{{ report.titel }}", "｛｛ x ｝｝", "{{ report.locality }}", "{%p for x in y %}"))
    )
    found = findings(changed(tmp_path, BODY, BODY + extra + paragraph("{{ x.z }}")))
    assert [(f.code, f.span.line) for f in found] == [
        ("T102", 1),
        ("T103", 2),
        ("T103", 2),
        ("T102", 4),
        ("T101", 4),
    ]
    assert found[0].hint == "是不是想写 title？"


def test_headers_are_judged_too(tmp_path: Path) -> None:
    (finding,) = findings(changed(tmp_path, "report.draft", "report.drafts", "word/header2.xml"))
    assert (finding.code, finding.span.quote, finding.hint) == ("T102", "report.drafts", "是不是想写 draft？")


def test_tags_word_split_and_curled_are_read(tmp_path: Path) -> None:
    split = '{</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>{ block.</w:t></w:r><w:r><w:t>caption }}'
    templates = changed(tmp_path, "{{ block.caption }}", split)
    assert render(SUMMARY, templates)[1] == []


def test_curled_quotes_are_read(tmp_path: Path) -> None:
    templates = changed(tmp_path, 'block.kind == "paragraph"', "block.kind == “paragraph”")
    assert render(SUMMARY, templates)[1] == []


def test_a_block_across_a_boundary_is_refused(tmp_path: Path) -> None:
    inner = "<w:hyperlink><w:r><w:t>{% endif %}</w:t></w:r></w:hyperlink>"
    across = f"<w:p><w:r><w:t>{{% if report.draft %}}</w:t></w:r>{inner}</w:p>"
    (finding,) = findings(changed(tmp_path, BODY, BODY + across))
    assert finding.code == "T101" and "边界" in finding.message


SECRET = "s3cret"
_TO_ENVIRONMENT = (
    "runs.0.__class__.__annotations__.sources.__args__.0.__annotations__.span.__args__.0.line.fget.__globals__"
    ".StrEnum.__new__.__globals__.sys.modules.os.environ.REPORTGEN_MAIL_PASSWORD"
)
HIDDEN = [
    f"report.blocks | join('', '{_TO_ENVIRONMENT}')",
    f"report.blocks | join(attribute='{_TO_ENVIRONMENT}')",
    f"report.blocks | join(*['', '{_TO_ENVIRONMENT}'])",
    f"report.blocks | join(**{{'attribute': '{_TO_ENVIRONMENT}'}})",
    "report.blocks | batch(100000000, 'x') | join | length",
    "report.blocks | batch(100000000, 'x') | length",
    "report.blocks | map(attribute='__class__') | join",
    "report.blocks | sort(attribute='__class__') | join",
    "report.blocks | sum(attribute='__class__')",
    "report.blocks | groupby('__class__') | join",
    "'x' | center(100000000)",
    "'x' * 100000000",
    "'%100000000d' | format(1)",
    "report.nope",
    "nope",
    "report.letterhead",
    "report.blocks",
    "'\\x1d'",
    "(" * 400 + "1" + ")" * 400,
    "1" + " and 1" * 900,
    "9" * 5000,
    "lipsum|attr('__globals__')",
    "lipsum.__globals__['os'].popen('id').read()",
    "report.title.format(report)",
    "report.__class__.__mro__",
    "report|attr('title')",
    "report['title']",
    "cycler",
    "''.join(report.title)",
    "range(9)",
    "self._TemplateReference__context",
    "report.title is string",
    "[report]",
    "1 + 1",
]


@pytest.mark.parametrize("expression", HIDDEN)
@pytest.mark.parametrize(
    "place", ['<w:p w:rsidR="{}"/>', "<w:p><w:r><w:instrText>{}</w:instrText></w:r></w:p>"]
)
def test_a_tag_that_hides_cannot_do_more_than_one_that_shows(
    tmp_path: Path, expression: str, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPORTGEN_MAIL_PASSWORD", SECRET)
    hidden = place.format("{{ " + expression + " }}")
    (finding,) = findings(changed(tmp_path, BODY, BODY + hidden))
    assert finding.code in ("T102", "T104") and finding.hint
    assert SECRET not in f"{finding}"


BLOCKS = {
    "unknown list": "{% for x in report.nope %}{% endfor %}",
    "call in a condition": "{% if report.title.upper() %}{% endif %}",
    "call in an else": "{% if report.draft %}{% elif report.title.upper() %}{% endif %}",
    "unknown name in an else": "{% if report.draft %}{% else %}{{ nope }}{% endif %}",
    "filtered loop": "{% for x in report.blocks if x.nope %}{% endfor %}",
    "recursive loop": "{% for x in report.blocks recursive %}{{ loop(x) }}{% endfor %}",
    "two names": "{% for x, y in report.blocks %}{% endfor %}",
    "name that is another to Python": "{% for ｌoop in report.blocks %}{{ ｌoop.kind }}{{ loop.index }}{% endfor %}",
    "name kept beyond its loop": "{% for x in report.title_lines %}{% endfor %}{{ x }}",
    "set": "{% set x = report.__class__ %}",
    "macro": "{% macro x() %}{% endmacro %}",
    "include": "{% include 'a' %}",
    "with": "{% with x = 1 %}{% endwith %}",
    "filter block": "{% filter upper %}x{% endfilter %}",
    "loops in loops": "{% for x in report.blocks %}" * 30 + "{% endfor %}" * 30,
}


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
def test_a_block_that_hides_can_do_no_more_either(tmp_path: Path, block: str) -> None:
    (finding,) = findings(changed(tmp_path, BODY, f'{BODY}<w:p w:rsidR="{block}"/>'))
    assert finding.code in ("T102", "T104") and finding.hint


def test_what_a_filter_gives_is_what_its_type_says(tmp_path: Path) -> None:
    lines = "report.title_lines | batch(2)"
    said = "{%% if %s %%}{{ %s | length }}{%% for pair in %s %%}{{ pair | length }}{{ pair | join('+') }};{%% endfor %%}{%% endif %%}"
    templates = changed(tmp_path, BODY, BODY + paragraph(said % (lines, lines, lines)))
    data, found = render(replace(SUMMARY, title_lines=("一", "<二>", "三")), templates)
    assert found == [] and data is not None
    parts = read_parts(data)
    assert isinstance(parts, dict) and "22一+&lt;二&gt;;1三;" in parts["word/document.xml"].decode()


def test_a_hidden_tag_that_is_none_is_told(tmp_path: Path) -> None:
    (finding,) = findings(changed(tmp_path, BODY, BODY + '<w:p w:rsidR="{% if %}"/>'))
    assert finding.code == "T104"


def test_ids_word_leaves_do_not_repeat(tmp_path: Path) -> None:
    marked = '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'
    old = '<w:pStyle w:val="Notice"/></w:pPr>'
    data, found = render(
        replace(SUMMARY, draft=True, notices=("甲", "乙")), changed(tmp_path, old, old + marked)
    )
    assert found == [] and data is not None
    parts = read_parts(data)
    assert isinstance(parts, dict) and b"bookmark" not in parts["word/document.xml"]


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "空的"), (b"%PDF-1.7", "PDF"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 .doc")],
)
def test_what_is_no_docx_is_refused(tmp_path: Path, data: bytes, words: str) -> None:
    (tmp_path / TEMPLATE).write_bytes(data)
    (finding,) = findings(tmp_path)
    assert finding.code == "T105" and words in finding.message and finding.hint


BROKEN = {
    "a section without a page": ("document", r"<w:pgSz[^>]*/>", ""),
    "a section without margins": ("document", r"<w:pgMar[^>]*/>", ""),
    "a page in other units": ("document", r'<w:pgSz w:w="\d+"', '<w:pgSz w:w="21cm"'),
    "a page all margin": ("document", r'w:right="\d+"', 'w:right="11906"'),
    "no paragraph": (
        "document",
        r"<w:body>.*</w:tbl>(?=<w:sectPr)|<w:body>.*(?=<w:sectPr)",
        "<w:body><w:tbl/>",
    ),
    "a body in the body": ("document", "<w:body>", "<w:body><w:body><w:p/></w:body>"),
    "words between paragraphs": ("document", "</w:body>", "{% if report.draft %}{% endif %}</w:body>"),
    "another prefix": ("document", "<w:body>", f'<w:body><x:p xmlns:x="{W[1:-1]}"/>'),
    "no last section": ("document", "</w:body>", "<w:p/></w:body>"),
    "a size that is no number": ("styles", r'(<w:style .*<w:sz w:val=)"\d+"', r'\1"32.5"'),
    "half a file": ("document", "</w:body>", ""),
}


@pytest.mark.parametrize(("part", "old", "new"), BROKEN.values(), ids=BROKEN)
def test_a_template_no_program_saved_so_is_to_be_saved_again(
    tmp_path: Path, part: str, old: str, new: str
) -> None:
    (finding,) = findings(rewritten(tmp_path, old, new, f"word/{part}.xml", count=1))
    assert finding.code == "T105" and "重新另存" in finding.hint


def test_a_template_that_is_a_folder_is_told_so(tmp_path: Path) -> None:
    (tmp_path / TEMPLATE).mkdir()
    (finding,) = findings(tmp_path)
    assert finding.code == "T105" and "文件夹" in finding.message and finding.hint


def test_a_template_the_machine_does_not_give_is_told_so(tmp_path: Path) -> None:
    with patch.object(Path, "read_bytes", side_effect=PermissionError(13, "denied")):
        (finding,) = findings(tmp_path)
    assert finding.code == "T105" and TEMPLATE in finding.message and finding.hint


def test_a_letter_without_its_head_is_told_so() -> None:
    data, (finding,) = render(replace(SHORT, letterhead=None), TEMPLATES)
    assert data is None and finding.code == "T102" and "letter" in finding.message
