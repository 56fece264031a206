"""Build JupyterLite beside a built book: ``python -m tools.lite.build _build/html``.

It asks no other host for anything, here and in the browser.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tools import lab
from tools.lite import notebooks, pyodide

BUILD = {
    "apps": ["lab"],
    "no_sourcemaps": True,
    "no_unused_shared_packages": True,
}


def build(site: Path, cache: Path, contents: Iterable[tuple[str, bytes]]) -> None:
    """Make ``site / "lite"``; the wheels of the packages are in ``site / "wheels"``.

    Parameters
    ----------
    site : Path
    cache : Path
        With what was fetched when the book was set up.
    contents : iterable of (str, bytes)
        The files in the list of JupyterLite: their names and what they hold.
    """
    target = (site / "lite").resolve()
    shutil.rmtree(target, ignore_errors=True)
    with tempfile.TemporaryDirectory() as place:
        source = Path(place)
        kernel = pyodide.fill(
            source / "static/pyodide", cache, site / "wheels", way="../../../wheels/"
        )
        for name, content in contents:
            path = source / "files" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        write(source / "jupyter-lite.json", settings(kernel))
        write(source / "overrides.json", lab.SAVES_WIDGETS)
        write(source / "jupyter_lite_config.json", {"LiteBuildConfig": BUILD})
        command = [sys.executable, "-m", "jupyterlite_core", "build", "--contents=files"]
        command += [f"--output-dir={target}"]
        subprocess.run(command, cwd=source, check=True)


def settings(kernel: list[str]) -> dict:
    """Return JupyterLite's settings: no index of packages, and what the kernel starts with."""
    options = {"disablePyPIFallback": True, "loadPyodideOptions": {"packages": kernel}}
    plugins = {"@jupyterlite/pyodide-kernel-extension:kernel": options}
    data = {"appName": "Descent", "litePluginSettings": plugins}
    return {"jupyter-lite-schema-version": 0, "jupyter-config-data": data}


def write(path: Path, content: dict) -> None:
    """Store `content` as JSON."""
    path.write_text(json.dumps(content), "utf-8")


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(".cache"), notebooks.contents(Path("chapters")))
