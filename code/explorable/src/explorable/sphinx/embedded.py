"""A small page for each figure of a book: what another page shows in a frame, and a file holds.

It has the figure as its chapter has it, and asks the site for frames and Python as a chapter does;
``page/taken.js`` makes the file of it, with the frames inside.
"""

import json
import re
from html import escape, unescape
from typing import Any

from docutils import nodes

from explorable.bundle import scripts
from explorable.declaration import CELL
from explorable.sphinx import cells
from explorable.sphinx.cells import ExplorerNode
from explorable.sphinx.steps import Page
from explorable.stored import Spec
from explorable.words import in_use, word

FOLDER = "_embed"
"""The folder of the built book that holds these pages."""
_SHEETS = ("explorable-colors.css", "front.css", "live.css")
_LOOK = """:root { color-scheme: light dark; }
body { margin: 0 auto; max-width: 46rem; padding: 0.5rem; font: 1rem/1.5 system-ui, sans-serif; }
.explorable-explorer { margin: 0; }
.explorable-from { margin: 0.5rem 0 0; font-size: 0.85em; }"""
_POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; worker-src 'self' blob:; object-src 'none'; base-uri 'none'"
)


def names(page: str, specs: list[Spec]) -> dict[str, tuple[str, bool]]:
    """Return the files of a page's figures by prefix, and whether each has a name that stays.

    A module's figure has one; of a cell's the prefix changes with its code, so that its name has to
    be alone on the page.

    Examples
    --------
    >>> wave, sketch = {"name": "wave", "prefix": "w", "module": "waves"}, {"name": "sketch"}
    >>> cell = {"prefix": "sketch-d1234567", "module": CELL}
    >>> names("sea/tides", [wave, sketch | cell])
    {'w': ('sea-tides-w.html', True), 'sketch-d1234567': ('sea-tides-sketch.html', True)}
    >>> names("tides", [{"name": "lambda"} | cell])
    {'sketch-d1234567': ('tides-sketch-d1234567.html', False)}
    """
    prefixes = {spec["prefix"]: spec for spec in specs}
    listed = [spec["name"] for spec in prefixes.values()]
    stem = page.replace("/", "-")

    def named(spec: Spec) -> tuple[str, bool]:
        is_unique = spec["name"].isidentifier() and listed.count(spec["name"]) == 1
        is_unique = is_unique and spec["name"] != "lambda"
        if spec["module"] == CELL and is_unique:
            return f"{stem}-{spec['name']}.html", True
        return f"{stem}-{spec['prefix']}.html", spec["module"] != CELL

    return {prefix: named(spec) for prefix, spec in prefixes.items()}


def page_of(page: Page, figure: ExplorerNode, live: dict[str, Any], head: str = "") -> str:
    """Return the page of a figure.

    Parameters
    ----------
    page : Page
        Where it stands in the book.
    figure : ExplorerNode
    live : dict
        What the scripts are told.
    head : str
        Tags that its scripts need.
    """
    spec, static = figure["spec"], f"../_static/{scripts.folder()}"
    title = escape(spec["title"])
    chapter = unescape(re.sub("<[^>]*>", "", str(page.context.get("title", ""))))
    back = f"{page.app.builder.get_target_uri(page.name)}#explorer={spec['name']}"
    config = page.app.config
    given = config._raw_config | config.overrides  # Jupyter Book gives its title as an override
    book = next((f", {given[name]}" for name in ("html_title", "project") if given.get(name)), "")
    source = escape(word("takenFrom", page=f"{chapter}{book}"))
    kept = (
        f' <span class="explorable-kept">{escape(word("takenKept"))}</span>'
        if "predict" in spec
        else ""
    )
    policy = f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    words = json.dumps(in_use()).replace("<", r"\u003c")
    sheets = "".join(f'<link rel="stylesheet" href="../_static/{name}">' for name in _SHEETS)
    data = escape(json.dumps(live))
    return f"""<!doctype html>
<html lang="{config.language or "en"}" data-content_root="../">
<meta charset="utf-8">
{policy if getattr(config, "explorable_policy", False) else ""}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="explorable-page" content="{FOLDER}/{live["file"]}">
<title>{title}</title>
{sheets}
<style>{_LOOK}</style>
<main>{_in_cells(page, figure)}</main>
<p class="explorable-from"><a href="../{escape(back)}" target="_blank">{source}</a>{kept}</p>
<script type="application/json" id="explorable-words">{words}</script>
{head}<script type="module" src="{static}/page/boot.js" data-explorable-live="{data}"></script>
</html>
"""


def _in_cells(page: Page, figure: ExplorerNode) -> str:
    """Return the figure as it stands, and with that of a cell the code which Python needs for it.

    None of the code is seen.
    """
    listed = cells.visible_cells(page.document) if page.document else []
    makers = [each for each in listed if any(node is figure for node in each.findall(ExplorerNode))]
    if figure["spec"]["module"] != CELL or not makers:
        return figure.astext()
    return "".join(_cell(each, figure.astext() if each in makers else "") for each in listed)


def _cell(cell: nodes.container, html: str) -> str:
    (source, *_) = cells.sources(cell)
    return (
        f'<div class="cell"{"" if html else " hidden"}><div class="cell_input" hidden>'
        f'<pre>{escape(source.astext())}</pre></div><div class="explorable-toolbar" hidden></div>'
        f'<div class="cell_output">{html}</div></div>'
    )
