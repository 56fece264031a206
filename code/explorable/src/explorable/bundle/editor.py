"""The editor of a page's cells, bundled from pinned packages of npm."""

import shutil
import subprocess
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from explorable.bundle.cache import cached
from explorable.bundle.download import digest_of
from explorable.bundle.node import install, node

HOME = Path(__file__).parent / "codemirror"
SOURCES = [HOME / file for file in ("editor.js", "package.json", "package-lock.json")]


def name() -> str:
    """Return the editor's file name, which changes with what it is made of."""
    return f"editor-{sha256(''.join(map(digest_of, SOURCES)).encode()).hexdigest()[:12]}.js"


def build(cache: Path) -> Path:
    """Return the editor as one module; it is made once and kept in `cache`.

    Raises
    ------
    Unavailable
        If npm's packages cannot be had; cells are then edited as plain text.
    """
    return cached(cache / name(), _bundle)


def _bundle() -> bytes:
    with TemporaryDirectory() as folder:
        install(HOME, Path(folder))
        shutil.copy(HOME / "editor.js", folder)
        esbuild = [node(), "node_modules/esbuild/bin/esbuild", "editor.js", "--outfile=out.js"]
        options = ["--bundle", "--format=esm", "--minify", "--charset=utf8"]
        subprocess.run([*esbuild, *options, "--log-level=error"], cwd=folder, check=True)
        return Path(folder, "out.js").read_bytes()
