"""What the page's script knows: accounts, printed figures, findings; as JSON that no text can break out of."""

from typing import Any

from reportgen.coverage import Grade
from reportgen.finding import Finding
from reportgen.publish.edition import Edition
from reportgen.publish.page.paper import kind_of
from reportgen.relation import Verdict
from reportgen.trace import Account, Guarding, Printed
from reportgen.value import to_short_json

_SIGNS = {
    "<=": "≤",
    ">=": "≥",
    " * ": " × ",
    " / ": " ÷ ",
    " - ": " − ",
    "sum(": "合计(",
    "count(": "计数(",
    "max(": "最大(",
    "min(": "最小(",
    "round(": "舍入(",
}


def facts(edition: Edition) -> str:
    """The data of a page. No `<` stands in it, so that it may stand in a script element."""
    keys = {key: f"k{number}" for number, key in enumerate(edition.trace.accounts)}
    relations = _Relations(edition, keys)
    value = {
        "accounts": {
            keys[k]: _account(edition, a, keys, relations) for k, a in edition.trace.accounts.items()
        },
        "relations": relations.listed(),
        "printed": [_printed(printed, keys) for printed in edition.trace.printed],
        "findings": [{"figures": printed_as(edition, noted.key)} for noted in edition.noted],
        "waivers": [{"figures": waived_in(edition, waived)} for _, waived in edition.checked.waived],
        "unguarded": [keys[key] for key in edition.trace.unguarded],
    }
    return to_short_json(value).decode().replace("<", "\\u003c")


class _Relations:
    """The relations that guard any figure, each once, however many figures it speaks of."""

    def __init__(self, edition: Edition, keys: dict[str, str]) -> None:
        self._edition, self._keys = edition, keys
        self._numbers: dict[tuple[object, ...], int] = {}
        self._fields: list[dict[str, Any]] = []
        self._terms: list[dict[str, None]] = []

    def listed(self) -> list[dict[str, Any]]:
        """All of them, each with the figures it names."""
        found = zip(self._fields, self._terms, strict=True)
        return [fields | {"terms": list(terms)} for fields, terms in found]

    def of(self, guard: Guarding) -> list[Any]:
        """The number of a relation and how well it guards the figure it is listed with."""
        said = (guard.formula, guard.values, guard.verdict, guard.residue, guard.span)
        if said not in self._numbers:
            self._numbers[said] = len(self._fields)
            self._fields.append(self._told(guard))
            self._terms.append({})
        number = self._numbers[said]
        self._terms[number] |= dict.fromkeys(self._keys[other] for other in guard.others)
        return [number, guard.grade.value if guard.grade is not Grade.NONE else ""]

    def _told(self, guard: Guarding) -> dict[str, Any]:
        fields: dict[str, Any] = {
            "formula": readable(guard.formula),
            "values": readable(guard.values),
            "verdict": guard.verdict.word,
            "holds": guard.verdict is Verdict.HOLDS,
            "residue": guard.residue,
            "place": self._edition.place(guard.span),
        }
        return {name: value for name, value in fields.items() if value}


def readable(formula: str) -> str:
    """A formula in signs that need no explaining."""
    for sign, said in _SIGNS.items() if formula else ():
        formula = formula.replace(sign, said)
    return formula


def printed_as(edition: Edition, key: str) -> list[int]:
    """The numbers of the figures that print a cell; none of no cell."""
    return [printed.number for printed in edition.trace.printings(key)]


def waived_in(edition: Edition, waived: Finding | None) -> list[int]:
    """The numbers of the printed figures that a waived finding speaks of."""
    return printed_as(edition, edition.checked.locality.key(waived.at)) if waived and waived.at else []


def _printed(printed: Printed, keys: dict[str, str]) -> list[str]:
    return [keys[printed.key], printed.text, str(printed.spot) if printed.spot else ""]


def _account(
    edition: Edition, account: Account, keys: dict[str, str], relations: _Relations
) -> dict[str, Any]:
    """Its fields, those that say nothing left out."""
    fields: dict[str, Any] = {
        "path": account.path,
        "name": account.name,
        "text": account.text,
        "origin": account.origin.value,
        "kind": kind_of(account),
        "grade": account.grade.value if account.grade else "",
        "meaning": account.meaning,
        "formula": readable(account.formula),
        "values": readable(account.values),
        "inputs": [keys[key] for key in account.inputs],
        "absent": "、".join(account.absent),
        "place": edition.place(account.span),
        "line": _line(account),
        "source": account.source,
        "note": account.note,
        "residue": account.residue,
        "guards": [relations.of(guard) for guard in account.guards],
        "tried": account.tried,
        "caught": account.caught,
    }
    if account.before:
        then, now = account.before.then, account.before.now
        fields |= {"before": account.before.text, "change": account.before.change}
        fields |= {"bars": _bars(int(then * 1000), int(now * 1000))}
    return {name: value for name, value in fields.items() if value}


def _bars(then: int, now: int) -> list[int]:
    """Two values as lengths in thousandths of the longer."""
    longest = max(abs(then), abs(now), 1)
    return [max(then, 0) * 1000 // longest, max(now, 0) * 1000 // longest]


def _line(account: Account) -> str:
    """The line of the file it was written on, as it stands there."""
    span = account.span
    return span.text.line(span.line).strip() if span and span.text.content else ""
