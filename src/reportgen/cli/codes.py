"""The catalogue of finding codes: those of the stages; those of the checks and of the audit, whose text is the module's docstring."""

import re
from importlib import import_module
from pkgutil import iter_modules

from reportgen import checks
from reportgen.audit import finders
from reportgen.finding import Code, codes


def all_codes() -> dict[str, Code]:
    """Every code by name."""
    known: dict[str, Code] = {}
    for info in iter_modules(codes.__path__, f"{codes.__name__}."):
        known |= import_module(info.name).CODES
    for name, module in {**finders.modules(), **checks.modules()}.items():
        known[name] = _from_docstring(name, module.__doc__ or "")
    return dict(sorted(known.items()))


def _from_docstring(name: str, docstring: str) -> Code:
    title, *parts = re.split(r"^## (.+)\n", docstring.strip(), flags=re.MULTILINE)
    said = dict(zip(parts[::2], (part.strip() for part in parts[1::2]), strict=True))
    return Code(name, title.strip(), *(said.get(heading, "") for heading in checks.HEADINGS))
