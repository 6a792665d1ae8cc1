"""Twenty reports to PDF in one batch against twenty single conversions: medians of the rounds, and their ratio.

    python bench/pdf_batch.py [--rounds 3] [--most 0.60]

Documents are the reports of content/, repeated up to twenty. Exit code 1 when the batch takes more than `--most` of the singles' time.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterable
from decimal import Decimal
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from reportgen.pipeline import Request, build, known_years
from reportgen.publish.pdf import to_pdf

COUNT = 20
ROOT = Path(__file__).parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--most", type=Decimal, default=Decimal("0.60"))
    options = parser.parse_args()
    documents = twenty()
    to_pdf(dict(islice(documents.items(), 1)))  # the first scan of the fonts belongs to neither
    batch, singles = [], []
    for number in range(1, options.rounds + 1):
        batch.append(timed([documents]))
        singles.append(timed([{path: data} for path, data in documents.items()]))
        print(f"round {number}: batch {batch[-1]:.1f} s, {COUNT} singles {singles[-1]:.1f} s")
    share = Decimal(median(batch)) / Decimal(median(singles))
    print(f"median: batch {median(batch):.1f} s, singles {median(singles):.1f} s, share {share:.0%}")
    return 0 if share <= options.most else 1


def twenty() -> dict[str, bytes]:
    """Twenty documents by path, from the reports of all years."""
    with tempfile.TemporaryDirectory() as folder:
        for year in known_years(ROOT / "content"):
            build(
                Request(year, (), ROOT / "content", ROOT / "templates", Path(folder)),
            )
        reports = [path.read_bytes() for path in sorted(Path(folder).rglob("*.docx"))]
    return {f"{number:02}.docx": data for number, data in enumerate(islice(cycle(reports), COUNT), 1)}


def timed(batches: Iterable[dict[str, bytes]]) -> float:
    """Seconds to convert all batches, one after another."""
    started = time.perf_counter()
    for documents in batches:
        convert(documents)
    return time.perf_counter() - started


def convert(documents: dict[str, bytes]) -> None:
    pdfs, findings = to_pdf(documents)
    errors = [finding.message for finding in findings if finding.is_error]
    if errors or len(pdfs) < len(documents):
        sys.exit("\n".join(errors) or "a document was not converted")


if __name__ == "__main__":
    sys.exit(main())
