"""Paths and keys. A cell's path is unique in its locality (事前评估.项目数), its key in all (2023/baoji#事前评估.项目数)."""


def key_of(identity: str, path: str) -> str:
    """The key of a cell by its locality's id and its own path."""
    return f"{identity}#{path}"


def home_of(key: str) -> str:
    """The id of the locality a key is of: 2023/baoji."""
    return key.partition("#")[0]


def parent_of(identity: str) -> str:
    """The id one level up from a locality's: 2023/baoji of 2023/baoji/taibai, the year of a locality at the top."""
    return identity.rpartition("/")[0]


def path_in(name: str, group: str) -> str:
    """A name as the path it has in a group: itself where it is dotted, or where there is no group."""
    return name if "." in name or not group else f"{group}.{name}"


def path_of(key: str) -> str:
    """The path of a key's cell: 事前评估.项目数."""
    return key.partition("#")[2]
