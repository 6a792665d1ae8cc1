"""What a build leaves in output/<year>/<slug>/: one output a file, all of a report put in place together."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from reportgen.files import FileTrouble, read_bytes, remove_file, replace_files
from reportgen.publish import checks_json, docx, ledger, manifest, page
from reportgen.publish.checks_json import Checked, Waived, encode, envelope, neutral
from reportgen.publish.edition import Edition

__all__ = ["Checked", "Edition", "Waived", "encode", "envelope", "install", "neutral", "publish"]


def publish(folder: Path, edition: Edition) -> Path:
    """Writes a report's files into its folder and gives the document's path. Raises FileTrouble, with all old files in place.

    A file the last build left and this one does not make goes once the new ones stand; files of others are never touched.
    """
    outputs = dict(_outputs(edition))
    install(folder, {**outputs, manifest.NAME: manifest.write(edition, outputs)})
    return folder / docx.name(edition.report)


def install(folder: Path, files: Mapping[str, bytes]) -> None:
    """Puts the files of a report, its manifest among them, into its folder in place of the last build's. Raises FileTrouble."""
    before = _last_outputs(folder)
    replace_files(folder, files)
    for name in before - files.keys():
        remove_file(folder / name)


def _outputs(edition: Edition) -> Iterable[tuple[str, bytes]]:
    yield docx.name(edition.report), edition.document
    yield checks_json.NAME, checks_json.write(edition.checked, edition.root)
    if ledger.FORMAT in edition.formats or edition.report.draft:
        yield ledger.NAME, ledger.write(edition)
    if page.FORMAT in edition.formats:
        yield page.name(edition.report), page.write(edition)


def _last_outputs(folder: Path) -> set[str]:
    """The names the last build's manifest lists; those that lead out of the folder do not count."""
    try:
        listed = json.loads(read_bytes(folder / manifest.NAME))["outputs"]
    except (FileTrouble, ValueError, KeyError, TypeError):
        return set()
    return {name for name in listed if Path(name).name == name}
