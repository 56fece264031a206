"""JupyterLite with the book's packages, as a peer for the living pages.

It runs the same Pyodide, and asks no other host for anything.
"""

import json
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import wheels

ROOM = Path(".cache/lite").resolve()
ENVIRONMENT, WHEELS, SOURCE = ROOM / "env", ROOM / "wheels", ROOM / "source"
PYTHON = ENVIRONMENT / ("Scripts/python" if sys.platform == "win32" else "bin/python")
TOOLS = """jupyterlite-core==0.8.6 jupyterlite-pyodide-kernel==0.8.6 jupyterlab_widgets==3.0.17
jupyterlab_server>=2.28,<3"""
KERNEL = """ipython==9.18.1 micropip comm jedi parso traitlets pygments decorator matplotlib-inline
stack-data executing asttokens pure-eval prompt-toolkit wcwidth ipython-pygments-lexers
ipywidgets==8.1.9"""
OWN = "share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension/static/pypi"


def build() -> Path:
    """Return a folder with JupyterLite in its folder `lite`; what it needs is fetched once."""
    _install()
    shutil.rmtree(SOURCE, ignore_errors=True)
    kernel = wheels.distribution(SOURCE / "static" / "pyodide", WHEELS, SOURCE / "code")
    options = {"disablePyPIFallback": True, "loadPyodideOptions": {"packages": kernel}}
    settings = {"litePluginSettings": {"@jupyterlite/pyodide-kernel-extension:kernel": options}}
    page = {"jupyter-lite-schema-version": 0, "jupyter-config-data": settings}
    (SOURCE / "jupyter-lite.json").write_text(json.dumps(page), "utf-8")
    parts = {"apps": ["lab"], "no_sourcemaps": True, "no_unused_shared_packages": True}
    config = SOURCE / "jupyter_lite_config.json"
    config.write_text(json.dumps({"LiteBuildConfig": parts}), "utf-8")
    (SOURCE / "files").mkdir()
    (SOURCE / "files" / "readme.md").write_text("# Notebooks", "utf-8")
    site = ROOM / "site"
    shutil.rmtree(site, ignore_errors=True)
    lite = ["-Wignore", "-mjupyterlite_core", "build", "--contents=files", "--log-level=ERROR"]
    command = [PYTHON, *lite, f"--output-dir={site / 'lite'}"]
    subprocess.run(command, cwd=SOURCE, check=True, stdout=subprocess.DEVNULL)
    shutil.copy(site / "lite" / "index.html", site)
    return site


def _install() -> None:
    """Make the environment with JupyterLite and the wheels of its kernel, once."""
    if (ROOM / "ready").exists():
        return
    shutil.rmtree(ROOM, ignore_errors=True)
    venv.create(ENVIRONMENT, clear=True, with_pip=True)
    pip = [PYTHON, *wheels.PIP[1:]]
    subprocess.run([*pip, "install", *TOOLS.split()], check=True)
    wheels.download(WHEELS, KERNEL, wheels.PURE)
    for name in ("ipykernel*", "piplite*", "pyodide_kernel*", "widgetsnbextension-4*"):
        shutil.copy(*(ENVIRONMENT / OWN).glob(f"{name}.whl"), WHEELS)
    (ROOM / "ready").touch()


if __name__ == "__main__":
    print(build())
