"""A book of somebody else, built as a Jupyter Book or by Sphinx alone."""

import os
import shutil
import zipfile
from pathlib import Path

import projects

ROOT = Path(__file__).parents[2]
HERE = ROOT / "tests" / "nightly" / "explorable" / "sphinx" / "foreign"
WHEEL = "tides-1.0-py3-none-any.whl"
TIDES = "import numpy as np\n\n\ndef moon(x):\n    return np.sin(2 * np.pi * x)\n"
PLAIN = f"""
import warnings
from sphinx.deprecation import RemovedInNextVersionWarning

warnings.filterwarnings("error", category=RemovedInNextVersionWarning, module="explorable")
extensions = ["myst_nb", "explorable.sphinx"]
nb_execution_mode = "cache"
nb_execution_cache_path = "../executed"  # one theme runs the cells for all
root_doc = "index"
myst_heading_anchors = 3
exclude_patterns = ["_build"]
explorable_packages = ["waves"]
explorable_interact = True
explorable_requirements = ["{WHEEL}"]
explorable_trial = False  # a test of each page tries its cells
nb_number_source_lines = True  # within the lines, or in a column of a table
"""
EVERYTHING = """
extensions += ["explorable.theme"]
explorable_words = {"figureCode": "Der Code des Bildes"}
html_context = {"default_mode": "light"}
language = "de"
html_codeblock_linenos_style = "table"
"""
TOOLS = {"jupyter-book": ("jupyter_book.cli.main:main", "build", ".")}
"""What builds a book of a kind, and its arguments; the others are themes of Sphinx's."""
SPHINX = (projects.SPHINX, "-b", "html", ".", "_build/html", "--keep-going")


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
    path = os.pathsep.join([str(ROOT / "code" / "explorable" / "src"), str(folder / WHEEL)])
    main, *options = TOOLS.get(kind, SPHINX)
    result = projects.sphinx(folder, *options, "-W", main=main, PYTHONPATH=path)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder / "_build" / "html"
