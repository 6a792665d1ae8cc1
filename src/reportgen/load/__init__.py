"""From files to Content: texts keep their places, and every fault of every file is reported in one run."""

from reportgen.load.load import load, load_files
from reportgen.load.tidy import Tidied, as_before, rewritten, tidy, write
from reportgen.load.yaml.decode import decode

__all__ = ["Tidied", "as_before", "decode", "load", "load_files", "rewritten", "tidy", "write"]
