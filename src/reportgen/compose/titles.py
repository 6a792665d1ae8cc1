"""Title lines (回行, GB/T 9704-2012, 7.3.1): whole in meaning, at most 20 hanzi wide, in a trapezoid or a diamond.

A title is cut into atoms (words, figures with their units, 《》 and “”) and every way to break it between atoms is scored: where it
breaks, and what shape the lines make.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from math import comb

from reportgen import patterns
from reportgen.compose.lines import Runs, over_lines, plain
from reportgen.value import Value, replace

WIDEST = 20.0
"""Hanzi of 22 pt that fit into 156 mm."""

BY_HAND = "|"

_WORDS = (
    "预算绩效管理", "事前绩效评估", "绩效运行监控", "重点绩效评价", "绩效目标管理", "绩效管理", "绩效评价", "绩效评估", "绩效目标",
    "绩效监控", "预算评审", "财政支出", "财政资金", "专项资金", "重点项目", "转移支付", "一般公共预算", "工作开展情况说明", "工作开展情况",
    "工作情况说明", "工作情况汇报", "工作情况报告", "工作情况", "工作报告", "工作总结", "工作要点", "工作方案", "情况说明", "情况报告",
    "推进情况", "完成情况", "执行情况", "开展情况", "整改情况", "统计表", "一览表", "明细表", "汇总表", "实施方案", "实施意见", "实施细则",
    "管理办法", "暂行办法", "管理规定", "报告", "通知", "请示", "意见", "办法", "方案", "情况", "说明", "工作", "管理", "进一步",
    "全面实施", "推进", "加强", "做好", "开展", "建立", "健全", "完善", "落实", "深化", "规范", "有关", "新时代", "高质量发展",
)  # fmt: skip
_NAME = r"(?:(?!转发|批转|印发|关于)[\u4e00-\u9fff]){2,20}"
_ORGAN = rf"(?<!\S){_NAME}(?=(?:\s+{_NAME}){{0,9}}关于)"
"""发文机关, each whole, however many a joint report has."""
_ATOM = patterns.compile(
    rf"(?P<organ>{_ORGAN})|(?P<closed>《[^》]*》|【[^】]*】|“[^”]*”|〔[^〕]*〕|（[^）]*）)"
    r"|(?P<figure>\d[\d.,%+-]*(?:年至\d+年|年度|[年月日号]|[万亿]?元|[个项条家])?)|(?P<latin>[A-Za-z][\w.+-]*)"
    rf"|(?P<space>\s+)|(?P<about>关于)|(?P<of>的)|(?P<and>[和与及])|(?P<stop>[、，。：；！？…]+)|(?P<word>{'|'.join(_WORDS)})"
    r"|(?P<rest>.)"
)

_MOST_LINES = 6
"""Titles longer than this many lines are filled line by line; no shape helps them."""
_KEPT_TOGETHER = 12
"""Hanzi of no known word that are kept together, when they are no more than this."""
_MOST_WAYS = 100_000
"""Where there are more ways than this to break a title into so many lines, none is tried."""
_POOR, _NEVER = 10.0, 1000.0


class _Atom(Value, frozen=True):
    """What is not to be broken; `space` is what stands before it."""

    text: str
    kind: str
    space: str = ""


_Line = tuple[_Atom, ...]
_Found = tuple[float, tuple[str, ...]]
_NONE: _Found = (float("inf"), ())


class Title(Value, frozen=True):
    """A title as printed: in one piece, in the lines it is broken into, and the runs of each line."""

    whole: str
    lines: tuple[str, ...]
    runs: tuple[Runs, ...]

    @classmethod
    def of(cls, runs: Runs) -> "Title":
        written = plain(runs)
        lines = title_lines(written)
        return cls(whole_title(written), lines, over_lines(runs, lines))


def whole_title(title: str) -> str:
    """A title without its breaks by hand."""
    return title.replace(BY_HAND, "")


def title_lines(title: str) -> tuple[str, ...]:
    """The lines a title is printed in; `|` in it is a break by hand, a space a welcome place to break."""
    return tuple(line for part in title.split(BY_HAND) if part.strip() for line in _broken(part.strip()))


@lru_cache(maxsize=1024)
def words_of(title: str) -> tuple[str, ...]:
    """A short title cut where it may be broken, known words and what stands in brackets kept whole; a single character stays with
    what is before it."""
    found: list[str] = []
    for kind, matches in groupby(_ATOM.finditer(title), key=lambda match: match.lastgroup or ""):
        text = "".join(match[0] for match in matches)
        for word in _pairs(text) if kind == "rest" else (text,):
            if len(word) == 1 and found:
                found[-1] += word
            else:
                found.append(word)
    return tuple(found)


def _pairs(text: str) -> Iterator[str]:
    """Words nobody listed: two characters each, counted from the end, where 数 and 率 stand with the word they count."""
    end = len(text) - (3 if text[-1] in "数率" else 2)
    if end > 1:
        yield from _pairs(text[:end])
        yield text[end:]
    else:
        yield text


def _broken(title: str) -> tuple[str, ...]:
    if _width(title) <= WIDEST:
        return (title,)
    fewest = int(-(-_width(title) // WIDEST))
    atoms = _atoms(title)
    best = _best(atoms, fewest)
    if best[0] >= _NEVER:  # only a 《》 too long to be kept whole can leave no decent way
        best = min(best, _best(tuple(_opened(atoms)), fewest))
    return best[1] or tuple(_filled(atoms))


def _best(atoms: _Line, fewest: int) -> _Found:
    """The way of least cost in the fewest lines that hold it, or when that is poor in one more; no lines at infinite cost when there is
    none."""
    best, breaks = _NONE, _Breaks(atoms)
    for lines in range(fewest, _MOST_LINES + 1):
        if comb(len(atoms) - 1, lines - 1) > _MOST_WAYS:
            break
        had, best = best, min(best, breaks.cheapest(lines))
        if best[0] < _POOR or had[1]:
            break
    return best


def _atoms(title: str) -> _Line:
    found: list[_Atom] = []
    space = ""
    for kind, matches in groupby(_ATOM.finditer(title), key=lambda match: match.lastgroup or ""):
        texts = [match[0] for match in matches]
        if kind == "space":
            space = "".join(texts)
            continue
        if kind == "rest" and len(texts) <= _KEPT_TOGETHER:
            texts = ["".join(texts)]
        atoms = [_Atom(text, kind) for text in texts]
        found += [replace(atoms[0], space=space), *atoms[1:]]
        space = ""
    return tuple(found)


def _opened(atoms: _Line) -> Iterator[_Atom]:
    """The atoms with each 《》 or “” taken apart, its marks staying with its first and last word."""
    for atom in atoms:
        if atom.kind != "closed":
            yield atom
            continue
        inner = [replace(part, kind="inside") for part in _atoms(atom.text[1:-1])] or [_Atom("", "inside")]
        inner[0] = _Atom(atom.text[0] + inner[0].space + inner[0].text, "closed", atom.space)
        inner[-1] = replace(inner[-1], text=inner[-1].text + atom.text[-1])
        yield from inner


class _Breaks:
    """The ways to break a title: what it costs to begin a line at each atom, and how wide the stretches between are."""

    def __init__(self, atoms: _Line) -> None:
        self._atoms = atoms
        gaps = [_gap(before, after) for before, after in pairwise(atoms)]
        if any(atom.space for atom in atoms):  # it shows where it may be broken; elsewhere that costs more
            gaps = [gap and gap + 5 for gap in gaps]
        self._gaps = (0.0, *gaps)
        kinds = [atom.kind for atom in atoms]
        is_joint = kinds.count("organ") > 1
        self._abouts = {i for i, kind in enumerate(kinds) if is_joint and kind == "about"}
        self._widths: dict[tuple[int, int], float] = {}
        self._found = _NONE

    def cheapest(self, lines: int) -> _Found:
        """The way of least cost in so many lines, none of them too wide."""
        self._found = _NONE
        self._try((0,), lines, 0)
        return self._found

    def _try(self, begun: tuple[int, ...], lines: int, cost: float) -> None:
        """Tries all ways that begin lines at these atoms and have so many lines still to set, the last of those begun among them."""
        start, end = begun[-1], len(self._atoms)
        if cost > self._found[0] or self._width(start, end) > WIDEST * lines:
            return
        if lines == 1:
            self._judge((*begun, end), cost)
            return
        for place in range(start + 1, end - lines + 2):
            if self._width(start, place) > WIDEST:
                return
            self._try((*begun, place), lines - 1, cost + self._gaps[place])

    def _judge(self, edges: tuple[int, ...], cost: float) -> None:
        cost += _shape([self._width(start, end) for start, end in pairwise(edges)])
        if self._abouts and self._abouts.isdisjoint(edges):  # 关于 follows a joint report's last issuer
            cost += 10
        if cost <= self._found[0]:
            lines = tuple(_text(self._atoms[start:end]) for start, end in pairwise(edges))
            self._found = min(self._found, (cost, lines))

    def _width(self, start: int, end: int) -> float:
        if (width := self._widths.get((start, end))) is None:
            width = self._widths[start, end] = _width(_text(self._atoms[start:end]))
        return width


def _gap(before: _Atom, after: _Atom) -> float:
    """What it costs to break between two atoms."""
    if after.space or (after.kind == "about" and before.kind != "about"):
        return 0
    if after.kind in ("of", "stop") or before.kind == "about":
        return _NEVER
    if after.kind == "inside":
        return 15
    if before.kind == after.kind == "rest":
        return 40
    if before.kind == "and":
        return 20
    if before.kind in ("of", "stop"):
        return 2
    return 8 if "rest" in (before.kind, after.kind) else 4


def _shape(widths: Sequence[float]) -> float:
    """A trapezoid or a diamond costs little, an hourglass or a stranded last word much."""
    spread = max(widths) - min(widths)
    cost = spread / 4 + (10 if spread < 1 else 0)
    if min(widths) < 4:
        cost += 25
    steps = [b > a for a, b in pairwise(widths) if a != b]
    if steps != sorted(steps, reverse=True):  # a line grows after another has shrunk
        cost += 25
    return cost


def _filled(atoms: _Line) -> Iterator[str]:
    """Lines as full as they get, atoms too wide for a line broken where they must be."""
    line = ""
    for atom in atoms:
        space = atom.space
        for piece in (atom.text,) if _width(atom.text) <= WIDEST else atom.text:
            if line and _width(line + space + piece) > WIDEST:
                yield line
                line = ""
            line += space + piece if line else piece
            space = ""
    yield line


def _text(line: _Line) -> str:
    return "".join((atom.space if i else "") + atom.text for i, atom in enumerate(line))


def _width(text: str) -> float:
    """In hanzi: ASCII is half as wide, and a quarter is put between the two (autoSpaceDE)."""
    letters = sum(0.5 if c.isascii() else 1.0 for c in text)
    seams = sum(a.isascii() != b.isascii() and not (a.isspace() or b.isspace()) for a, b in pairwise(text))
    return letters + seams / 4
