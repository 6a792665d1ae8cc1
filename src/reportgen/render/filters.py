"""The filters a template may use: what each does and how it is written. There is no other list of them.

They are our own because Jinja's do more: its `join` follows a dotted path into anything Python holds, its `batch` fills up to any length.
"""

from collections.abc import Callable, Mapping, Sequence

from reportgen.value import Value


class Filter(Value, frozen=True):
    """What a filter does, and how it is written."""

    run: Callable[..., object]
    written: str


def _batch(elements: Sequence[object], size: int) -> list[Sequence[object]]:
    return [elements[start : start + size] for start in range(0, len(elements), size)]


def _join(texts: Sequence[object], between: str = "") -> str:
    return between.join(map(str, texts))


FILTERS: Mapping[str, Filter] = {
    "length": Filter(len, "写法：{{ 一组内容 | length }}"),
    "batch": Filter(_batch, "写法：{% for 几个 in 一组内容 | batch(2) %}"),
    "join": Filter(_join, '写法：{{ 一组文字 | join }} 或 {{ 一组文字 | join("、") }}'),
}
