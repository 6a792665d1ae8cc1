"""What a build leaves in output/<year>/<slug>/: one output a file; all files of a report are put in place together."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from reportgen.files import remove_file, replace_files
from reportgen.publish import checks_json, docx, ledger, manifest, page
from reportgen.publish.checks_json import Checked, Waived, envelope, neutral
from reportgen.publish.edition import Edition, Noted

__all__ = ["Checked", "Edition", "Noted", "Waived", "envelope", "install", "neutral", "publish"]


def publish(folder: Path, edition: Edition) -> Path:
    """Writes a report's files into its folder and returns the document's path. Raises FileTrouble, with all old files in place.

    Afterwards files that the last build made and this one did not are removed; no other file is touched.
    """
    outputs = dict(_outputs(edition))
    install(folder, {**outputs, manifest.NAME: manifest.write(edition, outputs)})
    return folder / docx.name(edition.report)


def install(folder: Path, files: Mapping[str, bytes]) -> None:
    """Replaces the files of the last build by these, the manifest among them. Raises FileTrouble."""
    before = manifest.outputs(folder)
    replace_files(folder, files)
    for name in before:
        if name not in files and Path(name).name == name:  # one that leads out of the folder is none of ours
            remove_file(folder / name)


def _outputs(edition: Edition) -> Iterable[tuple[str, bytes]]:
    yield docx.name(edition.report), edition.document
    yield checks_json.NAME, checks_json.write(edition.checked, edition.root)
    if ledger.FORMAT in edition.formats:
        yield ledger.NAME, ledger.write(edition)
    if page.FORMAT in edition.formats:
        yield page.name(edition.report), page.write(edition)
