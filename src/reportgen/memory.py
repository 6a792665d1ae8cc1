"""Garbage collection: contents are large, but their values refer to one another in trees, never in cycles."""

import atexit
import gc

_SELDOM = (100_000, 50, 100)


def look_seldom() -> None:
    """Makes Python look for cycles of dead values only seldom, and not at exit, when all memory is freed anyway."""
    gc.set_threshold(*_SELDOM)
    atexit.register(gc.freeze)
