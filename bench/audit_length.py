"""What a page costs to audit, by how long the document is: `python bench/audit_length.py TEXT…`.

The texts given are repeated to 10, 50 and 200 pages of 600 characters; printed are milliseconds of processor time a page and the ratio
to the shortest, medians of five rounds in one run.
"""

import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from reportgen.audit import audit
from reportgen.read import read

PAGE, ROUNDS, LENGTHS = 600, 5, (10, 50, 200)


def of_length(lines: list[str], pages: int) -> str:
    """The lines over and over, until they fill the pages."""
    taken: list[str] = []
    size = 0
    while size < pages * PAGE:
        taken.append(lines[len(taken) % len(lines)])
        size += len(taken[-1])
    return "\n\n".join(taken)


def cost(path: Path, pages: int) -> float:
    """Milliseconds a page to read and audit a file."""
    started = process_time()
    document, _ = read(path)
    assert document
    audit(document)
    return (process_time() - started) / pages * 1000


def main(*names: str) -> None:
    lines = [line for name in names for line in Path(name).read_text("utf-8").splitlines() if line.strip()]
    first = 0.0
    with TemporaryDirectory() as folder:
        for pages in LENGTHS:
            path = Path(folder) / f"{pages}.txt"
            path.write_text(of_length(lines, pages), encoding="utf-8")
            each = median(cost(path, pages) for _ in range(ROUNDS))
            first = first or each
            print(f"{pages:4} pages  {each:6.2f} ms a page  {each / first:5.2f} ×")


if __name__ == "__main__":
    main(*sys.argv[1:])
