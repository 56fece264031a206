"""What makes a page live: a script where explorers, questions or code stand; baked frames."""

import gzip
import json
import re
from collections.abc import Mapping
from functools import partial
from hashlib import sha256
from html import escape
from importlib import import_module
from pathlib import Path
from typing import Any

from docutils import nodes
from myst_nb.sphinx_ext import OUTPUT_FOLDER
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from explorable import Explorer, palette
from explorable.bundle import archives, editor, requirements, scripts, vendor
from explorable.bundle.cache import cached, forget
from explorable.bundle.download import Unavailable, store
from explorable.declaration import CELL
from explorable.frames import BAKED, RUNS, frames_of
from explorable.sphinx import cells, drawn_by, embedded
from explorable.sphinx.cells import ExplorerNode
from explorable.sphinx.colors import add_colors
from explorable.sphinx.questions import QuestionNode
from explorable.sphinx.settings import Settings, read
from explorable.sphinx.steps import Page, page_step, runs_scripts, site_step
from explorable.sphinx.trial import Trial
from explorable.stored import Spec
from explorable.words import word

BOOT = "page/boot.js"
"""The script that brings a page to life."""
HOME = "_live"
"""The folder of the built book that holds everything the living pages fetch."""

STYLES = tuple(scripts.PACKAGE / sheet for sheet in ("front/front.css", "page/live.css"))
TROUBLES = (
    "disk", "noScripts", "oldBrowser", "reload", "sandboxed", "scriptType", "signedOut",
    "stillLoading", "trustedTypes",
)  # fmt: skip
"""What keeps all scripts of a page still, as `page/trouble.js` says it."""
QUESTIONS = scripts.PACKAGE / "front" / "question.css"
"""The style sheet of questions, which only pages that ask some need."""

_WORD = "m" * 8
"""How much more than the longest caption has room."""

_UNTRANSLATED = re.compile(
    r'(<(?:svg|code)|(?<!class="highlight">)<pre|<div class="explorable-picture")(?=[ >])'
)

logger = logging.getLogger(__name__)


def setup(app: Sphinx, settings: Settings, extra_files: Mapping[str, Path]) -> None:
    """Let every page ask for what it needs, and nothing else; Python gets the files `beside`."""
    trial = Trial(Path(settings.cache), Path(app.outdir, HOME))
    app.config.html_static_path += map(str, [*STYLES, QUESTIONS])
    add_colors(app, "explorable", palette.COLORS)
    for sheet in STYLES:
        app.add_css_file(sheet.name, priority=400)
    if table := app.config.explorable_words:
        text = json.dumps(table).replace("<", r"\u003c")
        app.add_js_file(None, body=text, type="application/json", id="explorable-words")
    app.add_js_file(f"{scripts.folder()}/page/tab_stops.js", loading_method="defer")
    attributes: dict[str, Any] = {"data-words": word("printSolutions")}
    app.add_js_file(f"{scripts.folder()}/page/print.js", loading_method="defer", **attributes)
    cells.setup(app)
    app.add_post_transform(Longest)
    app.add_post_transform(Ids)
    app.add_post_transform(Quoted)
    app.connect("builder-inited", _publish)
    named: dict[str, list[str]] = {}
    page_step(app, _tell_name, at="words")
    page_step(app, _keep_from_translators, at="words")
    page_step(app, partial(_make_interactive, settings, trial, named), at="living")
    site_step(app, partial(_remove_unnamed, named), at="python")
    site_step(app, partial(_add_python, settings, extra_files, trial), at="python")


def _publish(app: Sphinx) -> None:
    if runs_scripts(app):
        scripts.publish(Path(app.outdir, "_static"))


def _tell_name(page: Page) -> None:
    """Let a page know its address in the site: a host may take others for the same."""
    address = escape(page.app.builder.get_target_uri(page.name))
    page.add_tags(f'<meta name="explorable-page" content="{address}" />')


def _keep_from_translators(page: Page) -> None:
    """Mark code and pictures, whose labels a translator would tear apart; formulas are already."""
    if body := page.context.get("body"):
        page.context["body"] = _UNTRANSLATED.sub(r'\1 translate="no"', body)


def _make_interactive(
    settings: Settings, trial: Trial, named: dict[str, list[str]], page: Page
) -> None:
    """Let a page that moves, asks or runs something do so; note the files that it names."""
    named[page.name] = []
    specs = [explorer["spec"] for explorer in page.all(ExplorerNode)]
    code = bool(page.document and cells.sources(page.document))
    questions = page.all(QuestionNode)
    if questions:
        page.app.add_css_file(QUESTIONS.name, priority=400)
    imported = [spec for spec in specs if is_importable(settings, spec, page.name)]
    if page.document is not None:
        ran = Path(page.app.outdir).parent / OUTPUT_FOLDER / f"{page.name}.ipynb"
        unseen = cells.unseen(page.document, ran)
        trial.note(page.name, page.document, imported, Path(page.app.srcdir), unseen)
    if not (specs or code or questions):
        if any("explorable-quoted" in link["classes"] for link in page.all(nodes.reference)):
            page.add_script("page/quoted.js")
        return
    frames = _add_frames(settings, page, specs, imported)
    sources = {spec["prefix"]: _add_source(page.app, spec) for spec in imported}
    named[page.name] = [*frames.values(), *sources.values()]
    _say_what_lacks(page)
    _preload(page)
    live = _live(page, settings, cells=code, baked=frames)
    taken = embedded.names(page.name, specs)
    named[page.name] += _add_embedded(page, live, taken)
    if taken:
        live |= {"taken": taken, "address": page.app.config.html_baseurl}
    _boot(page, live | {"sources": sources})


def _add_frames(
    settings: Settings, page: Page, specs: list[Spec], imported: list[Spec]
) -> dict[str, str]:
    """Put the frames of a page's explorers into the book, and return their places by prefix."""
    files = [(spec, baked(settings, spec)) for spec in imported]
    files += [(spec, stored_frames(spec)) for spec in specs if "baked" in spec]
    return {
        spec["prefix"]: _add(page.app, f"baked/{name}", frames)
        for spec, (name, frames) in files
        if frames
    }


def _say_what_lacks(page: Page) -> None:
    """Say what a page lacks without scripts, and without its files: `trouble.js` removes that."""
    still, unserved = escape(word("withoutScripts")), escape(word("unserved"))
    page.context["body"] = (
        f"<noscript><p>{still}</p></noscript>"
        f'<p class="explorable-unserved noprint" aria-hidden="true">{unserved}</p>'
        f"{page.context['body']}"
    )


def _preload(page: Page) -> None:
    """Ask for what the first script imports in one wave, behind what the page shows first."""
    for name in scripts.imported(BOOT):
        url = page.context["pathto"](f"_static/{scripts.folder()}/{name}", 1)
        page.add_tags(f'<link rel="modulepreload" fetchpriority="low" href="{url}" />')


def _live(page: Page, settings: Settings, **given: object) -> dict[str, Any]:
    """Return what the scripts of a page need to know of it."""
    Path(page.app.outdir, HOME).mkdir(exist_ok=True)
    return {
        "home": f"{page.root}{HOME}/",
        "folder": page.name.rpartition("/")[0],
        "formulas": f"{page.root}_static/" if page.app.config.explorable_formulas else None,
        "editor": editor.name(),
        "lecture": settings.lecture,
        **given,
    }


def _troubles() -> str:
    """Return what `trouble.js` says, which learns the type of a script by itself."""
    return json.dumps({name: word(name, type="{type}") for name in TROUBLES})


def _boot(page: Page, live: dict[str, Any]) -> None:
    """Let the page start its scripts."""
    attributes: dict[str, Any] = {"data-words": _troubles()}
    page.add_script("page/trouble.js", loading_method="defer", **attributes)
    page.add_script("page/place.js")
    page.add_script(BOOT, type="module", **{"data-explorable-live": json.dumps(live)})


def _add_embedded(
    page: Page, live: dict[str, Any], taken: dict[str, tuple[str, bool]]
) -> list[str]:
    """Put a small page of each figure into the book, and return their places."""
    url = f"../_static/{scripts.folder()}/page/trouble.js"
    trouble = f'<script defer src="{url}" data-words="{escape(_troubles())}"></script>\n'
    root = {"home": f"../{HOME}/", "formulas": live["formulas"] and "../_static/"}
    files = []
    for figure in page.all(ExplorerNode):
        prefix = figure["spec"]["prefix"]
        file, frames = taken[prefix][0], live["baked"].get(prefix)
        state = {"baked": {prefix: frames} if frames else {}, "lecture": False, "file": file}
        state["cells"] = figure["spec"]["module"] == CELL and live["cells"]
        html = embedded.page_of(page, figure, live | root | state, trouble)
        files.append(_add(page.app, f"../{embedded.FOLDER}/{file}", html.encode()))
    return files


class Longest(SphinxPostTransform):
    """Has explorers leave room for the longest caption of their frames: no move moves controls."""

    default_priority = 2  # before explorers get their HTML
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Change the document."""
        chosen = read(self.config, Path(self.app.confdir))
        explorers = self.document.findall(ExplorerNode) if runs_scripts(self.app) else ()
        for spec in (each["spec"] for each in explorers):
            if spec["module"] != CELL and not lacks(chosen, spec):
                spec["longest"] = longest(spec, baked(chosen, spec)[1])


def longest(spec: Spec, frames: bytes) -> str:
    """Return what takes as much room as the longest caption of an explorer's packed frames."""
    captions = (each["caption"] for each in json.loads(gzip.decompress(frames)))
    found = max(captions, key=len, default=spec["caption"])
    return f"{found} {_WORD}"  # a shorter one may break into more lines


class Quoted(SphinxPostTransform):
    """Marks links to what is numbered, formulas, theorems, exercises, figures: they show it."""

    default_priority = 900  # behind all that makes links
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Change the document."""
        pages = self.env.toc_fignumbers.values()
        numbered = {name for kinds in pages for names in kinds.values() for name in names}
        for link in self.document.findall(nodes.reference):
            name = link.get("refid") or link.get("refuri", "").partition("#")[2]
            if link.get("internal") and (name in numbered or name.startswith("equation-")):
                link["classes"].append("explorable-quoted")


class Ids(SphinxPostTransform):
    """Has each section's id once on a page: extensions give all their boxes the same one."""

    default_priority = 900  # behind all that looks for one
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Change the document."""
        taken: set[str] = set()
        for section in self.document.findall(nodes.section):
            section["ids"] = [each for each in section["ids"] if each not in taken]
            taken.update(section["ids"])


def is_importable(settings: Settings, spec: Spec, page: str) -> bool:
    """Whether pages can import the explorer: one that a cell has made they cannot."""
    if spec["module"] == CELL:
        return False
    reason = lacks(settings, spec)
    if reason:
        logger.warning(
            "the explorer %s stays still: its module %s %s", spec["name"], spec["module"], reason,
            location=page, type="explorable", subtype="packages",
        )  # fmt: skip
    return not reason


def lacks(settings: Settings, spec: Spec) -> str:
    """Return what keeps pages from importing an explorer that no cell has made."""
    module = spec["module"]
    try:
        getattr(import_module(module), spec["name"])
    except (ImportError, AttributeError) as error:
        return (
            f"cannot be imported while the book is built ({error}); name an importable package or "
            "module that holds it in explorable_packages"
        )
    bundled = ("explorable", *settings.packages)
    if any(f"{module}.".startswith(f"{each}.") for each in bundled):
        return ""
    top = module.partition(".")[0]
    return f'is not among the packages that pages are given; add "{top}" to explorable_packages'


def baked(settings: Settings, spec: Spec) -> tuple[str, bytes]:
    """Return the frames of an explorer as a file, made once for each state of what draws it.

    Returns
    -------
    (str, bytes)
        Its name, and what it holds.
    """
    sources = drawn_by.digest(settings.packages)
    digest = sha256(f"{sources} {spec['fixed']}".encode()).hexdigest()[:12]
    name = f"{spec['prefix']}-{digest}.json.gz"
    return name, cached(Path(settings.cache) / "baked" / name, lambda: _bake(spec)).read_bytes()


def stored_frames(spec: Spec) -> tuple[str, bytes]:
    """Return the frames that a notebook holds as a file, named by what is in it.

    Returns
    -------
    (str, bytes)
        Its name, and what it holds.
    """
    frames = _packed(spec["baked"])
    return f"{spec['prefix']}-{sha256(frames).hexdigest()[:12]}.json.gz", frames


def _bake(spec: Spec) -> bytes:
    drawing = explorer_of(spec).drawn()
    limits = RUNS if drawing.streams else BAKED
    return _packed(frames_of(drawing, limits)[0])


def _packed(frames: list[dict[str, Any]]) -> bytes:
    """Return frames as a file that pages fetch."""
    return gzip.compress(json.dumps(frames, ensure_ascii=False).encode(), mtime=0)


def _add_source(app: Sphinx, spec: Spec) -> str:
    """Put the code of an explorer into the book, for readers who ask for it."""
    source = explorer_of(spec).source.encode()
    return _add(app, f"sources/{spec['name']}-{sha256(source).hexdigest()[:12]}.py", source)


def _add(app: Sphinx, name: str, content: bytes) -> str:
    """Put a file into the folder of the living pages, and return its place there."""
    store(content, Path(app.outdir, HOME, name))
    return name


def explorer_of(spec: Spec) -> Explorer:
    """Return the explorer that a page shows, with the arguments that the page has bound."""
    return getattr(import_module(spec["module"]), spec["name"]).bind_data(spec["fixed"])


def _add_python(
    settings: Settings, extra_files: Mapping[str, Path], trial: Trial, app: Sphinx
) -> None:
    """Fill the folder of the living pages, if the book has some, and try what it holds."""
    home, cache = Path(app.outdir) / HOME, Path(settings.cache)
    if not home.exists():
        return
    has_python = add_python(settings, extra_files, home)
    try:
        store(editor.build(cache).read_bytes(), home / editor.name())
    except Unavailable as reason:
        logger.info("cells are edited as plain text: %s", reason)
    forget(cache)
    trial.keep(app.env.found_docs)
    if unknown := trial.opaque():
        logger.info(
            "Run finds by names what a cell needs, and cannot see through %s: such a cell runs "
            "behind all above it, and before all below; bind its names by assignments, and it "
            "runs behind what it reads",
            ", ".join(unknown),
        )
    if has_python and settings.trial:
        _try(trial)


def _try(trial: Trial) -> None:
    """Warn of what a reader of the pages would meet."""
    try:
        for page, said, category, _ in trial.run():
            logger.warning("%s", said, location=page, type="explorable", subtype=category)
    except Unavailable as reason:
        logger.warning("%s", reason, type="explorable", subtype="trial")


def add_python(settings: Settings, extra_files: Mapping[str, Path], home: Path) -> bool:
    """Put Python into the folder, say what a page then weighs; whether there is one."""
    cache, required = Path(settings.cache), settings.requirements
    named = requirements.names(required)
    try:
        pyodide = vendor.pyodide(cache, named)
    except Unavailable as reason:
        say = logger.warning if named else logger.info
        say(
            "explorers stay still: %s; build again where these can be had", reason,
            type="explorable", subtype="requirements",
        )  # fmt: skip
        return False
    manifest = archives.make(pyodide, home, cache, settings.packages, required, extra_files)
    weights = archives.weights(manifest)
    parts = ", ".join(f"{name} {weight:.1f}" for name, weight in weights.items())
    logger.info("a page's Python weighs %.1f MB: %s", sum(weights.values()), parts)
    return True


def _remove_unnamed(named: dict[str, list[str]], app: Sphinx) -> None:
    """Remove frames, sources and figures' pages of earlier builds, which no page names any more.

    What pages name that are not written anew is noted beside Sphinx's own notes of them.
    """
    home, noted = (
        Path(app.outdir, HOME),
        Path(app.doctreedir, f"explorable-{app.builder.name}.json"),
    )
    before = json.loads(noted.read_text("utf-8")) if noted.exists() else {}
    pages = {page: names for page, names in (before | named).items() if page in app.env.found_docs}
    store(json.dumps(pages).encode(), noted)
    kept = {home / name for names in pages.values() for name in names}
    folders = ("baked", "sources", f"../{embedded.FOLDER}")
    for path in {path for each in folders for path in home.glob(f"{each}/*")} - kept:
        path.unlink()
