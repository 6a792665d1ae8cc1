"""The years whose reports a change touches, one a line: those with changed content, and the year after (it compares with 上年).

All years when the dictionary, a template or the program changed, or when there is nothing to compare with.
"""

import re
import subprocess
import sys
from pathlib import Path

EVERYTHING = ("content/indicators.yaml", "templates/", "src/", "pyproject.toml", ".ci/")


def main(base: str) -> None:
    years = sorted(path.name for path in Path("content").iterdir() if re.fullmatch(r"\d{4}", path.name))
    print("\n".join(year for year in years if touched(year, changed(base) if base else None)))


def changed(base: str) -> list[str]:
    """The files in which the working tree differs from a commit; of one that moved, both places."""
    asked = ["git", "-c", "core.quotePath=false", "diff", "--name-only", "--no-renames", "-z", base]
    return subprocess.run(asked, check=True, capture_output=True).stdout.decode().split("\0")


def touched(year: str, paths: list[str] | None) -> bool:
    before = str(int(year) - 1)
    folders = (f"content/{year}/", f"content/{before}/", f"signoff/{year}/", *EVERYTHING)
    return paths is None or any(path.startswith(folders) for path in paths)


main(sys.argv[1] if len(sys.argv) > 1 else "")
