"""How a process of ours keeps its memory: contents are large, and their values hold one another in trees, never in rings."""

import atexit
import gc

_SELDOM = (100_000, 50, 100)


def look_seldom() -> None:
    """Rings of values that nothing holds are seldom looked for, and not at the end of the process, when all memory is given back."""
    gc.set_threshold(*_SELDOM)
    atexit.register(gc.freeze)
