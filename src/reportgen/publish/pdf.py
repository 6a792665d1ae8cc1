"""PDFs by LibreOffice: all documents of a run in one batch, with a profile of their own, within a time limit.

LibreOffice takes longer to start than to convert, and two of them share one profile's lock; so a run starts it once. A document that
makes the batch fail is found by converting what is missing one by one.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from reportgen.files import read_bytes, replace_files
from reportgen.finding import Finding, at_file
from reportgen.publish import manifest
from reportgen.publish.fonts import missing_fonts, preflight, write_configuration

SECONDS_TO_START = 120
SECONDS_EACH = 20
MOST_MEMORY = 4 * 2**30
"""Bytes of address space; a report takes an eighth of it."""

_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
)
_SETTINGS = {
    "/org.openoffice.Office.Common/Security/Scripting": {
        "MacroSecurityLevel": "3",
        "BlockUntrustedRefererLinks": "true",
    },
    "/org.openoffice.Office.Writer/Content/Update": {"Link": "2"},
    "/org.openoffice.Office.Common/Filter/PDF/Export": {"IsSkipEmptyPages": "false"},
}
"""No macros, nothing fetched from outside, no links updated: a document may come from anyone. The page left blank so that 版记 stands on an
even one is a page of the PDF too, or it would be odd on paper."""

_INSTALL = {
    "linux": "请运行：sudo apt-get install -y --no-install-recommends libreoffice-writer-nogui",
    "darwin": "请运行：brew install --cask libreoffice",
    "win32": "请从 https://zh-cn.libreoffice.org/ 下载安装，装好后重试",
}


def find_office() -> str:
    """The path of LibreOffice, empty when it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).is_file()), "")


def to_pdf(documents: Mapping[str, bytes]) -> tuple[dict[str, bytes], list[Finding]]:
    """The PDF of each .docx by its path, and what is to be said: no LibreOffice (O206), a document it does not convert (O207),
    fonts that show as stand-ins (O311, O312)."""
    if not documents:
        return {}, []
    office = find_office()
    if not office:
        hint = _INSTALL.get(sys.platform, _INSTALL["linux"])
        return {}, [Finding("O206", "生成 PDF 要用 LibreOffice，本机没有安装", at_file("PDF"), hint=hint)]
    with TemporaryDirectory(prefix="reportgen-", ignore_cleanup_errors=True) as folder:
        return _converted(office, documents, Path(folder))


def attach(document: Path, data: bytes, others: Mapping[str, bytes]) -> None:
    """Puts a PDF beside its document, of the same name, with other outputs that could not be whole without it, and all of them into
    the folder's manifest. Raises FileTrouble."""
    name = document.with_suffix(".pdf").name
    listed = manifest.with_made(read_bytes(document.with_name(manifest.NAME)), name, document.name, others)
    replace_files(document.parent, {name: data, **others, manifest.NAME: listed})


def _converted(
    office: str, documents: Mapping[str, bytes], folder: Path
) -> tuple[dict[str, bytes], list[Finding]]:
    environment = {**os.environ, **write_configuration(folder)}
    findings = list(missing_fonts(preflight(environment)))
    sources = {path: folder / f"{number:04}.docx" for number, path in enumerate(documents)}
    for path, source in sources.items():
        source.write_bytes(documents[path])
    _run(office, list(sources.values()), environment)
    missing = [source for source in sources.values() if not source.with_suffix(".pdf").is_file()]
    for source in missing if len(sources) > 1 else ():
        _run(office, [source], environment)
    pdfs = {path: _read(source.with_suffix(".pdf")) for path, source in sources.items()}
    return {path: data for path, data in pdfs.items() if data}, findings + _failed(pdfs)


def _failed(pdfs: Mapping[str, bytes]) -> list[Finding]:
    hint = "请在 LibreOffice 或 Word 中打开看看能否正常显示，另存后重试"
    return [
        Finding("O207", "LibreOffice 没有转换成 PDF，文件可能损坏或超时", at_file(path), hint=hint)
        for path, data in pdfs.items()
        if not data
    ]


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _run(office: str, sources: Sequence[Path], environment: Mapping[str, str]) -> None:
    """Converts documents beside themselves; what fails leaves no PDF."""
    folder = sources[0].parent
    profile = folder / f"profile-{sources[0].stem}-{len(sources)}"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
    command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), *map(str, sources)]
    limit = SECONDS_TO_START + SECONDS_EACH * len(sources)
    process = subprocess.Popen(
        command,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_limit_memory if sys.platform == "linux" else None,
    )
    try:
        process.wait(limit)
    except subprocess.TimeoutExpired:
        pass
    finally:
        _end(process)


def _limit_memory() -> None:
    """In LibreOffice's process before it starts: what takes more fails there, and not the machine."""
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        most = MOST_MEMORY if most == resource.RLIM_INFINITY else min(most, MOST_MEMORY)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _settings() -> str:
    """A LibreOffice profile's settings."""
    items = (
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, values in _SETTINGS.items()
        for name, value in values.items()
    )
    return f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{"".join(items)}</oor:items>'


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Ends LibreOffice with the programs it started, if it still runs."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
