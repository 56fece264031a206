"""What an author does about a cell that fails on a page, in a sentence with the setting's name."""

import sys
from importlib.metadata import distribution as distribution_of
from importlib.metadata import packages_distributions
from importlib.util import find_spec
from os.path import normpath
from pathlib import Path, PurePosixPath

from explorable.bundle import distribution, requirements

MEANT = (
    "so it does in the notebook: mend the cell there, or, if it is meant to fail, tag it "
    "raises-exception"
)
ELSEWHERE = (
    "it has run in the notebook, and on a page versions differ, and threads and processes are "
    "lacking: let the cell do without what fails"
)
MENDED = {
    "install": "name what it installs in explorable_requirements, and leave the line out of the "
    "notebook",
    "command": "leave the line out of the notebook",
    "time": "if its readers are to wait that long, tag the cell skip-execution",
    "input": "let the cell set what it asks for",
    "own": "this comes from explorable itself: if it does not say what to change, report it",
    "host": "put what it fetches beside the notebook, and its path into explorable_files",
}
"""What to do about what is lacking, whatever its name."""


def mend(lacks: dict[str, str], page: str, source: Path, fails: bool = False) -> str:
    """Return what to do about what a page lacks.

    Parameters
    ----------
    lacks : dict of str to str
        As of :func:`explorable.kernel.execution.lacking`.
    page : str
    source : Path
        The folder of the book's sources.
    fails : bool
        Whether the cell fails in the notebook, too.

    Examples
    --------
    >>> mend({"package": "sklearn"}, "fit", Path())
    'add "scikit-learn" to explorable_requirements'
    >>> mend({"install": "%pip install pandas"}, "fit", Path())
    'name what it installs in explorable_requirements, and leave the line out of the notebook'
    """
    match lacks:
        case {"package": name}:
            return _package(name)
        case {"part": name}:
            home = distribution.home_of(name.partition(".")[0])
            if home in distribution.ALWAYS:  # of which a page has what most use
                return f'add "{home}" to explorable_requirements'
        case {"file": name}:
            return _file(name, page, source)
    known = (MENDED[kind] for kind in lacks if kind in MENDED)
    return next(known, MEANT if fails else ELSEWHERE)


def _package(name: str) -> str:
    """Return how a page comes by a package: one of Pyodide, of the book, or of pure Python."""
    if home := distribution.home_of(name):
        try:
            requirements.refuse_missing([home])
        except ValueError as error:
            return str(error)
        return f'add "{home}" to explorable_requirements'
    if name in sys.stdlib_module_names:
        return (
            "no page has it: a browser has no windows, servers, mail and processes of its own; let "
            "the cell do without"
        )
    spec = find_spec(name)
    if spec and spec.origin and "site-packages" not in Path(spec.origin).parts:
        return f'add "{name}" to explorable_packages'
    wheel = "if there is a wheel of pure Python, add its path to explorable_requirements"
    for home in packages_distributions().get(name, ()):
        if "Root-Is-Purelib: true" in (distribution_of(home).read_text("WHEEL") or ""):
            line = f"pip download --no-deps {home}=={distribution_of(home).version}"
            wheel = f'run "{line}" and add the path of the wheel to explorable_requirements'
    return f"Pyodide does not have it: {wheel}"


def _file(name: str, page: str, source: Path) -> str:
    """Return how a page comes by a file."""
    file = PurePosixPath(normpath(PurePosixPath(page).parent / name))
    if file.is_absolute() or ".." in file.parts:
        return "a page has the book's own files alone: put it there, and add it to explorable_files"
    if (source / file).is_file():
        return f'add "{file}" to explorable_files'
    return f"there is no {file} in the book: put it there, and add it to explorable_files"
