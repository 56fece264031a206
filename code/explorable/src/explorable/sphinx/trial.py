"""What a reader would meet: the cells of living pages, run in the pages' Python as pages run them.

A build does so if ``explorable_trial`` is on, ``python -m explorable.authoring.trial`` with
notebooks of no book, and ``python -m explorable.sphinx.trial .cache _build/html`` with the site
that any build has made, or with pages that are named behind it. Each visit has a Python of its own,
under node. What was tried is kept with the digest of all that went in: a page that has not changed
costs nothing.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from textwrap import shorten
from typing import Any, NamedTuple

import numpy as np
from docutils import nodes
from sphinx.util import logging
from sphinx.util.display import status_iterator

from explorable import words
from explorable.bundle import archives
from explorable.bundle.download import Unavailable, store
from explorable.declaration import CELL
from explorable.interaction.outputs import without_address, without_ids
from explorable.kernel.names import names_of, opaque
from explorable.kernel.prompts import as_python
from explorable.sphinx import cells
from explorable.sphinx.cells import ExplorerNode
from explorable.sphinx.mending import mend
from explorable.stored import Spec

PATIENCE = 600.0
"""Seconds after which a visit counts as one without an end, on a machine that may have others."""
MOVES = 12
"""Frames of a function for which it is tried, at most."""
LONG = 10.0
"""Seconds of cells that a reader has to wait at the first touch, of which an author is told."""

SCRIPT = archives.SCRIPTS / "trial.py"
ENDLESS = "with the cells before it, it has run for minutes and has not ended"
WHOLE = "whole numbers of NumPy have 32 bits there; say dtype=np.int64, or compute with floats"
OTHERWISE = (
    "versions and processors differ there; show fewer digits, and nothing that depends on where it "
    "runs"
)
SHOWN = "tag that cell hide-input or hide-cell, not remove-input or remove-cell"
LIVES = {
    "chance": "starts otherwise at each visit: what it or a cell above it draws at random needs "
    "its seed in the cell that draws, rng = np.random.default_rng(0); and show no time, no hash "
    "of a text and no order of a set",
    "order": "starts in another order at each visit: a set of texts has none; sort it, sorted(s)",
    "figure": "stays still: on the page its cell makes a different explorer; let its code and its "
    "controls depend on no chance, no time and no file that the page does not have",
    "hidden": f"stays still: the page does not show the cell that makes it; {SHOWN}",
    "patience": "keeps its reader waiting at the first touch: cells above it run for {} s; let "
    "them do less, or read what they compute from a file of explorable_files",
    "cell": "prints {} in a notebook, and not on the page: " + WHOLE,
    "move": "shows on the page {}",
    "start": "starts otherwise on the page, {}",
}
"""What is said of a figure that fails nowhere, but does not live as it is stored."""
_ERROR = '<div class="explorable-error"'
INTEGER = re.compile(r"(?<![\d.])-?\d+(?![\d.]*\d)")
UNBOUND = re.compile(r"NameError: name '(\w+)' is not defined")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?")

logger = logging.getLogger(__name__)


class Trouble(NamedTuple):
    """What readers of a page would meet, in a sentence.

    Its category is "cells" if a cell fails that no figure needs, else "trial".
    """

    page: str
    words: str
    category: str
    figures: list[str]


class Trial:
    """The pages of a site that live, and what comes of trying them.

    Parameters
    ----------
    cache : Path
        Where pages and answers are kept.
    home : Path
        The folder of the site with all that living pages fetch.
    """

    def __init__(self, cache: Path, home: Path):
        self.home, self.answers = home, cache / "tried"
        self._file = self.answers / f"site-{_digest(str(home.resolve()))}.json"
        self.pages: dict[str, dict] = json.loads(_text(self._file) or "{}")

    def note(
        self,
        page: str,
        document: nodes.document,
        imported: list[Spec],
        source: Path,
        unseen: Iterable[str] = (),
    ) -> None:
        """Note a page of the book at `source`, and the code of its notebook that it does not show.

        Some of its figures, those `imported`, are imported there.
        """
        listed = cells.visible_cells(document)
        explorers = list(document.findall(ExplorerNode))
        figures: list[dict[str, Any]] = [
            {"name": spec["name"], "module": spec["module"], "fixed": spec["fixed"], "cell": None}
            for spec in imported
        ]
        figures += [_figure(each, listed) for each in explorers if each["spec"]["module"] == CELL]
        self.pages[page] = {
            "source": str(source),
            "folder": page.rpartition("/")[0],
            "words": words.in_use(),
            "cells": [_cell(each, (source / page).parent) for each in listed],
            "figures": figures,
            "unseen": sorted({name for code in unseen for name in names_of(as_python(code)).binds}),
            "advice": [each.partition(": ")[2] or each for each in document.get("advice", ())],
        }

    def keep(self, names: Collection[str]) -> None:
        """Keep what is noted of the pages that a book still has."""
        self.pages = {name: page for name, page in self.pages.items() if name in names}
        store(json.dumps(self.pages).encode(), self._file)

    def opaque(self) -> list[str]:
        """Return of each cell whose names cannot be known why, and where it stands."""
        return [
            f"{' and '.join(found)} in cell {number} of {name}"
            for name, page in self.pages.items()
            for number, cell in enumerate(page["cells"], start=1)
            if (found := opaque(as_python(cell["source"])))
        ]

    def run(self, names: Iterable[str] = ()) -> Iterator[Trouble]:
        """Try the pages with figures, or all those of these names, and yield their troubles.

        Raises
        ------
        Unavailable
            If their Python does not start.
        """
        manifest = json.loads((self.home / "manifest.json").read_text("utf-8"))
        parts = {name: each for name, each in manifest.items() if name != "scripts"}
        chosen = {name: self.pages[name] for name in names} or {
            name: page for name, page in self.pages.items() if page["figures"]
        }
        files = {
            name: self.answers / f"{_digest([page, parts, words.english(), _text(SCRIPT)])}.json"
            for name, page in chosen.items()
        }
        if new := [name for name, file in files.items() if not file.exists()]:
            logger.info("trying the cells of %d pages in the pages' Python", len(new))
            with tempfile.TemporaryDirectory() as folder:
                python = archives.lay_out(manifest, self.home, Path(folder))
                for name in status_iterator(new, "trying ", length=len(new)):
                    store(json.dumps(_try(chosen[name], python)).encode(), files[name])
        for name, file in files.items():
            file.touch()
            for trouble in json.loads(_text(file)):
                if trouble["error"] == ENDLESS or "patience" in trouble["lacks"]:
                    file.unlink(missing_ok=True)  # another time the machine may be quicker
                if trouble["error"].partition(": ")[2] not in chosen[name]["advice"]:
                    unread = trouble["cell"] is not None and not trouble["figures"]
                    kind = "cells" if unread else "trial"
                    said = _sentence(trouble, name, chosen[name])
                    yield Trouble(name, said, kind, trouble["figures"])


def _sentence(trouble: dict, name: str, page: dict[str, Any]) -> str:
    """Say where a page of this name fails, what its reader would be told, and what mends it."""
    names = list(dict.fromkeys(trouble["figures"]))
    figures, s = " and ".join(names), "s" * (len(names) == 1)
    cell = "" if trouble["cell"] is None else f"cell {trouble['cell'] + 1}"
    for kind, value in trouble["lacks"].items():
        if kind in LIVES:
            return f"{' of '.join(filter(None, [figures, cell]))} {LIVES[kind].format(value)}"
    where = cell + f", which {figures} need{s}," * bool(names) if cell else f"the figure {figures}"
    lost = UNBOUND.search(trouble["error"])
    if lost and lost[1] in page.get("unseen", ()):
        mended = f"the page does not show the cell that binds {lost[1]}: {SHOWN}"
    else:
        fails = trouble["cell"] is not None and page["cells"][trouble["cell"]]["fails"]
        mended = mend(trouble["lacks"], name, Path(page["source"]), fails)
    return f"{where} fails on the page ({trouble['error']}); {mended}"


def _cell(cell: nodes.container, folder: Path) -> dict[str, Any]:
    (source, *_) = cells.sources(cell)
    texts = re.findall(r"""["']([^"'\n]{3,100}\.\w{1,8})["']""", source.astext())
    tags = cell["classes"]
    printed = "\n".join(
        block.astext()
        for output in cells.outputs(cell)
        for block in output.findall(nodes.literal_block)
    )
    return {
        "source": "" if "tag_skip-execution" in tags else source.astext(),
        "may_fail": "tag_raises-exception" in tags,
        "fails": any("traceback" in each["classes"] for each in cell.findall(nodes.literal_block))
        or any(_ERROR in each.astext() for each in cell.findall(ExplorerNode)),
        "files": [each for each in texts if (folder / each).is_file()],
        "printed": printed if re.search(r"\d{10}", printed) else "",
    }


def _figure(node: ExplorerNode, listed: list[nodes.container]) -> dict[str, Any]:
    """Return what is tried of a figure that a cell has made, perhaps one that is not listed."""
    spec = node["spec"]
    numbers = (number for number, cell in enumerate(listed) if node in cell.findall(ExplorerNode))
    known = {"name": spec["name"], "prefix": spec["prefix"], "caption": spec["caption"]}
    same = not {"nondeterministic", "manual", "pictures"} & spec.keys()
    frames = spec.get("baked", [])[::-1] if same else []  # from the far end, as many as will do
    few = frames[:: len(frames) // MOVES + 1]
    if same and "max_abs" in spec:
        few = [*few, {"values": {}, "caption": spec["caption"], "max_abs": spec["max_abs"]}]
    return {**known, "same": same, "module": "", "cell": next(numbers, None), "frames": few}


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


def _digest(value: Any) -> str:
    return sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:24]


def _try(page: dict, python: dict[str, Path]) -> list[dict]:
    """Return what fails on a page; one with figures of its own is visited twice, to see chance."""
    answers, reason = _visit(page, python)
    troubles = [each for each in answers if "error" in each]
    if reason:
        lacks = {"time": ""} if reason == ENDLESS else {}
        return [*troubles, answers[-1] | {"error": reason, "lacks": lacks}]
    starts = [each for each in answers if "start" in each]
    still = page | {"figures": [each | {"frames": []} for each in page["figures"]]}
    again = [each for each in _visit(still, python)[0] if "start" in each] if starts else []
    pairs = [*zip(starts, again, strict=False)]
    lives = [(one, differs(one, other)) for one, other in pairs]
    # A busy machine makes a visit slow, and seldom two.
    waits = [(one, min(one["life"], other["life"])) for one, other in pairs]
    slow = [(each, {"patience": f"{life:.0f}"}) for each, life in waits if life > LONG]
    findings = [
        (each, {"error": "", "lacks": lacks}) for each, lacks in (*lives, *slow[:1]) if lacks
    ]
    findings += {
        (each["cell"], *each["figures"]): (each, trouble)
        for each in answers
        if (trouble := moved(each))
    }.values()
    return troubles + [
        {"cell": each["cell"], "figures": each["figures"], **trouble} for each, trouble in findings
    ]


def _plainly(start: dict[str, str]) -> dict[str, str]:
    """Return what a figure starts with, but for ids that each visit makes anew."""
    return {name: without_ids(text) for name, text in start.items()}


def differs(one: dict, other: dict) -> dict[str, str]:
    """Return how a figure's start differs from that of another visit, or from the stored one."""
    if one["start"] is None:
        return {"figure": ""}
    if _plainly(one["start"]) != _plainly(other["start"]):
        here, there = (each["start"]["caption"] for each in (one, other))
        tokens = [sorted(re.findall(r"\w+", each)) for each in (here, there)]
        return {"order": ""} if here != there and tokens[0] == tokens[1] else {"chance": ""}
    caption = one["start"]["caption"]
    return {} if close(caption, one["stored"]) else {"start": _instead(caption, one["stored"])}


def moved(answer: dict) -> dict[str, Any]:
    """Return how differs what a cell prints, or a figure shows for other values, from the stored.

    Of a cell these are whole numbers alone: what else it prints may be a time, or an address.
    """
    if "frame" not in answer:
        long = wrapped(answer.get("printed", ""), answer.get("stored", ""))
        return {"error": "", "lacks": {"cell": long}} if long else {}
    frame, caption = answer["frame"], answer["caption"]
    if answer["trouble"] and "explorable-error" not in json.dumps(frame):
        return answer["trouble"]
    values = ", ".join(f"{name}={value!r}" for name, value in frame["values"].items())
    difference = "" if close(caption, frame["caption"]) else _instead(caption, frame["caption"])
    if not difference and answer.get("max_abs", 0) < frame.get("max_abs", 0) / 2:
        difference = f"a smaller picture: {WHOLE}"
    where = f"for {values}" if values else "at its start"
    return {"error": "", "lacks": {"move": f"{where} {difference}"}} if difference else {}


def _instead(caption: str, stored: str) -> str:
    """Return in words a caption on the page and the stored one, and why they differ."""
    why = WHOLE if wrapped(caption, stored) else OTHERWISE
    return f"{shorten(caption, 80)!r} and not {shorten(stored, 80)!r}: {why}"


def wrapped(text: str, stored: str) -> str:
    """Return a whole number that is stored, and in 32 bits is one of those in a text, or none.

    Examples
    --------
    >>> wrapped("20! is -2102132736", "20! is 2432902008176640000")
    '2432902008176640000'
    >>> wrapped("at 8123456", "at 140203581337216"), wrapped("4000000000", "4000000000")
    ('', '')
    """
    there = {*map(int, INTEGER.findall(text))}
    end = 2**31
    long = (n for n in map(int, INTEGER.findall(stored)) if n not in there and abs(n) > end)
    return next((str(n) for n in long if {(n + end) % 2**32 - end, end - 1, -end} & there), "")


def close(one: str, other: str) -> bool:
    """Whether two texts are the same but for addresses, and last digits: there processors differ.

    Examples
    --------
    >>> close("mean 0.106689", "mean  0.1066890001"), close("mean 1", "median 1")
    (True, False)
    >>> close("<C object at 0x3a14d18>", "<C object at 0x7fb442b9cfd0>")
    True
    """
    one, other = without_address(one), without_address(other)
    if NUMBER.sub("#", one).split() != NUMBER.sub("#", other).split():
        return False
    ours, theirs = (np.array(NUMBER.findall(each), float) for each in (one, other))
    return np.allclose(ours, theirs, rtol=1e-4, atol=1e-9)


def _visit(page: dict, python: dict[str, Path]) -> tuple[list[dict], str]:
    """Visit a page in a process of node; return its answers, and why it has not come to its end."""
    request = page | {"words": words.english() | page["words"]}  # its Python has no table of them
    with tempfile.TemporaryDirectory() as temporary:
        Path(temporary, "page.json").write_text(json.dumps(request), "utf-8")
        mounts = {f"/{name}": str(folder) for name, folder in python.items()} | {"/out": temporary}
        command = archives.command(python["pyodide"], SCRIPT, mounts=mounts)
        try:
            ended = subprocess.run(
                command, capture_output=True, text=True, timeout=PATIENCE, check=False
            )
            # before node's last error stands the line of Pyodide, a megabyte
            errors = re.findall(r"^[\w.]*Error\b.*", ended.stderr, re.MULTILINE)
            reason = (errors or ["it ends Python"])[-1] if ended.returncode else ""
        except subprocess.TimeoutExpired:
            reason = ENDLESS
        answers = [
            json.loads(each) for each in _text(Path(temporary, "answers.jsonl")).splitlines()
        ]
    if reason and not answers:
        raise Unavailable(
            f"no page was tried, for its Python does not start: {reason}; build again, or let "
            "explorable_trial be False"
        )
    return answers, reason


def main() -> None:
    """Try the site of a build, named on the command line behind its cache; fail if a page does."""
    cache, site, *names = sys.argv[1:]
    trial = Trial(Path(cache), Path(site, "_live"))
    if not trial.pages or {*names} - trial.pages.keys():
        known = ", ".join(trial.pages) or "no page"
        sys.exit(f"of the site {site} the cache {cache} knows {known}, got {', '.join(names)}")
    troubles = [f"{each.page}: {each.words}" for each in trial.run(names)]
    print(*troubles, sep="\n")
    sys.exit(bool(troubles))


if __name__ == "__main__":
    main()
