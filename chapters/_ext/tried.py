"""Theorems that a cell tries: a line in the theorem's box says so, the check stands behind it."""

import re
from html import escape

import nbformat
from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode
from nbformat import NotebookNode
from sphinx.application import Sphinx

_LANDMARK = re.compile(
    r"^`{3,}\{prf:theorem\}.*\n(?::.*\n)*?:label: (?P<label>\S+)|^##+ ", re.MULTILINE
)
_THINGS = r"(?:[A-Za-z]+ ){0,2}?[A-Za-z]+s\b(?: of [a-z]{3,}s\b)?"
_HOW = re.compile(rf"\b((?:\d[\d,]*|two|three|four|five|ten) {_THINGS})")
_WHAT = re.compile(rf"\D*?(\d[\d,]* {_THINGS})")


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


def trials(log: str) -> str | None:
    """Return on what a check says that it has tried something: "" if it names no count.

    None if it begins with something else than what it has checked: that is for the reader to see.

    Examples
    --------
    >>> trials("Checked: 2,000 random problems with 2 to 4 classes. Every step kept its promise.")
    '2,000 random problems'
    >>> trials("Checked, ten seeds: the average is lowest at 0.5")
    'ten seeds'
    >>> trials("Checked: after 1 to 1,000 steps the slope is -1"), trials("a = 0: 1e-16")
    ('', None)
    """
    checked = re.match(r"Checked\b(?P<how>[^:]*):(?P<what>.*)", " ".join(log.split()))
    if checked is None:
        return None
    match = _HOW.search(checked["how"]) or _WHAT.match(checked["what"])
    return match[1] if match else ""


def _attach_checks(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Put each check behind one line, in the box of the theorem that it tries if it follows it."""
    if app.builder.format != "html" or not re.match(r"chapters/\d\d-", page):
        return
    notebook = nbformat.read(app.env.doc2path(page), as_version=4)
    elements = list(doctree.findall(nodes.Element))
    theorems = {node["label"]: node for node in elements if node.get("realtype") == "theorem"}
    cells = {node["cell_index"]: node for node in elements if node.get("nb_element") == "cell_code"}
    tried = tried_theorems(notebook)
    for number, cell in cells.items():
        if "tag_check" in cell["classes"]:
            _fold(cell, _line(notebook.cells[number], number in tried.values()))
    for label, number in tried.items():
        cells[number]["ids"].append(f"tried-{label}")
        _attach(cells[number], theorems[label], elements)


def _line(check: NotebookNode, theorem: bool) -> str | None:
    """Return the words of a check's line; none if it prints something else than a log."""
    trial = trials("".join(output.get("text", "") for output in check.outputs))
    if trial is None:
        return None
    verb = "Tried" if theorem else "Checked"
    return f"{verb} on {trial}" if trial else f"{verb} by a cell"


def _fold(check: nodes.container, line: str | None) -> None:
    """Fold a check's log with its code, under its line."""
    if line is None:
        return
    (fold,) = check.findall(HideCodeCellNode)
    fold["prompt_show"] = fold["prompt_hide"] = line
    check["classes"].append("tried")
    for output in [each for each in check.children if each is not fold]:
        check.remove(output)
        fold.append(output)


def _attach(cell: nodes.container, theorem: nodes.Element, elements: list[nodes.Element]) -> None:
    """Move a folded check into the theorem's box, or let the box lead to it.

    It stays in its place if other cells stand between: the order of runs must not change.
    """
    between = elements[elements.index(theorem) : elements.index(cell)]
    if "tried" in cell["classes"] and not any(n.get("nb_element") == "cell_code" for n in between):
        cell.parent.remove(cell)
        theorem.append(cell)
        return
    folds = list(cell.findall(HideCodeCellNode)) if "tried" in cell["classes"] else []
    words = escape(folds[0]["prompt_show"]) if folds else "Tried by a cell"
    html = f'<p class="tried"><a href="#{cell["ids"][-1]}">{words}</a></p>'
    theorem.append(nodes.raw("", html, format="html"))


def setup(app: Sphinx) -> None:
    """Attach the checks when pages are written."""
    app.connect("doctree-resolved", _attach_checks)
