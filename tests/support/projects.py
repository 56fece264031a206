"""Projects of one page or few, built by Sphinx in processes of their own.

Each is forked from one that has imported what all of them use: that takes longer than a build.
"""

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from pkgutil import resolve_name
from tempfile import TemporaryDirectory
from types import MappingProxyType

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

ROOT = Path(__file__).parents[2]
METHOD = {"forkserver", "spawn"} & {*multiprocessing.get_all_start_methods()}
SPHINX = "sphinx.cmd.build:main"
PROCESSES = multiprocessing.get_context(min(METHOD))
PROCESSES.set_forkserver_preload(["myst_nb", "sphinx.cmd.build", "explorable.sphinx.extension"])

SETTINGS = """
import warnings
from sphinx.deprecation import RemovedInNextVersionWarning

warnings.filterwarnings("error", category=RemovedInNextVersionWarning, module="explorable")
extensions = ["myst_parser", "explorable.sphinx"]
myst_enable_extensions = ["amsmath", "dollarmath"]
"""


def build(
    folder: Path,
    text: str,
    settings: str = SETTINGS,
    *arguments: str,
    pages: Mapping[str, str] = MappingProxyType({}),
) -> tuple[str, str]:
    """Build the folder's book: its first page is this text or this notebook's JSON.

    Other pages have the names of their files; arguments are Sphinx's. Return the first page, of
    HTML or LaTeX, and the warnings.
    """
    first = {"index.ipynb": text} if text.startswith("{") else {"index.md": f"# Title\n\n{text}\n"}
    for name, content in {"conf.py": settings, **first, **pages}.items():
        path = folder / "book" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text("utf-8") != content:  # as of an earlier build
            path.write_text(content, "utf-8")
    result = sphinx(folder, "-q", "-N", *arguments, "book", "html")
    assert result.returncode == 0, result.stderr
    (page,) = (each for name in ("index.html", "*.tex") for each in (folder / "html").glob(name))
    return page.read_text("utf-8", "replace"), result.stderr  # one of another encoding


def notebook(shown: dict | tuple[dict, dict], text: str = "# Title") -> str:
    """Return a notebook with this output below a text, as it is stored.

    `shown` is what ``_repr_mimebundle_`` returns: data by their types, maybe with metadata.
    """
    data, metadata = shown if isinstance(shown, tuple) else (shown, {})
    output = new_output("execute_result", data, metadata=metadata, execution_count=1)
    code = new_code_cell("shown", outputs=[output], metadata={"tags": ["remove-input"]})
    python = {"display_name": "Python 3", "language": "python", "name": "python3"}
    cells = [new_markdown_cell(text), code]
    return nbformat.writes(new_notebook(cells=cells, metadata={"kernelspec": python}))


def sphinx(
    folder: Path, *arguments: str, main: str = SPHINX, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run Sphinx, or what calls it, in a folder with arguments and more variables.

    It is run by its `main`, as the command line does.
    """
    with TemporaryDirectory() as place:
        streams = [Path(place, name) for name in ("stdout", "stderr")]
        given = (main, folder, arguments, environment, streams)
        process = PROCESSES.Process(target=_sphinx, args=given)
        process.start()
        process.join(600)
        process.kill()
        process.join()
        out, err = (stream.read_text("utf-8") for stream in streams)
        return subprocess.CompletedProcess(arguments, process.exitcode, out, err)


def _sphinx(
    main: str,
    folder: Path,
    arguments: list[str],
    environment: dict[str, str],
    streams: list[Path],
) -> None:
    """Run Sphinx in this process, which sees nothing of the tests' own paths."""
    for number, stream in enumerate(streams, start=1):
        os.dup2(os.open(stream, os.O_WRONLY | os.O_CREAT | os.O_APPEND), number)
    os.chdir(folder)
    os.environ.update(environment)
    tests = [ROOT, ROOT / "tests" / "support", ROOT / "chapters"]
    given = environment.get("PYTHONPATH", "").split(os.pathsep)
    paths = [*given, *(path for path in sys.path if Path(path) not in tests)]
    sys.path[:] = ["", *filter(None, paths)]

    sys.exit(resolve_name(main)(arguments))
