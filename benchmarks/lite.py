"""A peer for the living pages: the same picture in JupyterLite, measured in the same run.

Both run one version of Pyodide, served from this machine, in a browser that has nothing stored.
The peer's notebook imports the softmax chapter's explorers as the chapter does and shows one as a
plain picture, without its widget. Needs a built book (`make build`).
"""

import json
import runpy
import shutil
import statistics
import subprocess
import sys
import time
import venv
from hashlib import sha256
from pathlib import Path

from browser import launch
from explorable.bundle import vendor
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser, sync_playwright
from serving import serving
from timing import options

LIVING = runpy.run_path("benchmarks/site.py")  # `import site` is the standard library's
ROOM = Path(".cache/lite").resolve()
ENVIRONMENT, WHEELS, SOURCE = ROOM / "env", ROOM / "wheels", ROOM / "source"
PYTHON = ENVIRONMENT / ("Scripts/python" if sys.platform == "win32" else "bin/python")
PIP = [PYTHON, "-m", "pip", "--quiet", "--disable-pip-version-check"]
TOOLS = """jupyterlite-core==0.8.6 jupyterlite-pyodide-kernel==0.8.6 jupyterlab_widgets==3.0.17
jupyterlab_server>=2.28,<3"""
KERNEL = """ipython==9.18.1 micropip comm jedi parso traitlets pygments decorator matplotlib-inline
stack-data executing asttokens pure-eval prompt-toolkit wcwidth ipython-pygments-lexers"""
OWN = "share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension/static/pypi"
CELL = """from descent.explorers import softmax as explore
from IPython.display import SVG
SVG(explore.softmax_temperature.render())"""
IDLE = '.jp-Notebook-ExecutionIndicator[data-status="idle"]'


def install() -> None:
    """Make the environment with JupyterLite and the wheels of its kernel, once."""
    if (ROOM / "ready").exists():
        return
    venv.create(ENVIRONMENT, clear=True, with_pip=True)
    subprocess.run([*PIP, "install", *TOOLS.split()], check=True)
    pure = ["--no-deps", "--python-version=3.14", "--abi=none", "--platform=any"]
    subprocess.run([*PIP, "download", f"--dest={WHEELS}", *pure, *KERNEL.split()], check=True)
    for name in ("ipykernel*.whl", "piplite*.whl", "pyodide_kernel*.whl"):
        shutil.copy(*(ENVIRONMENT / OWN).glob(name), WHEELS)
    (ROOM / "ready").touch()


def locked(wheel: Path) -> dict[str, object]:
    """Return the entry of a pure wheel in Pyodide's lock."""
    name, version = wheel.name.split("-")[:2]
    entry = {"name": name.replace("_", "-"), "version": version, "file_name": wheel.name}
    entry |= {"package_type": "package", "install_dir": "site", "imports": [], "depends": []}
    if ours := {"explorable": "explorable", "descent_book": "descent"}.get(name):
        entry |= {"imports": [ours], "depends": ["numpy", "matplotlib"]}
    return entry | {"sha256": sha256(wheel.read_bytes()).hexdigest()}


def write(path: Path, content: object) -> None:
    """Store `content` as JSON."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(content), "utf-8")


def fill(pyodide: Path, code: Path) -> list[str]:
    """Add the kernel's wheels and ours to Pyodide; return the names of the kernel's."""
    shutil.copytree(WHEELS, pyodide, dirs_exist_ok=True)
    shutil.copytree("code", code)  # pip leaves folders where it builds
    houses = code / "explorable", code / "descent"
    subprocess.run([*PIP, "wheel", "--no-deps", f"--wheel-dir={pyodide}", *houses], check=True)
    lock = json.loads((pyodide / "pyodide-lock.json").read_text("utf-8"))
    known = {package["file_name"] for package in lock["packages"].values()}
    added = [locked(wheel) for wheel in pyodide.glob("*.whl") if wheel.name not in known]
    lock["packages"] |= {entry["name"]: entry for entry in added}
    write(pyodide / "pyodide-lock.json", lock)
    return [entry["name"] for entry in added if not entry["imports"]]


def build() -> None:
    """Build the site, which asks no other host for anything, with a notebook of one cell."""
    shutil.rmtree(SOURCE, ignore_errors=True)
    pyodide = shutil.copytree(vendor.pyodide(Path(".cache")), SOURCE / "static" / "pyodide")
    kernel = {"packages": fill(pyodide, SOURCE / "code")}
    options = {"disablePyPIFallback": True, "loadPyodideOptions": kernel}
    settings = {"litePluginSettings": {"@jupyterlite/pyodide-kernel-extension:kernel": options}}
    page = {"jupyter-lite-schema-version": 0, "jupyter-config-data": settings}
    write(SOURCE / "jupyter-lite.json", page)
    parts = {"apps": ["notebooks"], "no_sourcemaps": True, "no_unused_shared_packages": True}
    write(SOURCE / "jupyter_lite_config.json", {"LiteBuildConfig": parts})
    notebook = new_notebook(cells=[new_code_cell(CELL)])
    notebook.metadata.kernelspec = {"name": "python", "display_name": "Python"}
    write(SOURCE / "files" / "softmax.ipynb", notebook)
    lite = ["-Wignore", "-mjupyterlite_core", "build", "--contents=files", "--log-level=ERROR"]
    subprocess.run([PYTHON, *lite], cwd=SOURCE, check=True, stdout=subprocess.DEVNULL)


def living_page(browser: Browser, address: str) -> tuple[float, float]:
    """Return seconds to the living page's picture from Python: from navigation, from the touch."""
    with browser.new_context() as context:
        start = time.perf_counter()
        touched = LIVING["wake"](LIVING["visit"](context, address)) / 1000
        return time.perf_counter() - start, touched


def lite(browser: Browser, address: str) -> float:
    """Return seconds from navigation to the notebook's picture, run once its kernel is ready."""
    with browser.new_context() as context:
        page = context.new_page()
        start = time.perf_counter()
        page.goto(f"{address}/notebooks/index.html?path=softmax.ipynb", wait_until="commit")
        page.locator(IDLE).wait_for(timeout=60_000)
        page.locator(".jp-CodeCell .cm-content").click()
        page.keyboard.press("Shift+Enter")
        page.locator(".jp-RenderedSVG img").wait_for(timeout=60_000)
        return time.perf_counter() - start


def print_medians(runs: list[tuple[float, float, float]]) -> None:
    """Print the table from seconds: the living page's from navigation and touch, and the peer's."""
    opened, touched, notebook = map(statistics.median, zip(*runs, strict=True))
    print("to Python's first picture, cold         JupyterLite takes")
    print(f"JupyterLite, from navigation  {notebook:6.2f} s")
    print(f"living page, from navigation  {opened:6.2f} s  {notebook / opened:6.1f} times as long")
    print(f"living page, from the touch   {touched:6.2f} s  {notebook / touched:6.1f}")


def main(rounds: int) -> None:
    """Build the peer and print the table."""
    install()
    build()
    with (
        sync_playwright() as playwright,
        serving(LIVING["SITE"]) as ours,
        serving(SOURCE / "_output") as theirs,
    ):
        browser = launch(playwright)
        runs = [(*living_page(browser, ours), lite(browser, theirs)) for _ in range(rounds)]
        browser.close()
    print_medians(runs)


if __name__ == "__main__":
    main(**vars(options(__doc__, rounds=3).parse_args()))
