"""What the main part of a package refers to: styles, numbering, headers, comments (ISO/IEC 29500-2, 9.3)."""

from collections.abc import Mapping
from posixpath import join, normpath

from reportgen.package.xml import RELATIONSHIP, parse_xml
from reportgen.package.zip import MAIN_RELATIONSHIPS
from reportgen.value import Value


class Related(Value, frozen=True):
    """Names of parts inside the package, by the last word of the relationship's type (the first of each) and by its id."""

    by_kind: Mapping[str, str]
    by_id: Mapping[str, str]


def related(parts: Mapping[str, bytes]) -> Related:
    """The parts the main part refers to. Raises XmlError."""
    by_kind: dict[str, str] = {}
    by_id: dict[str, str] = {}
    for one in parse_xml(parts[MAIN_RELATIONSHIPS]) if MAIN_RELATIONSHIPS in parts else ():
        if one.tag == RELATIONSHIP and one.get("TargetMode") != "External":
            target = normpath(join("/word", one.get("Target", ""))).lstrip("/")
            by_kind.setdefault(one.get("Type", "").rpartition("/")[2], target)
            by_id[one.get("Id", "")] = target
    return Related(by_kind, by_id)
