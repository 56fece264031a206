"""The face of the course: its map, its numbers, and the line above each chapter's title.

All come from ``course.yml`` and from the notebooks, while the book is built.
"""

import re
from html import escape
from pathlib import Path
from typing import NamedTuple

import nbformat
import yaml
from docutils import nodes
from docutils.parsers.rst import Directive
from explorable.sphinx import gallery
from explorable.sphinx.theme import rewrite
from nbformat import NotebookNode
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

COURSE = Path(__file__).parents[1] / "course.yml"
LANDING = "chapters/intro"
WIDTH, HEIGHT, GAP = 12.5, 13.25, 2.5
"""Of a chapter on the map, in rem."""

_CHECK = re.compile(r"checks\.\w+\.\w+(?=\()")
_EXPLORER = 'class="explorable-explorer"'
_FENCE = re.compile(
    r"^(?P<fence>`{3,}|:{3,})\{(?P<name>[\w:-]+)\}.*\n(?P<options>(?::.*\n)*)"
    r"(?P<body>(?:.*\n)*?)(?P=fence) *$",
    re.MULTILINE,
)
_FOLDED = {"dropdown", "hint", "solution"}
_LANDMARK = re.compile(
    r"^`{3,}\{prf:theorem\}.*\n(?::.*\n)*?:label: (?P<label>\S+)|^##+ ", re.MULTILINE
)
_LOADED = re.compile(
    r'<(?:script|img|iframe|source|link(?! rel="canonical"))\b[^>]*\b(?:src|href)="https?://'
)
_REQUESTS = '<data class="requests" value="">?</data>'


class Chapter(NamedTuple):
    """A chapter as ``course.yml`` has it."""

    page: str
    title: str
    question: str
    needs: list[int]
    at: list[int]
    figure: str | None = None
    view: list[int] | None = None

    @property
    def number(self) -> int:
        """The number that its name begins with."""
        return int(self.page.split("-")[0])

    @property
    def corner(self) -> tuple[float, float]:
        """Where its left upper corner is on the map, in rem."""
        row, column = self.at
        return column * (WIDTH + GAP), row * (HEIGHT + GAP)


def read() -> dict[int, Chapter]:
    """Return the chapters of the course by their numbers, each after those that it needs."""
    given = yaml.safe_load(COURSE.read_text("utf-8"))
    chapters = [Chapter(page, **entry) for page, entry in given.items()]
    return {chapter.number: chapter for chapter in chapters}


def minutes(notebook: NotebookNode) -> tuple[int, int]:
    """Return how long a chapter takes to read, and with exercises, to the nearest 5 minutes.

    What is shown counts: 200 words of text a minute and 0.7 minutes for each cell of code; what is
    folded (code, hints, solutions, proofs) does not. With exercises, writing an answer takes 5
    minutes more, and playing with an explorer 3.
    """
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    words = sum(len(_without_folds(text).split()) for text in texts)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    kinds = [set(cell.metadata.get("tags", [])) for cell in code]
    exercises = sum("exercise" in tags for tags in kinds)
    shown = sum(not tags & {"exercise", "hide-cell", "hide-input"} for tags in kinds)
    explorers = sum(_EXPLORER in str(cell.outputs) for cell in code)
    reading = words / 200 + 0.7 * shown
    playing = 5 * exercises + 3 * explorers
    return max(5, 5 * round(reading / 5)), max(5, 5 * round((reading + playing) / 5))


def _without_folds(text: str) -> str:
    """Return Markdown without the directives that a page shows folded, at any depth."""

    def shown(fence: re.Match) -> str:
        folded = fence["name"] in _FOLDED or "dropdown" in fence["options"]
        return "" if folded else _FENCE.sub(shown, fence["body"])

    return _FENCE.sub(shown, text)


def count_checks(notebooks: list[NotebookNode]) -> int:
    """Return how many different exercises check an answer."""
    sources = [c.source for n in notebooks for c in n.cells if c.cell_type == "code"]
    return len({check for source in sources for check in _CHECK.findall(source)})


def tried_theorems(notebook: NotebookNode) -> dict[str, int]:
    """Return the theorems that a cell of their section tries, by label: the number of the cell.

    It is the first cell after the theorem that asserts something; of several theorems before it,
    only the last counts.
    """
    tried, theorem = {}, None
    for number, cell in enumerate(notebook.cells):
        for landmark in _LANDMARK.finditer(cell.source) if cell.cell_type == "markdown" else ():
            theorem = landmark["label"]
        if theorem and cell.cell_type == "code" and "assert " in cell.source:
            tried[theorem] = number
            theorem = None
    return tried


class CourseMap(Directive):
    """``course-map``: each chapter, its question and a picture; arrows from what it needs."""

    def run(self) -> list[nodes.Node]:
        """Return the map as one raw node."""
        env = self.state.document.settings.env
        chapters, cards = read(), gallery.cards_of(env)
        items = "".join(_item(chapter, env, cards) for chapter in chapters.values())
        size = f"--width: {WIDTH}rem; --height: {HEIGHT}rem"
        html = f'<div class="course-map" style="{size}">{_arrows(chapters)}<ol>{items}</ol></div>'
        return [nodes.raw("", html, format="html")]


def _item(chapter: Chapter, env: BuildEnvironment, cards: list[gallery.Card]) -> str:
    words = (
        f"<strong>{chapter.number} {escape(chapter.title)}</strong>"
        f'<span class="asks">{escape(chapter.question)}</span>'
    )
    if chapter.needs:
        words += f'<span class="needs">needs {" and ".join(map(str, chapter.needs))}</span>'
    x, y = chapter.corner
    style = f'style="left: {x}rem; top: {y}rem"'
    if f"chapters/{chapter.page}" not in env.found_docs:
        return f'<li class="coming" {style}><div><em>coming</em><div>{words}</div></div></li>'
    picture = _thumbnail(chapter, cards)
    return f'<li {style}><a href="{chapter.page}.html">{picture}<div>{words}</div></a></li>'


def _thumbnail(chapter: Chapter, cards: list[gallery.Card]) -> str:
    """Return the chapter's picture, cut, without its words: they would be too small."""
    own = [card for card in cards if card.page == f"chapters/{chapter.page}"]
    found = [card for card in own if chapter.figure in (None, card.name)]
    if not found:
        raise ExtensionError(f"course.yml: {chapter.page} shows no explorer {chapter.figure!r}")
    picture = re.sub(r"<text.*?</text>", "", found[0].picture, flags=re.DOTALL)
    picture = re.sub(r"(\d+\.\d)\d+", r"\1", picture).replace("\n", "")
    if chapter.view:
        box = " ".join(map(str, chapter.view))
        picture = re.sub(r'viewBox="[^"]*"', f'viewBox="{box}"', picture, count=1)
    return re.sub(r'role="img" aria-label="[^"]*"', 'aria-hidden="true"', picture)


def _arrows(chapters: dict[int, Chapter]) -> str:
    corners = [chapter.corner for chapter in chapters.values()]
    width, height = max(x for x, _ in corners) + WIDTH, max(y for _, y in corners) + HEIGHT
    pairs = [(chapters[need], chapter) for chapter in chapters.values() for need in chapter.needs]
    lines = "".join(f'<path d="{_line(*pair)}" marker-end="url(#tip)"/>' for pair in pairs)
    return (
        f'<svg viewBox="0 0 {width} {height}" style="width: {width}rem; height: {height}rem" '
        'aria-hidden="true"><marker id="tip" viewBox="-6 -4 6 8" markerWidth="8" markerHeight="8" '
        f'orient="auto"><path d="M-5-3 0 0-5 3"/></marker>{lines}</svg>'
    )


def _line(start: Chapter, end: Chapter) -> str:
    """Return a line from the side of one chapter that faces the other, to the other's."""
    (x0, y0), (x1, y1) = start.corner, end.corner
    if y0 == y1:
        x0, x1 = (x0 + WIDTH, x1) if x0 < x1 else (x0, x1 + WIDTH)
        return f"M{x0} {y0 + HEIGHT / 2}H{x1}"
    y0, y1 = (y0 + HEIGHT, y1) if y0 < y1 else (y0, y1 + HEIGHT)
    x0, x1, middle = x0 + WIDTH / 2, x1 + WIDTH / 2, (y0 + y1) / 2
    return f"M{x0} {y0}C{x0} {middle} {x1} {middle} {x1} {y1}"


class CourseNumbers(Directive):
    """``course-numbers``: what the book has, counted; what it asks other hosts for, too."""

    def run(self) -> list[nodes.Node]:
        """Return the line as one raw node; the requests are counted when all pages are written."""
        env = self.state.document.settings.env
        notebooks = [_notebook(env, page) for page in sorted(env.found_docs) if _is_chapter(page)]
        counts = (
            ("figures", len(gallery.cards_of(env)), "figures that move"),
            ("exercises", count_checks(notebooks), "exercises that answer"),
            ("theorems", sum(len(tried_theorems(n)) for n in notebooks), "theorems tried by code"),
        )
        items = [f'<data class="{c}" value="{n}">{n}</data> {words}' for c, n, words in counts]
        items.append(f"{_REQUESTS} requests to third parties")
        html = "".join(f"<li>{item}</li>" for item in items)
        return [nodes.raw("", f'<ul class="course-numbers">{html}</ul>', format="html")]


def _is_chapter(page: str) -> bool:
    return re.match(r"chapters/\d\d-", page) is not None


def _notebook(env: BuildEnvironment, page: str) -> NotebookNode:
    return nbformat.read(env.doc2path(page), as_version=4)


def _add_header(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Write number, reading time and what is needed above a chapter's title."""
    if app.builder.format != "html" or not _is_chapter(page):
        return
    chapter = next((c for c in read().values() if page == f"chapters/{c.page}"), None)
    if chapter is None:
        raise ExtensionError(f"course.yml: {page} is missing")
    pages = {c.number: f"{c.page}.html" for c in read().values()}
    links = ", ".join(f'<a href="{pages[each]}">{each}</a>' for each in chapter.needs)
    reading, whole = minutes(_notebook(app.env, page))
    time = f"{reading} min to read, about {whole} with exercises"
    parts = [f"Chapter {chapter.number}", time, *([f"needs {links}"] if links else [])]
    html = f'<p class="chapter-line">{" · ".join(parts)}</p>'
    section = next(iter(doctree.findall(nodes.section)))
    section.insert(0, nodes.raw("", html, format="html"))


def _mark_tried_theorems(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Let each theorem that a cell tries lead to that cell."""
    if app.builder.format != "html" or not _is_chapter(page):
        return
    found = list(doctree.findall(nodes.Element))
    theorems = {node["label"]: node for node in found if node.get("realtype") == "theorem"}
    cells = {node["cell_index"]: node for node in found if node.get("nb_element") == "cell_code"}
    for label, number in tried_theorems(_notebook(app.env, page)).items():
        cells[number]["ids"].append(f"tried-{label}")
        html = f'<p class="tried"><a href="#tried-{label}">Tried by a cell</a></p>'
        theorems[label].append(nodes.raw("", html, format="html"))


def _without_contents(
    _app: Sphinx, page: str, _template: str, context: dict, _doctree: object
) -> None:
    """Give the landing page the room of its list of sections: its contents are the map."""
    if page == LANDING:
        context["meta"] = {**(context["meta"] or {}), "html_theme.sidebar_secondary.remove": ""}


def _always_anew(*_others: object) -> list[str]:
    """Read the landing page in each build: what it shows depends on all chapters."""
    return [LANDING]


def _count_requests(app: Sphinx, error: Exception | None) -> None:
    """Write into the landing page how many things all pages load from other hosts."""
    landing = Path(app.outdir, f"{LANDING}.html")
    if error or app.builder.name != "html":
        return
    pages = [path for path in Path(app.outdir).rglob("*.html") if "_static" not in path.parts]
    count = sum(len(_LOADED.findall(path.read_text("utf-8"))) for path in pages)
    number = f'<data class="requests" value="{count}">{count}</data>'
    text = landing.read_text("utf-8")
    if "course-numbers" not in text:
        rewrite.warn(LANDING, "the landing page has no course-numbers")
    landing.write_text(text.replace(_REQUESTS, number), "utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directives, the chapters' headers and the count."""
    app.add_directive("course-map", CourseMap)
    app.add_directive("course-numbers", CourseNumbers)
    app.connect("env-get-outdated", _always_anew)
    app.connect("doctree-resolved", _add_header)
    app.connect("doctree-resolved", _mark_tried_theorems)
    app.connect("html-page-context", _without_contents)
    app.connect("build-finished", _count_requests, priority=950)  # the last of all edits
    return {"parallel_read_safe": True, "parallel_write_safe": True}
