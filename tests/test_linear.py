"""Text of one sign a thousand times over is read in time that grows with its length, not with its square."""

import gc
import time
from collections.abc import Callable, Iterator

import pytest

from reportgen.finding import Span, Text
from reportgen.load.yaml.file import parse
from reportgen.mention import mentions
from reportgen.narrative import parse_fragment
from reportgen.prose import Prose

SIGNS = 4_000
SLOW = 0.2  # seconds; below it nothing is wrong, whatever the ratio
TIMES_AS_LONG = 3.2  # for twice the length; the square takes four times as long


@pytest.fixture(autouse=True)
def memory_as_kept() -> Iterator[None]:
    """As the program keeps it: Python looks for rings of values the oftener the more values there are, which is no time of ours."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def whole(text: str) -> Prose:
    return Prose.whole(Span(Text("文.txt", text), 0, len(text)))


def taken(work: Callable[[str], object], text: str) -> float:
    """The least of three tries."""
    tries = []
    for _ in range(3):
        begin = time.process_time()
        work(text)
        tries.append(time.process_time() - begin)
    return min(tries)


def figures(text: str) -> object:
    return mentions(whole(f"收入1万元，{text}支出2万元。"))


def fragment(text: str) -> object:
    return parse_fragment(whole(text))


def file(text: str) -> object:
    return parse(text.encode(), "甲.yaml")


@pytest.mark.parametrize(
    ("work", "sign"),
    [
        *((figures, sign) for sign in (" ", "\u3000", "\t", "\n", "1.", "a", "*")),
        *((fragment, sign) for sign in ("{{ ", "{% ", "｛｛")),
        *((file, sign) for sign in ("k: {<<: *x}\n", "- k: x" + " " * 4_000 + "#y\n", " ", "x: |\n  甲\n")),
    ],
)
def test_twice_the_text_takes_twice_the_time(work: Callable[[str], object], sign: str) -> None:
    signs = SIGNS // 40 if len(sign) > 1_000 else SIGNS
    once, twice = taken(work, sign * signs), taken(work, sign * signs * 2)
    assert twice < SLOW or twice < TIMES_AS_LONG * once
