"""From files to Content: text kept, place kept, every fault of every file said in one run."""

from reportgen.load.load import load

__all__ = ["load"]
