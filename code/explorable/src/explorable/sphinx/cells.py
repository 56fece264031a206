"""Cells and explorers in the documents that myst-nb makes of notebooks.

myst-nb marks what it makes by the attribute ``nb_element`` of its nodes.
"""

import json
import re
from html import escape
from pathlib import Path

import ipywidgets
from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode, depart_HideCellInput, visit_HideCellInput
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxTranslator

from explorable import markup
from explorable.declaration import CELL
from explorable.interaction.controls import NAMES
from explorable.interaction.forms import advice_on_idle
from explorable.picture import svg
from explorable.sphinx.questions import QuestionNode
from explorable.sphinx.steps import runs_scripts
from explorable.stored import PAGE
from explorable.words import english, word

logger = logging.getLogger(__name__)

WIDGET = "application/vnd.jupyter.widget-view+json"
_MOVES = re.compile(rf"({'|'.join(NAMES)})\(")
"""How a notebook calls a widget that stands for itself."""

FIGURES = re.compile(r"^\s*(from|import) (explorable|ipywidgets)\b", re.MULTILINE)
"""How a cell says that there will be figures."""

_NAME = re.compile(r"(?:(?:from|import) .*\n+)*[\w.]+\s*")
"""The code of a cell that imports, and then says which figure is to be shown."""

_PYTHON = re.compile(r"python|^(py3?|xpython|sage|none|default)$", re.IGNORECASE)
"""What a notebook calls the language of its cells, as Pygments knows it."""

_ALIKE = ' aria-label="Toggle hidden content"'
"""What myst-nb calls every fold, over the words that are seen."""
_FOLDS = {
    "tag_imports": "importsCode",
    "tag_figure": "figureCode",
    "tag_check": "checkCode",
    "tag_solution": "solution",
    "tag_hint": "hint",
}
"""What opens the fold of each kind of cell, by name: a notebook has it in English."""


def setup(app: Sphinx) -> None:
    """Change documents before they are written."""
    app.add_post_transform(Faces)
    app.add_post_transform(Places)
    for node in (ExplorerNode, AdviceNode, VerdictNode):
        app.add_node(node)  # as raw HTML they are written by themselves
    app.add_node(HideCodeCellNode, override=True, html=(_visit_fold, depart_HideCellInput))


class ExplorerNode(nodes.raw):
    """An explorer on a page, its ``spec``; its HTML, in the words of the book, is made by `Faces`.

    What else changes HTML in a document finds it there.
    """


class AdviceNode(nodes.raw):
    """What a notebook stores for its author: the build says its ``words``, and no page."""


class VerdictNode(nodes.raw):
    """What a notebook stores of an answer's judging; ``passed`` is None if nothing was judged."""


class Faces(SphinxPostTransform):
    """Shows explorers and questions by their data, not as widgets, which a page has no kernel for.

    A page without other widgets then needs none of their scripts, which come from other hosts.
    """

    default_priority = 3  # before myst-nb chooses outputs
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Change the document."""
        widgets = 0
        face = markup.figure if runs_scripts(self.app) else markup.still
        explorers = list(self.document.findall(ExplorerNode))
        has_functions = any("function" in each["spec"] for each in explorers)
        for cell in outputs(self.document):
            _hide_function(cell)
        for bundle in _containers(self.document, "mime_bundle"):
            for advice in bundle.findall(AdviceNode):
                _advise(advice["words"], bundle, self.env.docname, self.document)
                bundle.children = []
            by_type = {each["mime_type"]: each for each in bundle}
            for explorer in bundle.findall(ExplorerNode):
                _tell_of_silence(explorer, self.document, self.env.docname)
                _warn_of_no_end(explorer, self.document, self.env.docname)
                _warn_of_chance(explorer, self.document, self.env.docname)
                _tell_of_weight(explorer, by_type[PAGE].astext(), self.document, self.env.docname)
                html = face(explorer["spec"], by_type[PAGE].astext())
                explorer.children = [nodes.Text(html)]
            if PAGE in by_type or any(bundle.findall(_is_interactive)):
                bundle.children = [each for kind, each in by_type.items() if kind != WIDGET]
            elif WIDGET in by_type:
                text = by_type["text/plain"].astext()
                moves = has_functions and _MOVES.match(text)  # it stands with its figure
                idle = bool(explorers) and not moves and _is_idle(text)
                _warn_of_kernel(text, idle, bundle, self.env.docname, self.document)
                if moves or idle:
                    bundle.parent.remove(bundle)
                else:
                    widgets += 1
        mode = getattr(self.config, "nb_execution_mode", "")
        _warn_of_no_run(self.document, mode, self.env.docname)
        _tell_of_languages(self.document, self.env.docname)
        _warn_of_glue(self.document, self.env.docname)
        if not widgets:
            metadata = getattr(self.env, "nb_metadata", {}).get(self.env.docname, {})
            files = metadata.get("js_files", {})
            metadata["js_files"] = {
                k: v for k, v in files.items() if not k.startswith("ipywidgets")
            }


class Places(SphinxPostTransform):
    """Makes room for a cell's tools, so that nothing moves when they come, and names its fold.

    An exercise shows no stored verdict: nobody is judged before having tried. What is given, such
    as the numbers of its task, is shown.
    """

    default_priority = 210  # after myst-nb has chosen outputs and folded cells
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Change the document."""
        for source in sources(self.document):
            tools = nodes.raw("", '<div class="explorable-toolbar"></div>', format="html")
            source.parent.insert(source.parent.index(source) + 1, tools)
        cells = visible_cells(self.document)
        for number, cell in enumerate(cells, start=1):
            for fold in cell.findall(HideCodeCellNode):
                fold["place"] = word("cell", number=number)
            is_exercise = "tag_exercise" in cell["classes"]
            for output in outputs(cell) if is_exercise else ():
                if not any(verdict["passed"] is None for verdict in output.findall(VerdictNode)):
                    output.parent.remove(output)
        for cell in _containers(self.document, "cell_code"):
            if _only_names(cell):
                cell["classes"].append("explorable-named")
            for name in (_FOLDS[each] for each in cell["classes"] if each in _FOLDS):
                for fold in cell.findall(HideCodeCellNode):
                    _name(fold, name)


def sources(node: nodes.Element) -> list[nodes.container]:
    """Return the sources of the code cells that the page shows, and that a page can run."""
    return [each for each in _containers(node, "cell_code_source") if not _languages(each)]


def _languages(node: nodes.Element) -> set[str]:
    """Return the languages of cells that are not Python, in which a page runs nothing."""
    blocks = [
        block
        for source in _containers(node, "cell_code_source")
        for block in source.findall(nodes.literal_block)
    ]
    return {
        name
        for each in blocks
        if (name := str(each.get("language", ""))) and not _PYTHON.search(name)
    }


def outputs(node: nodes.Element) -> list[nodes.container]:
    """Return the outputs of code cells."""
    return _containers(node, "cell_code_output")


def visible_cells(node: nodes.Element) -> list[nodes.container]:
    """Return the code cells whose sources the page shows: readers can run these, and no others."""
    return [each for each in _containers(node, "cell_code") if sources(each)]


def unseen(document: nodes.document, ran: Path) -> list[str]:
    """Return the code of the notebook that myst-nb `ran` and the page of its document hides."""
    listed = json.loads(ran.read_text("utf-8"))["cells"] if ran.exists() else []
    code = ("".join(each["source"]).strip() for each in listed if each["cell_type"] == "code")
    return sorted({*code} - {each.astext().strip() for each in sources(document)})


def _containers(node: nodes.Element, kind: str) -> list[nodes.container]:
    containers = node.findall(nodes.container)
    return [each for each in containers if each.get("nb_element") == kind]


def _hide_function(output: nodes.container) -> None:
    """Leave out the function that `interact` returns, which a notebook shows, too."""
    names = [each["spec"]["name"] for each in output.findall(ExplorerNode)]
    for bundle in _containers(output, "mime_bundle"):
        text = bundle.astext()
        if any(re.match(rf"<function [\w.<>]*\b{re.escape(name)}>?\(", text) for name in names):
            bundle.parent.remove(bundle)


def _advise(message: str, node: nodes.Node, page: str, document: nodes.document) -> None:
    """Say once a cell what concerns the author alone, with the type that suppresses it."""
    number = _number_of(node, document)
    advice = document.setdefault("advice", {})
    if number not in advice.setdefault(message, []):
        advice[message].append(number)
        logger.warning(
            "code cell %s: %s", number, message, location=page, type="explorable", subtype="widgets"
        )


def _warn_of_no_run(document: nodes.document, mode: str, page: str) -> None:
    """Warn of a page whose cells are neither run nor stored with what they show."""
    has_figures = any(FIGURES.search(each.astext()) for each in sources(document))
    if mode == "off" and has_figures and not outputs(document):
        logger.warning(
            'no figure is made of these cells: they have no stored outputs, and nb_execution_mode '
            '(in a Jupyter Book execute_notebooks) is "off"; let it be "auto", or run and store '
            "the notebook before",
            location=page, type="explorable", subtype="outputs",
        )  # fmt: skip


def _tell_of_languages(document: nodes.document, page: str) -> None:
    """Say once a page that its cells stay text: it is no fault, and a strict build goes on."""
    if names := _languages(document):
        logger.info(
            "%s: its cells are %s and stay text, since a page runs Python alone",
            page, " and ".join(sorted(names)),
        )  # fmt: skip


def _warn_of_glue(document: nodes.document, page: str) -> None:
    """Warn of a function that glue has placed: what `interact` returns moves nothing there."""
    in_cells = {id(text) for each in outputs(document) for text in each.findall(nodes.Text)}
    for text in document.findall(nodes.Text):
        if re.match(r"<function [\w.<>]+\(", text) and id(text) not in in_cells:
            logger.warning(
                "glue shows %s…> as text: it places values and pictures, and no interactive "
                "figure; let that stand below the cell that makes it",
                text.split("(")[0], location=page, type="explorable", subtype="glue",
            )  # fmt: skip


def _is_idle(text: str) -> bool:
    """Whether a widget, as a notebook writes it, holds those of ipywidgets alone, no function.

    Examples
    --------
    >>> _is_idle("Button(description='P(x)', style=ButtonStyle())"), _is_idle("VBox((Map(),))")
    (True, False)
    """
    names = re.findall(r"(\w+)\(", re.sub(r"'[^']*'", "", text))
    return all(hasattr(ipywidgets, name) for name in names) and "interactive" not in names


def _warn_of_kernel(
    text: str, idle: bool, node: nodes.Node, page: str, document: nodes.document
) -> None:
    """Warn of widgets that move nothing on a page: `interact` without us, an output of a kernel."""
    message = advice_on_idle(text.partition("(")[0]) if idle else ""
    if text.startswith("interactive("):
        message = (
            "interact of ipywidgets moves nothing on a page: set explorable_interact = True (in "
            "_config.yml explorable_interact: true), or import interact from explorable"
        )
    elif re.search(r"\bOutput\(", text):
        message = (
            "an Output that is filled by hand stays empty on a page: let a function show it, "
            "interactive_output(function, {name: widget})"
        )
    if message:
        _advise(message, node, page, document)


def _tell_of_silence(node: ExplorerNode, document: nodes.document, page: str) -> None:
    """Say which function's figures nobody hears of, and the line that would mend it.

    It is no warning: other people's functions are as they are, and a strict build goes on.
    """
    spec = node["spec"]
    if "missing_description" in spec:
        logger.info(
            "%s: %s in code cell %s draws and says nothing of it in words, for who hears the page: "
            "%s",
            page, spec["name"], _number_of(node, document), spec["missing_description"],
        )  # fmt: skip


def _warn_of_no_end(node: ExplorerNode, document: nodes.document, page: str) -> None:
    """Warn of a function that has not come back while frames were made."""
    spec = node["spec"]
    if "timed_out" in spec:
        values, seconds = spec["timed_out"]["values"], spec["timed_out"]["seconds"]
        logger.warning(
            "%s in code cell %s had not ended %g s after it was called with %s: what a page shows "
            'ahead of its Python ends there; let it do less, or give it more time, '
            'explorable_frames = {"seconds": 60}',
            spec["name"], _number_of(node, document), seconds,
            ", ".join(f"{name}={each!r}" for name, each in values.items()),
            location=page, type="explorable", subtype="endless",
        )  # fmt: skip


def _warn_of_chance(node: ExplorerNode, document: nodes.document, page: str) -> None:
    """Warn of a function whose start showed something else when it was drawn a second time."""
    if "nondeterministic" in node["spec"]:
        logger.warning(
            "%s in code cell %s shows something else each time it is called with the same values; "
            "if it draws at random, seed that in the function, rng = np.random.default_rng(0), so "
            "that readers come back to what they saw; if it shows the time, as a log does, leave "
            "that out",
            node["spec"]["name"], _number_of(node, document),
            location=page, type="explorable", subtype="random",
        )  # fmt: skip


def _tell_of_weight(node: ExplorerNode, html: str, document: nodes.document, page: str) -> None:
    """Say which figure is heavy, and what makes it lighter; it is shown, and a build goes on."""
    noted = re.search(rf'<svg {svg.WEIGHT}="(\d+)"', html)
    if noted or len(html) > svg.HEAVY:
        logger.info(
            "%s: %s in code cell %s takes %s kB%s; show less, or say rasterized=True of what has "
            "many points, and the rest stays sharp",
            page, node["spec"]["name"], _number_of(node, document),
            noted[1] if noted else round(len(html) / 1000),
            ", so that pages have it as pixels" if noted else "",
        )  # fmt: skip


def _number_of(node: nodes.Node, document: nodes.document) -> int | str:
    """Return which code cell has made what is shown."""
    cells = enumerate(_containers(document, "cell_code"), start=1)
    return next((n for n, cell in cells if any(each is node for each in cell.findall())), "?")


def _only_names(cell: nodes.container) -> bool:
    """Whether all that a cell does is to name an imported explorer: its code stands elsewhere."""
    imported = any(each["spec"]["module"] != CELL for each in cell.findall(ExplorerNode))
    return imported and any(_NAME.fullmatch(each.astext()) for each in sources(cell))


def _visit_fold(self: SphinxTranslator, fold: HideCodeCellNode) -> None:
    """Write what opens a fold: its words are its name, and who hears it hears which it is."""
    start = len(self.body)
    visit_HideCellInput(self, fold)
    heard = f'<span class="explorable-heard">{escape(fold.get("place", ""))}</span>\n</summary>'
    opening = "".join(self.body[start:]).replace(_ALIKE, "").replace("</summary>", heard)
    self.body[start:] = [opening]


def _name(fold: HideCodeCellNode, name: str) -> None:
    """Say the book's words on a fold, unless its author has chosen others."""
    for prompt in ("prompt_show", "prompt_hide"):
        if fold[prompt] == english()[name]:
            fold[prompt] = word(name)


def _is_interactive(node: nodes.Node) -> bool:
    return isinstance(node, ExplorerNode | QuestionNode)
