"""From content to .docx and nothing more, by our stages: what the plain loop does, beside it.

    python bench/straight.py DIR OUT        DIR as bench/generate.py writes it, one year

`reportgen build` also reads every document back, audits it, and puts on record what it was made from.
"""

import sys
from pathlib import Path

from reportgen import checks
from reportgen.compose import compose
from reportgen.derive import derive
from reportgen.load import load_files
from reportgen.memory import look_seldom
from reportgen.places import Source, listed
from reportgen.render import render
from reportgen.report import Report


def build(folder: Path, output: Path, files: list[Source]) -> None:
    """One locality after another, as the plain loop takes them."""
    output.mkdir(exist_ok=True)
    for file in files:
        content = derive(load_files(folder / "content", [file])[0])[0]
        for locality in content.localities.values():
            list(checks.run(content, locality))
            report, _ = compose(content, locality, draft=False)
            made = document(report, folder / "templates")
            (output / f"{Path(locality.slug).name}.docx").write_bytes(made)


def document(report: Report, templates: Path) -> bytes:
    """The .docx of a report that has no fault."""
    made, findings = render(report, templates)
    assert made is not None, findings
    return made


def main() -> None:
    look_seldom()
    folder, output = map(Path, sys.argv[1:])
    (year,) = (int(path.name) for path in (folder / "content").iterdir() if path.is_dir())
    build(folder, output, listed(folder / "content", (year,))[0])


if __name__ == "__main__":
    main()
