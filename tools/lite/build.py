"""Build JupyterLite beside a built book: ``python -m tools.lite.build _build/html``.

It asks no other host for anything, neither here nor in the browser.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from explorable.bundle.download import Unavailable, store

from tools import lab
from tools.lite import notebooks, pyodide
from tools.lite.kernel import EXTENSION, INSTALLED, shelf

WHEELS = "../../../wheels/"
"""Our packages, from the folder of Pyodide: the very files that other Jupyters install."""
BOOK = "descent-book"
"""What the kernel begins to fetch at once, with all that it needs: every notebook imports it."""
PARTS = {
    "apps": ["lab"],
    "no_sourcemaps": True,
    "no_unused_shared_packages": True,
    "ignore_sys_prefix": ["federated_extensions"],
}
SHOW_WIDGETS = ("@jupyter-widgets/jupyterlab-manager", "anywidget")
"""The extensions of JupyterLab that the notebooks need there."""
CHARSET = '<meta charset="utf-8">'
POLICY = "default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'"
"""Whatever a part of JupyterLab would ask other hosts is refused; it does evaluate text."""
OWN_WORKER = Path(__file__).with_name("own_worker.js")
"""What lets JupyterLite alone with its worker, beside the book's."""


def build(site: Path, cache: Path, contents: Iterable[tuple[str, bytes]]) -> None:
    """Make ``site / "lite"``; the wheels of the packages are in ``site / "wheels"``.

    Parameters
    ----------
    site : Path
    cache : Path
        With what was fetched when the book was set up.
    contents : iterable of (str, bytes)
        The files in JupyterLite's list: their names and what they hold.
    """
    target = (site / "lite").resolve()
    shutil.rmtree(target, ignore_errors=True)
    with tempfile.TemporaryDirectory() as temporary:
        source = Path(temporary)
        kernel = pyodide.fill(source / "static/pyodide", cache, site / "wheels", WHEELS)
        for name, content in contents:
            store(content, source / "files" / name)
        parts = {"LiteBuildConfig": {**PARTS, "federated_extensions": _extensions(cache)}}
        for name, settings in (
            ("jupyter-lite.json", _settings(kernel)),
            ("jupyter_lite_config.json", parts),
            ("overrides.json", lab.SAVES_WIDGETS),
        ):
            store(json.dumps(settings).encode(), source / name)
        _run(source, target)
    page = target / "lab/index.html"
    page.write_text(bound(page.read_text("utf-8")), "utf-8")


def bound(html: str) -> str:
    """Return JupyterLite's page with its policy, and with nobody's worker but its own."""
    policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    script = f"<script>{OWN_WORKER.read_text('utf-8')}</script>"
    return html.replace(CHARSET, f"{CHARSET}{policy}{script}")


def _settings(kernel: list[str]) -> dict:
    """Return JupyterLite's settings: no index of packages, and what the kernel starts with."""
    options = {
        "disablePyPIFallback": True,
        "loadPyodideOptions": {"packages": [*kernel, BOOK]},
    }
    plugins = {"@jupyterlite/pyodide-kernel-extension:kernel": options}
    data = {"appName": "Descent", "litePluginSettings": plugins}
    return {"jupyter-lite-schema-version": 0, "jupyter-config-data": data}


def _extensions(cache: Path) -> list[str]:
    """Return the folders of JupyterLite's kernel and of what shows widgets."""
    folders = [shelf(cache) / EXTENSION, *(INSTALLED / name for name in SHOW_WIDGETS)]
    return [str(each.resolve()) for each in folders]


def _run(source: Path, target: Path) -> None:
    """Let JupyterLite build itself; of what it says only an error is shown."""
    command = [sys.executable, "-Wignore", "-m", "jupyterlite_core", "build", "--contents=files"]
    command += [f"--output-dir={target}", "--log-level=ERROR"]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"JupyterLite was not built:\n{done.stdout}{done.stderr}")


def main() -> None:
    """Build it beside the book named on the command line, if Pyodide is to be had."""
    site, cache = Path(sys.argv[1]), Path(".cache")
    try:
        build(site, cache, notebooks.contents(Path("chapters")))
    except Unavailable as reason:
        print(f"The book will do without JupyterLite: {reason}", file=sys.stderr)


if __name__ == "__main__":
    main()
