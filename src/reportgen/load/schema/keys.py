"""The keys of a mapping against those the schema has: a misspelt one is told once, and what stands under it is read as was meant."""

from collections.abc import Collection
from collections.abc import Mapping as Map
from difflib import get_close_matches

from reportgen import patterns
from reportgen.load.yaml.notes import Notes
from reportgen.load.yaml.tree import Mapping, Node, Scalar, Sequence
from reportgen.value import replace

_SWALLOWED = patterns.compile(r"(\S+?)\s*([：:])\s*(.+)")
_NEAR = 0.6
_OTHERWISE = {
    "地区": ("locality",), "年度": ("year",), "年份": ("year",), "模板": ("report",), "标题": ("title", "heading"),
    "作者": ("author",), "署名": ("author",), "版头": ("letter",), "指标": ("metrics",), "数据": ("metrics",), "检查": ("checks",),
    "核对": ("checks",), "豁免": ("waive",), "章节": ("sections",), "小节": ("sections",), "正文": ("text", "sections"),
    "内容": ("text", "sections"), "要点": ("points",), "分项": ("items",), "附件": ("attachments",), "表": ("table",), "表格": ("table",),
    "来源": ("source",), "备注": ("note",), "说明": ("note",), "值": ("value",), "理由": ("reason",), "代码": ("code",),
    "文号": ("发文字号",), "成文时间": ("成文日期",), "印发时间": ("印发日期",),
    "主送单位": ("主送机关",), "主送": ("主送机关",), "发文单位": ("发文机关",), "印发单位": ("印发机关",), "抄送机关": ("抄送",),
    "title": ("heading",), "heading": ("title",),
}  # fmt: skip
"""What is written for a key, in Chinese or in another place's word."""
_REQUIRED = frozenset(
    (
        "locality",
        "year",
        "title",
        "发文机关",
        "发文字号",
        "主送机关",
        "成文日期",
        "code",
        "at",
        "reason",
        "by",
    )
)
"""Keys that are to be there: a strange one may stand for the only one that is not."""


def groups_at_margin(root: Mapping) -> dict[str, str]:
    """The keys of a file that seem to be groups of its metrics, each with the key it belongs under."""
    groups = (key.text for key, value in root if isinstance(value, Mapping) and not key.text.isascii())
    return {group: "metrics" for group in groups if group not in _OTHERWISE}


class Keys:
    """The keys that a mapping of the schema may have; `below` says of some others under which of them those belong."""

    def __init__(self, notes: Notes, known: Collection[str], what: str, below: Map[str, str]) -> None:
        self._notes, self._known, self._what, self._below = notes, known, what, below

    def read(self, mapping: Mapping) -> Mapping:
        """The mapping with the keys that were meant; notes every key that the schema does not have."""
        if {key.text for key, _ in mapping.entries}.issubset(self._known):
            return mapping
        entries: list[tuple[Scalar, Node]] = []
        sunk: dict[str, list[tuple[Scalar, Node]]] = {}
        free = [key for key in self._known if not mapping.key(key)]
        for key, value in mapping:
            if key.text in self._known or key.unreadable or full_width_colon(self._notes, key, value):
                entries.append((key, value))
            elif place := self._below.get(key.text):
                sunk.setdefault(place, []).append((key, value))
            else:
                entries.append((self._meant(mapping, key, value, free), value))
        for place, of_it in sunk.items():
            self._put_below(entries, place, of_it)
        return replace(mapping, entries=tuple(entries))

    def _put_below(
        self, entries: list[tuple[Scalar, Node]], place: str, sunk: list[tuple[Scalar, Node]]
    ) -> None:
        """Notes keys that stand beside or without the one they belong under, once, and reads them there."""
        first = sunk[0][0]
        names = f"“{first.text}”" + (f"等 {len(sunk)} 个键" if len(sunk) > 1 else "")
        at = next((i for i, (key, _) in enumerate(entries) if key.text == place), None)
        hint = f"写在 {place}: 之下，每行比它多缩进两格" if at is not None else f"上面补一行 {place}:"
        self._notes.error("L201", f"{names}要写在 {place} 之下", first.span, hint)
        if at is None:
            entries.append((replace(first, text=place), Mapping(tuple(sunk), first.span)))
        elif isinstance(inner := entries[at][1], Mapping):
            entries[at] = entries[at][0], replace(inner, entries=(*inner.entries, *sunk))
        elif isinstance(inner, Scalar) and inner.missing:
            entries[at] = entries[at][0], Mapping(tuple(sunk), first.span)

    def _meant(self, mapping: Mapping, key: Scalar, value: Node, free: list[str]) -> Scalar:
        """The key that an unknown one is taken for, of those not there yet; itself when none is near."""
        near = [name for name in _OTHERWISE.get(key.text, ()) if name in free]
        if isinstance(value, Sequence):
            near.reverse()  # the list, not the text
        near = near or get_close_matches(key.text.lower(), free, n=1, cutoff=_NEAR)
        hint = f"是不是想写 {near[0]}？" if near else self._otherwise(mapping, key)
        lacking = [name for name in free if name in _REQUIRED]
        if not near and len(lacking) == 1 and isinstance(value, Scalar):
            near, hint = lacking, f"还缺 {lacking[0]}，是不是它？{hint}"
        gap = " " if self._what[-1:].isascii() else ""
        self._notes.error("L201", f"{self._what}{gap}里没有“{key.text}”这个键", key.span, hint)
        if not near:
            return key
        free.remove(near[0])
        return replace(key, text=near[0])

    def _otherwise(self, mapping: Mapping, key: Scalar) -> str:
        """What to do with a key that is none of those still free."""
        written = [other for other, _ in mapping if other.text in self._known]
        for near in get_close_matches(key.text, [other.text for other in written], n=1, cutoff=_NEAR):
            line = next(other.span.line for other in written if other.text == near)
            return f"{near} 在第 {line} 行已经写了：并到那里，或删去这一处"
        return f"可用的键：{'、'.join(self._known)}"


def full_width_colon(notes: Notes, key: Scalar, value: Node) -> bool:
    """Whether a key without value swallowed its value through a full-width colon or for want of a space, and notes it."""
    if not isinstance(value, Scalar) or not value.missing or not (parted := _SWALLOWED.fullmatch(key.text)):
        return False
    tidy = f"{parted[1]}: {parted[3]}"
    wrong = "冒号是全角的" if parted[2] == "：" else "冒号后面缺空格"
    notes.error("L107", f"“{key.text}”的{wrong}", key.span, f"应写作 {tidy}")
    notes.tidy(key.span, tidy)
    return True
