"""A book of somebody else, built as a Jupyter Book or by Sphinx alone."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
HERE = ROOT / "tests" / "explorable" / "sphinx" / "foreign"
WHEEL = "tides-1.0-py3-none-any.whl"
TIDES = "import numpy as np\n\n\ndef moon(x):\n    return np.sin(2 * np.pi * x)\n"
PLAIN = f"""
import warnings
from sphinx.deprecation import RemovedInNextVersionWarning

warnings.filterwarnings("error", category=RemovedInNextVersionWarning, module="explorable")
extensions = ["myst_nb", "explorable.sphinx"]
nb_execution_mode = "force"
root_doc = "index"
myst_heading_anchors = 3
exclude_patterns = ["_build"]
explorable_packages = ["waves"]
explorable_interact = True
explorable_requirements = ["{WHEEL}"]
explorable_trial = False  # a test of each page tries its cells
"""
EVERYTHING = """
extensions += ["explorable.theme"]
explorable_words = {"figureCode": "Der Code des Bildes"}
html_context = {"default_mode": "light"}
language = "de"
"""
JUPYTER_BOOK = ["-c", "from jupyter_book.cli.main import main; main()", "build", "."]
SPHINX = ["-m", "sphinx", "-b", "html", ".", "_build/html", "--keep-going"]


def build(kind: str, folder: Path, edit: tuple[str, str, str] | None = None) -> Path:
    """Return the pages of the book, built in a process of its own; of a file a text may change."""
    shutil.copytree(HERE, folder)
    if edit:
        name, old, new = edit
        text = (folder / name).read_text("utf-8")
        (folder / name).write_text(text.replace(old, new), "utf-8")
    (folder / ".cache").symlink_to(ROOT / ".cache")
    with zipfile.ZipFile(folder / WHEEL, "w") as wheel:
        wheel.writestr(zipfile.ZipInfo("tides.py"), TIDES)
    if kind != "jupyter-book":
        extra = "" if kind == "alabaster" else EVERYTHING
        (folder / "conf.py").write_text(f"{PLAIN}html_theme = {kind!r}\n{extra}")
        with (folder / "index.md").open("a") as index:
            index.write("\n```{toctree}\nwave\npower\nflood\nquiz\ntilt\n```\n")
    stage = ROOT / "code" / "explorable" / "src"
    path = os.pathsep.join([str(stage), str(folder / WHEEL)])
    options = {"cwd": folder, "env": {**os.environ, "PYTHONPATH": path}, "timeout": 600}
    command = [sys.executable, *(JUPYTER_BOOK if kind == "jupyter-book" else SPHINX), "-W"]
    result = subprocess.run(command, **options, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder / "_build" / "html"
