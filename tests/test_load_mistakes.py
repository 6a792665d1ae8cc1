"""A writer's mistakes put into a good file: each is said once, on its own line, however many there are."""

import random
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from ours import CONTENT
from reportgen.finding import Finding
from reportgen.load.load import read_dictionary, read_locality
from reportgen.places import Place, Source

DICTIONARY = read_dictionary((CONTENT / "indicators.yaml").read_bytes(), CONTENT / "indicators.yaml")[0]
FILES = ["2025/ningxian", "2023/baoji", "2023/baoji/taibai", "2024/jiashi"]

_KEY = re.compile(r"\s*(?:- )?[^\s:#]+: \S.*")
_OPENS = re.compile(r"\s*(?:- )?[^\s:#]+:")
_INNER = re.compile(r" +(?!title|author)[^\s:#-]+:.*")
_FIGURE = re.compile(r"(?P<key>\s+[^\s:#]+: )(?P<number>\d[\d,.]*)(?P<rest>(?:万元|个|%|亿元|条|项|家).*)")
_TEXT = re.compile(r" {6,}[\u4e00-\u9fff][^:]*[^,:]")


def _lead(line: str) -> int:
    return len(line) - len(line.lstrip())


def _if(pattern: re.Pattern[str], change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda line: change(line) if pattern.fullmatch(line) else line


def _figure(change: Callable[[str, str, str], str]) -> Callable[[str], str]:
    return lambda line: change(*match.groups()) if (match := _FIGURE.fullmatch(line)) else line


def _wide(number: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in number)


def _braces(line: str, change: Callable[[str], str]) -> str:
    return change(line) if line.count("{{") == 1 and not _KEY.fullmatch(line) else line


MISTAKES: dict[str, Callable[[str], str]] = {
    "full-width colon": _if(_KEY, lambda s: s.replace(": ", "：", 1)),
    "full-width colon of a group": _if(_OPENS, lambda s: s[:-1] + "："),
    "no space behind the colon": _if(_KEY, lambda s: s.replace(": ", ":", 1)),
    "no colon": _figure(lambda key, number, rest: key.replace(":", "") + number + rest),
    "one space more": _if(_KEY, lambda s: " " + s),
    "one space less": _if(_KEY, lambda s: s[1:] if s[0] == " " else s),
    "full-width indent": _if(_KEY, lambda s: "\u3000" * (_lead(s) // 2) + s.lstrip()),
    "tab": _if(_KEY, lambda s: "\t" + s.lstrip() if _lead(s) else s),
    "full-width digits": _figure(lambda key, number, rest: key + _wide(number) + rest),
    "zero width in the key": _figure(lambda key, number, rest: key[:-2] + "\u200b: " + number + rest),
    "zero width in the number": _figure(lambda key, number, rest: key + number + "\u200b" + rest),
    "no value": _figure(lambda key, number, rest: key.rstrip()),
    "merge marker": lambda s: s or "<<<<<<< HEAD",
    "sign before the value": _if(_KEY, lambda s: s if "|" in s else s.replace(": ", ": @", 1)),
    "half a brace": lambda s: _braces(s, lambda t: t.replace("}}", "}")),
    "dash without space": lambda s: s.replace("- ", "-", 1) if s.lstrip().startswith("- ") else s,
    "full-width dash": lambda s: s.replace("- ", "－ ", 1) if s.lstrip().startswith("- ") else s,
    "no bar": lambda s: s.replace("text: |", "text:"),
    "folded": lambda s: s.replace("text: |", "text: >"),
    "text behind the bar": lambda s: s.replace("text: |", "text: |正文"),
    "text sunk": _if(_TEXT, lambda s: s[2:]),
    "key misspelt": lambda s: re.sub(r"^( *(?:- )?[a-z]{3,})[a-z]:", r"\1x:", s),
    "head without colon": _if(_OPENS, lambda s: s[:-1] if "- " not in s and "text" not in s else s),
    "key at the margin": _if(_INNER, str.lstrip),
    "full-width comma": lambda s: re.sub("(?<=[个元]), ", "，", s, count=1) if "{" in s else s,
    "bracket left open": lambda s: s[:-1] if re.fullmatch(r"[^\[]*: \[[^\]]*\]", s) else s,
    "brace left open": lambda s: s[:-1] if re.fullmatch(r"[^{]*: \{[^}{]*\}", s) else s,
}


def findings(name: str, lines: list[str]) -> list[Finding]:
    year, slug = name.split("/", 1)
    source = Source(Path("case.yaml"), Place(int(year), slug))
    return read_locality("\n".join(lines).encode(), source, DICTIONARY)[1].findings


def good(name: str) -> list[str]:
    return (CONTENT / f"{name}.yaml").read_text(encoding="utf-8").split("\n")


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_said_once_on_its_line(mistake: str) -> None:
    chance = random.Random(mistake)
    tried, exact = 0, 0
    for name in FILES:
        lines = good(name)
        places = [i for i, line in enumerate(lines) if MISTAKES[mistake](line) != line]
        for place in chance.sample(places, min(8, len(places))):
            damaged = [*lines[:place], MISTAKES[mistake](lines[place]), *lines[place + 1 :]]
            tried += 1
            exact += [f.span.line for f in findings(name, damaged)] == [place + 1]
    assert tried >= 4 and exact >= tried * 9 // 10


def test_thirty_mistakes_are_thirty_findings() -> None:
    """Counted over many files; a person's meaning cannot always be told, so one in fifty may be said twice or not at all."""
    made, told, noise = 0, 0, 0
    for seed in range(20):
        chance = random.Random(seed)
        name = chance.choice(FILES)
        lines = good(name)
        wrong: set[int] = set()
        for place in chance.sample(range(len(lines)), len(lines)):
            mistake = MISTAKES[chance.choice(list(MISTAKES))]
            if (
                len(wrong) < 30
                and mistake(lines[place]) != lines[place]
                and all(abs(place - w) > 2 for w in wrong)
            ):
                lines[place] = mistake(lines[place])
                wrong.add(place)
        said = Counter(f.span.line - 1 for f in findings(name, lines))
        made += len(wrong)
        told += sum(said[place] == 1 for place in wrong)
        noise += sum(count for place, count in said.items() if place not in wrong)
    assert made > 400
    assert told >= made * 0.97
    assert noise <= made * 0.03
