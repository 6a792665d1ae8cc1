"""Other engines rendering the same page: docxtpl here, docxtemplater, carbone and easy-template-x under Node."""

import json
import shutil
import subprocess
from pathlib import Path

from clock import Taken
from equivalent import BRACES, write

HERE = Path(__file__).resolve().parent / "peers"


def installed(folder: Path) -> str:
    """Installs the pinned npm packages into a build folder; why they are missing, empty when they are there."""
    if not (shutil.which("npm") and shutil.which("node")):
        return "no npm: docxtemplater, carbone and easy-template-x are left out"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "render.mjs"):
        shutil.copy(HERE / name, folder)
    command = ["npm", "install", "--silent", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    return f"npm install failed, npm engines are left out: {done.stderr[-300:]}" if done.returncode else ""


def rendered(folder: Path, template: Path, page: object, rounds: int) -> dict[str, Taken]:
    """What each npm engine took, and its last document as NAME.docx in `folder`."""
    write(template, folder / "braces.docx", BRACES)
    write(template, folder / "carbone.docx", None)
    (folder / "page.json").write_text(json.dumps(page, ensure_ascii=False), encoding="utf-8")
    command = ["node", "render.mjs", "page.json", ".", ".", str(rounds)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return {
        name: Taken([ms / 1000 for ms in taken["cpu"]], [ms / 1000 for ms in taken["wall"]])
        for name, taken in json.loads(done.stdout).items()
    }
