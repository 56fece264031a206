"""What makes a page live: a script where explorers, questions or code stand; baked frames."""

import gzip
import json
from collections.abc import Callable, Mapping
from functools import partial
from hashlib import sha256
from html import escape
from importlib import import_module
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from explorable import Explorer, palette
from explorable.bundle import archives, editor, requirements, scripts, vendor
from explorable.bundle.cache import forget, kept
from explorable.bundle.download import Unavailable, store
from explorable.declaration import CELL
from explorable.sphinx import baking, cells, drawn_by
from explorable.sphinx.cells import ExplorerNode
from explorable.sphinx.colors import add_colors
from explorable.sphinx.questions import QuestionNode
from explorable.sphinx.settings import Settings
from explorable.sphinx.trial import Trial
from explorable.stored import Spec
from explorable.words import word

BOOT = "page/boot.js"
"""The script that brings a page to life."""
HOME = "_live"
"""The folder of the built book that holds everything the living pages fetch."""

STYLES = tuple(scripts.PACKAGE / sheet for sheet in ("front/front.css", "page/live.css"))
QUESTIONS = scripts.PACKAGE / "front" / "question.css"
"""The style sheet of questions, which only pages that ask some need."""

logger = logging.getLogger(__name__)


def setup(app: Sphinx, settings: Settings, beside: Mapping[str, Path]) -> None:
    """Let every page ask for what it needs, and nothing else; Python gets the files `beside`."""
    trial = Trial(Path(settings.cache), Path(app.srcdir))
    app.config.html_static_path += map(str, [*STYLES, QUESTIONS])
    add_colors(app, "explorable", palette.COLORS)
    for sheet in STYLES:
        app.add_css_file(sheet.name, priority=400)
    app.add_js_file(f"{scripts.folder()}/page/tab_stops.js", loading_method="defer")
    said: dict[str, Any] = {"data-words": word("printSolutions")}
    app.add_js_file(f"{scripts.folder()}/page/print.js", loading_method="defer", **said)
    cells.setup(app)
    app.connect("builder-inited", lambda app: scripts.publish(Path(app.outdir, "_static")))
    app.connect("html-page-context", partial(_enliven, settings, trial))
    app.connect("build-finished", partial(_add_python, settings, beside, trial))


def _enliven(
    settings: Settings,
    trial: Trial,
    app: Sphinx,
    page: str,
    _template: str,
    context: dict,
    doctree: nodes.document | None,
) -> None:
    if app.config.explorable_words:
        table = json.dumps(app.config.explorable_words).replace("<", r"\u003c")
        app.add_js_file(None, body=table, type="application/json", id="explorable-words")
    if doctree is None:
        return
    code = bool(cells.sources(doctree))
    specs = [explorer["spec"] for explorer in doctree.findall(ExplorerNode)]
    questions = any(doctree.findall(QuestionNode))
    if questions:
        app.add_css_file(QUESTIONS.name, priority=400)
    if not (specs or code or questions):
        return
    still = escape(word("withoutScripts"))
    context["body"] = f"<noscript><p>{still}</p></noscript>{context['body']}"
    Path(app.outdir, HOME).mkdir(exist_ok=True)
    found = [spec for spec in specs if is_importable(settings, spec, page)]
    if settings.trial:
        trial.note(page, doctree, found)
    root = "../" * page.count("/")
    live = {
        "home": f"{root}{HOME}/",
        "folder": page.rpartition("/")[0],
        "formulas": f"{root}_static/" if app.config.explorable_formulas else None,
        "cells": code,
        "editor": editor.name(),
        "lecture": settings.lecture,
        "baked": {
            **{s["prefix"]: baked for s in found if (baked := bake(app, settings, s))},
            **{
                s["prefix"]: _put(app, f"{page.replace('/', '-')}-{s['prefix']}.json.gz", _kept(s))
                for s in specs
                if "baked" in s
            },
        },
        "sources": {spec["prefix"]: _source(app, spec) for spec in found},
    }
    context["metatags"] = f"{context.get('metatags', '')}{_preloads(context['pathto'])}"
    troubles = {name: word(name) for name in ("disk", "noScripts", "reload", "stillLoading")}
    said: dict[str, Any] = {"data-words": json.dumps(troubles)}
    app.add_js_file(f"{scripts.folder()}/page/trouble.js", loading_method="defer", **said)
    attributes: dict[str, Any] = {"type": "module", "data-explorable-live": json.dumps(live)}
    app.add_js_file(f"{scripts.folder()}/{BOOT}", **attributes)


def _preloads(pathto: Callable[..., str]) -> str:
    """Ask for what the first script imports in one wave, behind what the page shows first."""
    places = (pathto(f"_static/{scripts.folder()}/{name}", 1) for name in scripts.imported(BOOT))
    return "".join(
        f'<link rel="modulepreload" fetchpriority="low" href="{each}" />\n' for each in places
    )


def is_importable(settings: Settings, spec: Spec, page: str) -> bool:
    """Whether pages can import the explorer: one that a cell has made they cannot."""
    name, module = spec["name"], spec["module"]
    if module == CELL:
        return False
    bundled = ("explorable", *settings.packages)
    try:
        getattr(import_module(module), name)
    except (ImportError, AttributeError) as error:
        reason = f"cannot be imported while the book is built ({error})"
    else:
        if any(f"{module}.".startswith(f"{each}.") for each in bundled):
            return True
        reason = "is not among the packages that pages are given"
    logger.warning(
        "the explorer %s stays still: its module %s %s; name an importable package or module that "
        "holds it in explorable_packages", name, module, reason,
        location=page, type="explorable", subtype="packages",
    )  # fmt: skip
    return False


def bake(app: Sphinx, settings: Settings, spec: Spec) -> str | None:
    """Put the frames of an explorer into the book, made once for each state of what draws it.

    Returns their place in its folder `HOME`, or None of one that cannot be baked: that leaves an
    empty file behind, and is not asked again.
    """
    sources = drawn_by.digest(spec["module"], settings.packages)
    digest = sha256(f"{sources} {spec['fixed']}".encode()).hexdigest()[:12]
    name = f"{spec['prefix']}-{digest}.json.gz"
    cached = kept(Path(settings.cache) / "baked" / name, lambda: _frames(spec))
    if not cached.stat().st_size:
        return None
    return _put(app, name, cached.read_bytes())


def _put(app: Sphinx, name: str, frames: bytes) -> str:
    target = Path(app.outdir) / HOME / "baked" / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(frames)
    return f"baked/{name}"


def _kept(spec: Spec) -> bytes:
    """Return the frames that a notebook has kept of a function."""
    frames = json.dumps({"along": spec["baked"], "named": []}, ensure_ascii=False)
    return gzip.compress(frames.encode(), mtime=0)


def _frames(spec: Spec) -> bytes:
    frames = baking.bake(explorer_of(spec))
    return gzip.compress(frames.encode(), mtime=0) if frames else b""


def _source(app: Sphinx, spec: Spec) -> str:
    """Put the code of an explorer into the book, for readers who ask for it."""
    text = explorer_of(spec).source
    name = f"sources/{spec['name']}-{sha256(text.encode()).hexdigest()[:12]}.py"
    target = Path(app.outdir) / HOME / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8")
    return name


def explorer_of(spec: Spec) -> Explorer:
    """Return the explorer that a page shows, with the arguments that the page has bound."""
    return getattr(import_module(spec["module"]), spec["name"]).bind_data(spec["fixed"])


def _add_python(
    settings: Settings,
    beside: Mapping[str, Path],
    trial: Trial,
    app: Sphinx,
    error: Exception | None,
) -> None:
    """Fill the folder of the living pages, if the book has some, and try what it holds."""
    home, cache = Path(app.outdir) / HOME, Path(settings.cache)
    if error or not home.exists():
        return
    manifest = _python(settings, beside, home)
    try:
        store(editor.build(cache).read_bytes(), home / editor.name())
    except Unavailable as reason:
        logger.info("cells are edited as plain text: %s", reason)
    _remove_unnamed(app)
    forget(cache)
    if manifest:
        trial.run(manifest, home)


def _python(settings: Settings, beside: Mapping[str, Path], home: Path) -> dict | None:
    """Put Python into the folder, say what a page then weighs, and return the manifest."""
    cache, required = Path(settings.cache), settings.requirements
    named = requirements.names(required)
    try:
        pyodide = vendor.pyodide(cache, named)
    except Unavailable as reason:
        say = logger.warning if named else logger.info
        say("explorers stay still: %s", reason, type="explorable", subtype="requirements")
        return None
    manifest = archives.make(pyodide, home, cache, settings.packages, required, beside)
    weights = archives.weights(manifest)
    parts = ", ".join(f"{name} {weight:.1f}" for name, weight in weights.items())
    logger.info("a page's Python weighs %.1f MB: %s", sum(weights.values()), parts)
    return manifest


def _remove_unnamed(app: Sphinx) -> None:
    """Remove the frames and sources of earlier builds, which no page names any more."""
    home = Path(app.outdir, HOME)
    pages = "".join(path.read_text("utf-8") for path in Path(app.outdir).rglob("*.html"))
    for path in [*home.glob("baked/*"), *home.glob("sources/*")]:
        if path.name not in pages:
            path.unlink()
