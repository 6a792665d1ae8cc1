"""Which fonts a PDF shows: the official ones where they are installed, else free stand-ins, told by name.

The Fandol fonts (GPL with font exception) stand in on systems with fontconfig. Both their bold files call themselves regular, so the
configuration written here puts that right while fonts are scanned, with a cache of its own: other programs' caches lack the correction.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from reportgen.finding import Finding, Severity, at_file
from reportgen.typefaces import FANGSONG, HEITI, KAITI, LATIN, NAMES, SONGTI, XIAOBIAOSONG
from reportgen.value import Value

STAND_INS: Mapping[str, str] = {
    XIAOBIAOSONG: "FandolSong:bold",
    FANGSONG: "FandolFang",
    KAITI: "FandolKai",
    HEITI: "FandolHei",
    SONGTI: "FandolSong",
}
"""The family that stands in for each kind of typeface; no free 小标宋 exists, a bold 宋体 comes nearest."""

_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.fonts",
    "/usr/share/texmf/fonts/opentype/public/fandol",
    "/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol",
)
_MISNAMED = ("FandolSong-Bold", "FandolHei-Bold")
_SECONDS = 60  # the first scan of many fonts takes some


class Face(Value, frozen=True):
    """An official typeface as this machine shows it; `shown` is its own name where it is installed."""

    name: str
    shown: str

    @property
    def is_official(self) -> bool:
        return self.shown == self.name


def write_configuration(folder: Path) -> Mapping[str, str]:
    """Writes a fontconfig file and gives the environment that uses it; nothing on systems that choose fonts otherwise."""
    if sys.platform in ("win32", "darwin"):
        return {}
    path = folder / "fonts.conf"
    path.write_text(configuration(), encoding="utf-8")
    return {"FONTCONFIG_FILE": str(path)}


def configuration() -> str:
    """A fontconfig file that knows the stand-ins; a font that is really installed always comes first."""
    folders = "".join(f"<dir>{escape(folder)}</dir>\n" for folder in _FOLDERS)
    bold = "".join(_called_bold(file) for file in _MISNAMED)
    aliases = "".join(_alias(name, STAND_INS[kind]) for kind, names in NAMES.items() for name in names)
    return f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
{folders}<dir prefix="xdg">fonts</dir>
<cachedir prefix="xdg">reportgen/fontconfig</cachedir>
<include ignore_missing="yes">/etc/fonts/conf.d</include>
{bold}{aliases}</fontconfig>
"""


def _called_bold(file: str) -> str:
    return (
        f'<match target="scan"><test name="file" compare="contains"><string>{file}</string></test>'
        '<edit name="weight" mode="assign"><const>bold</const></edit></match>\n'
    )


def _alias(name: str, stand_in: str) -> str:
    family, _, weight = stand_in.partition(":")
    edit = (
        f'<edit name="weight" mode="assign" binding="strong"><const>{weight}</const></edit>' if weight else ""
    )
    return (
        f'<match target="pattern"><test name="family" qual="any" compare="eq"><string>{name}</string></test>'
        f'<edit name="family" mode="append" binding="same"><string>{family}</string></edit>{edit}</match>\n'
    )


def preflight(environment: Mapping[str, str]) -> list[Face]:
    """How the official typefaces of our templates show here; empty where fontconfig cannot be asked."""
    listing = _asked(["fc-list", "--format", "%{family}\n"], environment)
    installed = {name for line in listing.splitlines() for name in line.split(",")}
    if not installed:
        return []
    official = [*(names[0] for names in NAMES.values()), LATIN]
    return [Face(name, name if name in installed else _shown(name, environment)) for name in official]


def _shown(name: str, environment: Mapping[str, str]) -> str:
    shown = _asked(["fc-match", "--format", "%{family[0]} %{style[0]}", name], environment)
    return shown.strip().removesuffix(" Regular")


def _asked(command: list[str], environment: Mapping[str, str]) -> str:
    if not shutil.which(command[0]):
        return ""
    try:
        done = subprocess.run(
            command, env=dict(environment), capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace")


def missing_fonts(faces: list[Face]) -> Iterator[Finding]:
    """What a reader of the PDF should know: which typefaces are stand-ins, and which have none worth the name."""
    known = {family.partition(":")[0] for family in STAND_INS.values()} | {"Liberation Serif"}
    replaced = [face for face in faces if not face.is_official]
    stood_in = [face for face in replaced if any(face.shown.startswith(family) for family in known)]
    hint = "把正版字体装入系统后重新生成；只看版面时不必理会，.docx 里写的仍是正式字体名"
    if stood_in:
        yield _told("O311", f"PDF 中{_pairs(stood_in)}：本机没有前者，以后者代替", Severity.HINT, hint)
    if lost := [face for face in replaced if face not in stood_in]:
        hint = "请安装正版字体，或装上 Fandol 字体（Debian、Ubuntu 用 sudo apt-get install texlive-lang-chinese）"
        yield _told("O312", f"PDF 中{_pairs(lost)}：本机没有前者，也没有相近的字体", Severity.WARNING, hint)


def undrawable(characters: Iterable[str]) -> frozenset[str]:
    """Those of the characters that no font here has, so that the PDF shows boxes; none where fontconfig cannot be asked. What GB 2312 has,
    every Chinese font has."""
    rare = [c for c in characters if not c.encode("gb2312", "ignore")]
    if not rare or not shutil.which("fc-list"):
        return frozenset()
    with TemporaryDirectory(prefix="reportgen-", ignore_cleanup_errors=True) as folder:
        environment = {**os.environ, **write_configuration(Path(folder))}
        return frozenset(c for c in rare if not _asked(["fc-list", f":charset={ord(c):x}"], environment))


def _pairs(faces: list[Face]) -> str:
    return "，".join(f"{face.name}→{face.shown or '（无）'}" for face in faces)


def _told(code: str, message: str, severity: Severity, hint: str) -> Finding:
    return Finding(code, message, at_file("PDF"), severity, hint)
