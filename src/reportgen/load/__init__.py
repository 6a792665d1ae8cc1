"""From files to Content: texts keep their places, and every fault of every file is reported in one run."""

from reportgen.load.decode import decode
from reportgen.load.load import load, load_files
from reportgen.load.tidy import Tidied, as_before, tidy, write

__all__ = ["Tidied", "as_before", "decode", "load", "load_files", "tidy", "write"]
