"""Other engines rendering the same page: docxtpl here, docxtemplater, carbone and easy-template-x under Node."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from clock import Spent
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


class Engines:
    """The npm engines in a process of their own; the last document of each is NAME.docx in `folder`."""

    def __init__(self, folder: Path, template: Path, page: object) -> None:
        write(template, folder / "braces.docx", BRACES)
        write(template, folder / "carbone.docx", None)
        (folder / "page.json").write_text(json.dumps(page, ensure_ascii=False), encoding="utf-8")
        command = ["node", "render.mjs", "page.json", ".", "."]
        self._node = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.names = self._answer()

    def rendered(self, name: str, times: int) -> Spent:
        """What one of so many documents in a row took."""
        assert self._node.stdin
        print(json.dumps([name, times]), file=self._node.stdin, flush=True)
        cpu, wall = self._answer()
        return cpu / times, wall / times

    def _answer(self) -> list[Any]:
        assert self._node.stdout
        answer: list[Any] = json.loads(self._node.stdout.readline())
        return answer
