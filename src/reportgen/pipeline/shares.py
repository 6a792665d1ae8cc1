"""A large family made by several processes: subtrees first, each by one process, then the localities above them.

Every process loads the whole family, a quarter of the work, since any figure of it may guard any other; what follows is shared.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby

from reportgen import cache
from reportgen.pipeline.family import Making, Order, generation, make_family, make_share
from reportgen.pipeline.request import ASKED, Made, Request, Result
from reportgen.pipeline.trouble import worker_lost
from reportgen.schedule import Lost
from reportgen.value import Value, replace

_WORTH_SHARING = 48
"""Localities to make from which on sharing a family saves more than loading it again costs."""


class Share(Value, frozen=True):
    """A part of a family, which one process makes."""

    order: Order


def shares(request: Request, order: Order, count: int) -> list[Share]:
    """At most `count` shares of a family's localities, alike in size; none when it is not worth it.

    A share is made of whole subtrees, so that whoever adds up its children has them beside it; the localities at the top are in none.
    """
    if count < 2 or _surely_made(request, order) < _WORTH_SHARING:
        return []
    below = sorted((one for one in order.chosen if _subtree(one)), key=_subtree)
    subtrees = [list(ids) for _, ids in groupby(below, _subtree)]
    if len(subtrees) < 2:
        return []
    bins: list[list[str]] = [[] for _ in range(min(count, len(subtrees)))]
    for subtree in sorted(subtrees, key=len, reverse=True):
        min(bins, key=len).extend(subtree)
    return [Share(replace(order, chosen=frozenset(ids))) for ids in bins]


def _surely_made(request: Request, order: Order) -> int:
    """How many of the localities will be made, by what can be told before anything is loaded: after one edit, hardly any."""
    digests = {one.id: one.digest for one in order.family}
    same = {cache.PROGRAM: cache.program(), ASKED: cache.of(request.asked)}
    kept = (
        identity
        for identity, record in order.records.items()
        if {**same, f"{identity}.yaml": digests.get(identity)}.items() <= record.reads.items()
    )
    return len(order.chosen.difference(kept))


def _subtree(identity: str) -> str:
    """What a locality shares with its city and its city's counties (2025/province/city); empty for one at the top."""
    return "/".join(identity.split("/")[:3]) if identity.count("/") > 1 else ""


def make(request: Request, task: Order | Share) -> Result | None:
    """What a worker does with a family or a share of one; None for a share that cannot be made apart."""
    return make_share(request, task.order) if isinstance(task, Share) else make_family(request, task)


class Begun:
    """A family whose first share is made here, while others are made elsewhere."""

    def __init__(self, request: Request, order: Order, first: Share) -> None:
        self._order = order
        self._making = Making(request, first.order)
        self._first = self._making.result_alone()

    def joined(self, parts: Sequence[Share], results: Sequence[Result | Lost | None]) -> Result:
        """What came of the family, of whose `parts` the others had these `results`: the localities at its top are made now."""
        done: dict[str, Made] = {}
        files: list[Mapping[str, str]] = []
        for part, result in zip(parts, [self._first, *results], strict=True):
            if result is None:
                return self._making.of(self._order).result()
            if isinstance(result, Lost):
                result = worker_lost(part.order.chosen, result.why)
            else:
                files.append(result.files)
            done |= {one.id: one for one in result.made}
        top = self._making.of(
            replace(self._order, chosen=self._order.chosen - done.keys(), done=done)
        ).result()
        done |= {one.id: one for one in top.made}
        made = tuple(done[identity] for identity in sorted(done, key=generation))
        return replace(top, made=made, files=_agreed([top.files, *files]))


def _agreed(files: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """The files as all have read them; without a digest where somebody saved one meanwhile, so that the next build looks again."""
    return {
        path: digest if all(read.get(path) == digest for read in files) else ""
        for path, digest in files[0].items()
    }
