"""How often a costly proof is repeated: a tenth in `make test`, in full in `make faults`."""

import os

FULL = os.environ.get("REPORTGEN_FULL") == "1"


def times(full: int) -> int:
    return full if FULL else max(full // 10, 1)
