"""What a package would fetch from other machines when a program opens it."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from reportgen.package.xml import RELATIONSHIP, parse_xml

_FILE = "file:"
_OF_THIS_MACHINE = (0, 1, 3)
"""Slashes before a path of the machine's own: file:///home is here, file://server is not."""


def remote(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Targets on other machines that Word would fetch by itself. Raises XmlError.

    Hyperlinks wait for a click, and what lies on the writer's own disk (an attached template, mostly) does no harm.
    """
    for name, data in parts.items():
        for relationship in parse_xml(data).iter(RELATIONSHIP) if name.endswith(".rels") else ():
            target = relationship.get("Target", "")
            external = relationship.get("TargetMode") == "External"
            if external and not relationship.get("Type", "").endswith("/hyperlink") and _is_remote(target):
                yield target


def _is_remote(target: str) -> bool:
    path = target.replace("\\", "/")
    if path.lower().startswith(_FILE):
        below = path[len(_FILE) :].lstrip("/")
        slashes = len(path) - len(_FILE) - len(below)
        return below[1:2] != ":" and slashes not in _OF_THIS_MACHINE
    try:
        scheme = urlsplit(path).scheme
    except ValueError:
        return True
    return path.startswith("//") or len(scheme) > 1
