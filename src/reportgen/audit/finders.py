"""The finders: every module of this room that has a CODE and a `find`."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

_PACKAGE = "reportgen.audit"


@cache
def modules() -> Mapping[str, ModuleType]:
    """The finder modules by their code, in the order of their codes."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("*.py"))
    files = (
        import_module(f"{_PACKAGE}.{name}") for name in names if name not in ("__init__", "audit", "finders")
    )
    return {
        module.CODE: module
        for module in sorted((m for m in files if hasattr(m, "CODE")), key=lambda m: str(m.CODE))
    }
