"""Packages: bytes that depend on the parts alone, XML that is read as written or not at all."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ours import TEMPLATES
from reportgen.package import MAIN_PART, XmlError, core_properties, parse_xml, read_parts, write_package

NAMES = st.from_regex(r"[a-z]{1,8}(/[a-z0-9]{1,8}){0,2}\.(xml|rels)", fullmatch=True)
TYPES = "[Content_Types].xml"


@given(st.dictionaries(NAMES, st.binary(max_size=200)))
def test_the_order_parts_come_in_does_not_show(parts: dict[str, bytes]) -> None:
    backwards = dict(reversed(parts.items()))
    assert write_package(parts) == write_package(backwards)


@given(st.dictionaries(NAMES, st.binary(max_size=200)))
def test_what_goes_in_comes_out(parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(BytesIO(write_package(parts))) as package:
        assert {name: package.read(name) for name in package.namelist()} == parts


def test_the_clock_and_the_system_stay_out() -> None:
    data = write_package({"word/b.xml": b"b", TYPES: b"t", "_rels/.rels": b"r", "word/a.xml": b"a"})
    with zipfile.ZipFile(BytesIO(data)) as package:
        members = package.infolist()
    assert [member.filename for member in members] == [TYPES, "_rels/.rels", "word/a.xml", "word/b.xml"]
    assert {(member.date_time, member.create_system) for member in members} == {((1980, 1, 1, 0, 0, 0), 0)}


def test_a_template_survives_a_round_trip() -> None:
    for path in TEMPLATES.glob("*.docx"):
        parts = read_parts(path.read_bytes())
        assert isinstance(parts, dict) and MAIN_PART in parts
        assert read_parts(write_package(parts)) == parts


@pytest.mark.parametrize(
    "xml",
    [
        b"<a>5<6</a>",
        b"<a>\x0b</a>",
        b"<a>\xff</a>",
        b"<a><b></a></b>",
        b"<a/><!--",
        b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        b"",
    ],
)
def test_bad_xml_is_refused_and_never_repaired(xml: bytes) -> None:
    with pytest.raises(XmlError):
        parse_xml(xml)


def test_properties_escape_what_they_hold() -> None:
    root = parse_xml(core_properties("A&B <试行>", "云溪市财政局"))
    assert [element.text for element in root] == ["A&B <试行>", "云溪市财政局"]
