"""Every check on its cases: `cases/<CODE>/fail_*` give its findings on the lines marked `# !! CODE`, `ok_*` give none.

`# !! P201@8 P201@15` says at which columns, too. A case is one file of a locality, or a folder with `content/` where it needs last
year, children or a dictionary of its own.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ours import CASES
from reportgen import checks
from reportgen.derive import derive
from reportgen.finding import Finding
from reportgen.load import load

_MARK = re.compile(r"[ \t]*# !!((?: [DP]\d{3}(?:@\d+)?)+)$", re.MULTILINE)
_YEAR = re.compile(r"^year: (\d{4})$", re.MULTILINE)

Place = tuple[str, int]
"""A file below content/ and a line."""


def _cases() -> Iterator[Path]:
    for code in sorted(checks.modules()):
        yield from sorted((CASES / code).glob("*"))


def _files(case: Path) -> dict[str, str]:
    """The case's files by their path below content/, with the marks."""
    files = {"indicators.yaml": (CASES / "indicators.yaml").read_text(encoding="utf-8")}
    if case.is_file():
        text = case.read_text(encoding="utf-8")
        year = _YEAR.search(text)
        assert year, f"{case} has no year"
        return files | {f"{year[1]}/case.yaml": text}
    root = case / "content"
    found = {path.relative_to(root).as_posix(): path for path in root.rglob("*.yaml")}
    return files | {name: path.read_text(encoding="utf-8") for name, path in found.items()}


def _expected(files: dict[str, str], code: str) -> dict[Place, list[str]]:
    """The marks of a code by place: the columns, empty where none is said."""
    places: dict[Place, list[str]] = {}
    for name, text in files.items():
        for mark in _MARK.finditer(text):
            line = text.count("\n", 0, mark.start()) + 1
            said = [m.partition("@") for m in mark[1].split()]
            places[name, line] = [column for marked, _, column in said if marked == code]
    return {place: columns for place, columns in places.items() if columns}


def _findings(files: dict[str, str], root: Path) -> list[Finding]:
    """What every stage says of the files without their marks."""
    for name, text in files.items():
        path = root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_MARK.sub("", text), encoding="utf-8")
    years = {int(name.partition("/")[0]) for name in files if "/" in name}
    content, loaded = load(root / "content", sorted(years))
    content, derived = derive(content)
    checked = [finding for place in content.localities.values() for finding in checks.run(content, place)]
    return [*loaded, *derived, *checked]


def _found(findings: list[Finding], code: str, expected: dict[Place, list[str]]) -> dict[Place, list[str]]:
    """The findings of a code by place, their columns where columns are expected."""
    places: dict[Place, list[str]] = {}
    for finding in findings:
        if finding.code == code:
            place = finding.span.text.path.rpartition("content/")[2], finding.span.line
            column = str(finding.span.column) if any(expected.get(place, ())) else ""
            places.setdefault(place, []).append(column)
    return places


def _shown(findings: list[Finding]) -> str:
    return "\n".join(f"{f.span} {f.severity} {f.code} {f.message}（{f.hint}）" for f in findings)


@pytest.mark.parametrize("case", list(_cases()), ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_case(case: Path, tmp_path: Path) -> None:
    code, files = case.parent.name, _files(case)
    found, expected = _findings(files, tmp_path), _expected(files, code)
    assert _found(found, code, expected) == expected, _shown(found)
    others = [f for f in found if f.is_error and f.code != code]
    assert not others, f"a case is about one fault:\n{_shown(others)}"
    assert case.name.startswith("fail_") == bool(expected)
    assert case.name.startswith(("fail_", "ok_"))


def test_every_finding_of_a_case_says_what_to_do(tmp_path: Path) -> None:
    for number, case in enumerate(_cases()):
        for finding in _findings(_files(case), tmp_path / str(number)):
            assert finding.hint, finding
            assert finding.at or finding.code.startswith(("L", "F")), finding
            assert not re.search(r"[。！]$", finding.message), finding
            assert finding.span.end > finding.span.start, finding


@pytest.mark.parametrize("code", sorted(checks.modules()))
def test_its_docstring_has_a_title_and_the_four_headings(code: str) -> None:
    text = (checks.modules()[code].__doc__ or "").strip()
    title, *parts = re.split(r"^## (.+)\n", text, flags=re.MULTILINE)
    assert title.strip() and "\n" not in title.strip()
    assert tuple(parts[::2]) == checks.HEADINGS
    assert all(part.strip() for part in parts[1::2])


def test_no_two_checks_share_a_code() -> None:
    """Of two modules with one code the registry would know only the last."""
    modules = Path(checks.__path__[0]).rglob("*.py")
    written = [
        m[1] for path in modules for m in re.finditer(r'^CODE = "(\w+)"', path.read_text("utf-8"), re.M)
    ]
    assert sorted(written) == sorted(checks.modules())
