"""Does a notebook live in a browser? ``python -m explorable.authoring.trial NOTEBOOK...``.

Each notebook is run here, as its folder has it, and then in a page's Python, as a book's build
tries its pages: see :mod:`explorable.sphinx.trial`. No book is needed, and none is written; what a
page lacks and a setting of a book brings is brought, and the setting is named. What is fetched for
it once is kept in ``.cache``.

A line says of each figure that it lives, or what its readers would meet instead, and what mends it.
The command ends with 0 if all lives, with 1 if something does not, with 2 if nothing was tried.
"""

import argparse
import json
import logging
import re
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from glob import escape
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sphinx.application import Sphinx
from sphinx.errors import SphinxError

from explorable.bundle.download import Unavailable
from explorable.sphinx.pages import HOME
from explorable.sphinx.trial import Trial, Trouble

CACHE = Path(".cache")
BOOK = {
    "extensions": ["myst_nb", "explorable.sphinx"],
    "explorable_interact": True,
    "explorable_trial": False,  # here, so that pages without figures are tried, too
    "explorable_formulas": False,
    "nb_execution_mode": "force",
    "nb_execution_timeout": 600,
    "nb_kernel_rgx_aliases": {".*": "python3"},  # this one, whatever it is called elsewhere
}
"""The settings of a book of some notebooks."""
_FAILS = "mystnb.exec"
"""The type of a warning that a notebook fails; ours concern its life on a page, others its text."""
_COLOR = re.compile(r"\x1b\[[\d;]*m")
SETTING = re.compile(r'add "([^"]+)" to (explorable_\w+)')


class _Warnings(logging.Handler):
    """Keeps what a build says of the lives of its pages."""

    def __init__(self, pages: list[str], reports: Path):
        super().__init__(logging.WARNING)
        self.pages, self.reports = pages, reports
        self.heard: list[Trouble] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a warning, if it is one of those; Sphinx may say it twice."""
        kind = f"{getattr(record, 'type', '')}.{getattr(record, 'subtype', '')}"
        where = Path(str(getattr(record, "location", ""))).name  # of a file, or as Sphinx calls it
        page = next((each for each in self.pages if f"{where}.".startswith(f"{each}.")), "")
        message = logging.LogRecord.getMessage(record)
        if kind == _FAILS:
            log = self.reports / f"{page}.err.log"
            if log.exists():  # which a second warning names: it has the reason
                self.heard = [each for each in self.heard if each[::2] != (page, kind)]
                message = _COLOR.sub("", log.read_text("utf-8")).strip().splitlines()[-1]
            message = f"it does not run here: {message}"
        trouble = Trouble(page, message, kind, [])
        if kind.startswith(("explorable.", _FAILS)) and trouble not in self.heard:
            self.heard.append(trouble)


def try_folder(folder: Path, names: list[str]) -> dict[str, Any]:
    """Try notebooks of one folder.

    Parameters
    ----------
    folder : Path
    names : list of str
        Their names in it.

    Returns
    -------
    dict
        The ``"settings"`` without which less lives, and of each of the ``"notebooks"`` by its path
        the figures that ``"live"``, how many ``"cells"`` it shows, and its ``"troubles"`` in words.

    Raises
    ------
    Unavailable
        If a page's Python cannot be had, or does not start.
    """
    settings: dict[str, list[str]] = {}
    with TemporaryDirectory() as temporary:
        while True:
            pages, troubles = _build(folder, names, settings, Path(temporary))
            required = sorted({pair for each in troubles for pair in SETTING.findall(each.words)})
            new = [(value, key) for value, key in required if value not in settings.get(key, ())]
            if not new:
                break
            for value, key in new:
                settings.setdefault(key, []).append(value)
    reports = {str(folder / name): _found(Path(name).stem, pages, troubles) for name in names}
    return {"settings": settings, "notebooks": reports}


def _build(
    folder: Path, names: list[str], settings: dict[str, list[str]], target: Path
) -> tuple[dict[str, dict], list[Trouble]]:
    """Build a site of the notebooks and try it; return its pages, and all that is said of them."""
    cache, pages = CACHE.resolve(), [Path(name).stem for name in names]
    book = {"root_doc": pages[0], "include_patterns": [escape(name) for name in names]}
    given = BOOK | book | settings | {"explorable_cache": str(cache)}
    app = Sphinx(folder, None, target / "site", target / "notes", "html", given, None, None)
    warnings = _Warnings(pages, target / "site" / "reports")
    logging.getLogger("sphinx").addHandler(warnings)
    _say(f"running {len(names)} notebooks, and packing their Python; the first time takes minutes")
    app.build()
    trial = Trial(cache, target / "site" / HOME)
    if not any(page["cells"] for page in trial.pages.values()):
        return trial.pages, warnings.heard
    if not (trial.home / "manifest.json").exists():
        raise Unavailable("a page's Python cannot be had")
    _say(f"trying {len(trial.pages)} notebooks in a page's Python")
    return trial.pages, [*warnings.heard, *trial.run(trial.pages)]


def _say(what: str) -> None:
    """Tell whoever waits what is done now."""
    print(what, file=sys.stderr, flush=True)


def _found(page: str, pages: dict[str, dict], troubles: list[Trouble]) -> dict[str, Any]:
    """Return what is to be said of a page."""
    here = [each for each in troubles if each.page in (page, "")]
    still = {name for each in here for name in each.figures}
    figures = [each["name"] for each in pages.get(page, {}).get("figures", ())]
    return {
        "live": [name for name in figures if name not in still],
        "cells": len(pages.get(page, {}).get("cells", ())),
        "troubles": [each.words for each in here],
    }


def lines(report: dict[str, Any]) -> Iterator[str]:
    r"""Yield a report in words, a line each.

    Examples
    --------
    >>> of_one = {"live": ["wave"], "cells": 2, "troubles": ["cell 2 fails on the page"]}
    >>> settings = {"explorable_files": ["tides.csv"]}
    >>> print(*lines({"settings": settings, "notebooks": {"sea.ipynb": of_one}}), sep="\n")
    sea.ipynb: wave lives
    sea.ipynb: cell 2 fails on the page
    a book's configuration has to say: explorable_files = ["tides.csv"]
    """
    for path, found in report["notebooks"].items():
        for name in found["live"]:
            yield f"{path}: {name} lives"
        if not found["live"] and not found["troubles"]:
            yield f"{path}: it has no figure that moves; its code runs, cells: {found['cells']}"
        for trouble in found["troubles"]:
            yield f"{path}: {trouble}"
    for name, values in sorted(report["settings"].items()):
        yield f"a book's configuration has to say: {name} = {json.dumps(values)}"


def main() -> None:
    """Try the notebooks that the command line names."""
    parser = argparse.ArgumentParser("explorable.authoring.trial", description=__doc__)
    parser.add_argument("notebooks", nargs="+", type=Path)
    parser.add_argument("--json", action="store_true", help="print one object in place of lines")
    arguments = parser.parse_args()
    if absent := [str(each) for each in arguments.notebooks if not each.is_file()]:
        parser.error(f"there is no {' and no '.join(absent)}")
    whole: dict[str, Any] = {"settings": {}, "notebooks": {}}
    for folder, paths in groupby(sorted(arguments.notebooks), lambda each: each.parent):
        try:
            with redirect_stdout(sys.stderr):  # what is fetched is said there
                report = try_folder(folder, [each.name for each in paths])
        except (SphinxError, Unavailable) as reason:
            parser.exit(2, f"nothing was tried in {folder}: {reason}\n")
        for key, found in report.items():
            whole[key] |= found
        if not arguments.json:
            print(*lines(report), sep="\n", flush=True)
    if arguments.json:
        print(json.dumps(whole, indent=1))
    sys.exit(any(each["troubles"] for each in whole["notebooks"].values()))


if __name__ == "__main__":
    main()
