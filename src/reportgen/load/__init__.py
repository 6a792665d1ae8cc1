"""From files to Content: text kept, place kept, every fault of every file said in one run."""

from reportgen.load.decode import decode
from reportgen.load.load import load
from reportgen.load.tidy import Tidied, as_before, tidy, write

__all__ = ["Tidied", "as_before", "decode", "load", "tidy", "write"]
