"""Projects of one page or few, built by Sphinx in processes of their own.

Each is forked from one that has imported what all of them use: that takes longer than a build.
"""

import multiprocessing
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
METHOD = {"forkserver", "spawn"} & {*multiprocessing.get_all_start_methods()}
PROCESSES = multiprocessing.get_context(min(METHOD))
PROCESSES.set_forkserver_preload(["myst_nb", "sphinx.cmd.build", "explorable.sphinx.extension"])

SETTINGS = """
import warnings
from sphinx.deprecation import RemovedInNextVersionWarning

warnings.filterwarnings("error", category=RemovedInNextVersionWarning, module="explorable")
extensions = ["myst_parser", "explorable.sphinx"]
myst_enable_extensions = ["amsmath", "dollarmath"]
"""


def build(folder: Path, text: str, settings: str = SETTINGS) -> tuple[str, str]:
    """Build the folder's book, its first page of this text or this notebook's JSON.

    Return the page and the warnings.
    """
    book = folder / "book"
    book.mkdir(exist_ok=True)
    (book / "conf.py").write_text(settings, encoding="utf-8")
    if text.startswith("{"):
        (book / "index.ipynb").write_text(text, encoding="utf-8")
    elif not (book / "index.md").exists():
        (book / "index.md").write_text(f"# Title\n\n{text}\n", encoding="utf-8")
    result = sphinx(folder, "-q", "-N", "book", "html")
    assert result.returncode == 0, result.stderr
    return (folder / "html" / "index.html").read_text("utf-8"), result.stderr


def sphinx(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Sphinx in a folder with arguments and more variables, as the command line does."""
    with TemporaryDirectory() as place:
        streams = [Path(place, name) for name in ("stdout", "stderr")]
        given = (folder, arguments, environment, streams)
        process = PROCESSES.Process(target=_sphinx, args=given)
        process.start()
        process.join(600)
        process.kill()
        process.join()
        out, err = (stream.read_text("utf-8") for stream in streams)
        return subprocess.CompletedProcess(arguments, process.exitcode, out, err)


def _sphinx(
    folder: Path, arguments: list[str], environment: dict[str, str], streams: list[Path]
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

    from sphinx.cmd.build import main  # in this process alone

    sys.exit(main(arguments))
