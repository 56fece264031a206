"""What a reader would meet: the cells of each living page, run once while the book is built.

They run in the Python that comes with the pages, under node, in one process for all pages. What
was tried is kept with the sum of all that went in: a page that has not changed costs nothing.
"""

import json
import re
import subprocess
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.util import logging

from explorable import words
from explorable.bundle import archives
from explorable.bundle.download import Unavailable, store
from explorable.declaration import CELL
from explorable.sphinx import cells
from explorable.sphinx.cells import ExplorerNode
from explorable.sphinx.mending import mend
from explorable.stored import Spec

PATIENCE = 300.0
"""Seconds after which a cell counts as one without an end, on a machine that may have others."""

SCRIPT = archives.SCRIPTS / "trial.py"
ENDLESS = "it has run for minutes and has not ended"

logger = logging.getLogger(__name__)


class Trial:
    """The pages of a build that live, and what comes of trying them.

    Parameters
    ----------
    cache : Path
        Where the answers are kept.
    source : Path
        The folder of the book's sources.
    """

    def __init__(self, cache: Path, source: Path):
        self.kept, self.source = cache / "tried", source
        self.pages: list[dict[str, Any]] = []

    def note(self, page: str, document: nodes.document, imported: list[Spec]) -> None:
        """Note a page with figures, of which some are `imported` by the pages' Python."""
        listed = cells.shown(document)
        figures: list[dict[str, Any]] = [
            {"name": spec["name"], "module": spec["module"], "fixed": spec["fixed"], "cell": None}
            for spec in imported
        ]
        for node in document.findall(ExplorerNode):
            if node["spec"]["module"] == CELL:
                figures += _made(node, listed, page)
        if figures:
            shown = [_cell(each) for each in listed]
            folder = page.rpartition("/")[0]
            self.pages.append({"page": page, "folder": folder, "cells": shown, "figures": figures})

    def run(self, manifest: dict, home: Path) -> None:
        """Try the pages with the files that a manifest names, and warn of what fails there."""
        places = {p["page"]: self.kept / f"{_sum(p, manifest)}.json" for p in self.pages}
        found = {n: _read(place) for n, place in places.items() if place.exists()}
        if new := [page for page in self.pages if page["page"] not in found]:
            logger.info("trying the cells of %d pages in the pages' Python", len(new))
            try:
                found |= _tried(new, manifest, home)
            except Unavailable as reason:
                logger.warning("%s", reason, type="explorable", subtype="trial")
        for name, failures in found.items():
            if not any("cut" in each for each in failures):  # next time there may be more of it
                store(json.dumps(failures).encode(), places[name])
            for failure in failures:
                self._warn(name, failure)

    def _warn(self, page: str, failure: dict) -> None:
        """Warn of what fails on a page: where, what its reader would be told, and what mends it."""
        if said := _said(failure["lacks"]):
            what = f"{failure['figures'][0]} of cell {failure['cell'] + 1} {said}"
            logger.warning("%s", what, location=page, type="explorable", subtype="trial")
            return
        names = list(dict.fromkeys(failure["figures"]))
        figures, s = " and ".join(names), "s" * (len(names) == 1)
        if failure["cell"] is None:
            where = f"the figure {figures}"
        else:
            needed = f", which {figures} need{s}," if names else ""
            where = f"cell {failure['cell'] + 1}{needed}"
        logger.warning(
            "%s fails on the page (%s); %s", where, failure["error"],
            mend(failure["lacks"], page, self.source),
            location=page, type="explorable", subtype="trial",
        )  # fmt: skip


def _said(lacks: dict[str, str]) -> str:
    """Return what is to be said of a figure that lives, but not as it is stored."""
    match lacks:
        case {"start": caption}:
            return f"starts otherwise on the page, {caption!r}: what do its cells find there?"
        case {"figure": _}:
            return "stays still: on the page its cell makes a different explorer"
        case {"patience": seconds}:
            return (
                f"keeps its reader waiting at the first touch: cells above it run for {seconds} s"
            )
    return ""


def _cell(cell: nodes.container) -> dict[str, Any]:
    (source, *_) = cells.sources(cell)
    tags = cell["classes"]
    return {
        "source": source.astext(),
        "may_fail": "tag_raises-exception" in tags,
        "skip": "tag_skip-execution" in tags,
    }


def _made(node: ExplorerNode, listed: list[nodes.container], page: str) -> list[dict[str, Any]]:
    """Return what is tried of a figure of a cell; warn of one whose cell the page does not show."""
    spec = node["spec"]
    for number, cell in enumerate(listed):
        if node in cell.findall(ExplorerNode):
            known = {"name": spec["name"], "prefix": spec["prefix"], "caption": spec["caption"]}
            function = "function" in spec
            same = function and not {"random", "manual"} & spec.keys()
            kind = {"function": function, "same": same}
            return [{**known, **kind, "module": "", "cell": number}]
    logger.warning(
        "%s stays still: the page does not show the cell that makes it; tag that cell hide-input, "
        "not remove-input",
        spec["name"], location=page, type="explorable", subtype="trial",
    )  # fmt: skip
    return []


def _read(place: Path) -> list[dict]:
    return json.loads(place.read_text("utf-8"))


def _words() -> dict[str, str]:
    """Return all words: a page's scripts hand them to its Python."""
    return words.english() | words.in_use()


def _sum(page: dict, manifest: dict) -> str:
    """Return a sum of all that a trial is made of."""
    parts = {name: each for name, each in manifest.items() if name != "scripts"}
    made_of = json.dumps([page, parts, _words(), SCRIPT.read_text("utf-8")], sort_keys=True)
    return sha256(made_of.encode()).hexdigest()[:24]


def _tried(pages: list[dict], manifest: dict, home: Path) -> dict[str, list[dict]]:
    """Return what fails on each page, by its name; a page that ends Python is tried no further."""
    found: dict[str, list[dict]] = {}
    with tempfile.TemporaryDirectory() as place:
        folders = archives.lay_out(manifest, home, Path(place))
        out = Path(place, "out")
        out.mkdir()
        while left := [page for page in pages if page["page"] not in found]:
            reason = _run(left, folders, out)
            for line in (out / "answers.jsonl").read_text("utf-8").splitlines():
                last = json.loads(line)
                if "failures" in last:
                    found[last["page"]] = last["failures"]
            if reason and "failures" not in last:
                cell, name = last.get("runs"), last.get("draws")
                figures = [name] if name else []
                lacks = {"time": ""} if reason == ENDLESS else {}
                failure = {"cell": cell, "figures": figures, "error": reason, "lacks": lacks}
                found[last["page"]] = [failure | {"cut": True}]
    return found


def _run(pages: list[dict], folders: dict[str, Path], out: Path) -> str:
    """Try pages in a process of node; return why it has not come to their end."""
    answers = out / "answers.jsonl"
    answers.write_text("")
    (out / "asked.json").write_text(json.dumps({"words": _words(), "pages": pages}), "utf-8")
    mounts = {f"/{name}": str(folder) for name, folder in folders.items()} | {"/out": str(out)}
    command = archives.command(folders["pyodide"], SCRIPT, mounts=mounts)
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    heard = -1
    while True:
        try:
            said, _ = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            if answers.stat().st_size == heard:
                process.kill()
                process.communicate()
                return ENDLESS
            heard = answers.stat().st_size
        else:
            if process.returncode and not answers.stat().st_size:
                raise Unavailable(f"no page was tried, for its Python does not start: {said}")
            return _reason(said) if process.returncode else ""


def _reason(said: str) -> str:
    """Return the last error that node tells; before it stands the line of Pyodide, a megabyte."""
    errors = [line for line in said.splitlines() if re.match(r"[\w.]*Error\b", line)]
    return (errors or ["it ends Python"])[-1]
