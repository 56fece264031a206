"""Theorems that a cell checks: a line in the theorem's box says so, the check stands behind it."""

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
_LOG = re.compile(r"^Checked\b.*", re.MULTILINE | re.DOTALL)
_END = re.compile(r"(?<=[^\d\s])\.\s|\.\s(?=[A-Z])|:\n|\n(?=Checked)|\.?\s*$")
"""Of a sentence: a full stop, which is no decimal point, a table, or another log."""


def checked_theorems(notebook: NotebookNode) -> dict[str, int]:
    """Return the theorems that a cell of their section checks, by label: the number of the cell.

    It is the first cell after the theorem that asserts something; of several theorems before it,
    only the last counts.
    """
    checked, theorem = {}, None
    for number, cell in enumerate(notebook.cells):
        for landmark in _LANDMARK.finditer(cell.source) if cell.cell_type == "markdown" else ():
            theorem = landmark["label"]
        if theorem and cell.cell_type == "code" and "assert " in cell.source:
            checked[theorem] = number
            theorem = None
    return checked


def first_sentence(log: str) -> str | None:
    """Return the first sentence in which a log says what was checked, or None.

    What stands above it, such as a stored result, is passed over.

    Examples
    --------
    >>> first_sentence("Checked: 2,000 problems, 0.5 apart. Every step kept its promise.")
    'Checked: 2,000 problems, 0.5 apart'
    """
    found = _LOG.search(log)
    return " ".join(_END.split(found[0], maxsplit=1)[0].split()) if found else None


def _attach_checks(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Put each check behind one line, in the box of the theorem that it checks if it follows it."""
    if app.builder.format != "html" or not re.match(r"chapters/\d\d-", page):
        return
    notebook = nbformat.read(app.env.doc2path(page), as_version=4)
    elements = list(doctree.findall(nodes.Element))
    theorems = {node["label"]: node for node in elements if node.get("realtype") == "theorem"}
    cells = {node["cell_index"]: node for node in elements if node.get("nb_element") == "cell_code"}
    checked = checked_theorems(notebook)
    for number, cell in cells.items():
        if "tag_check" in cell["classes"]:
            outputs = notebook.cells[number].outputs
            _fold(cell, first_sentence("".join(each.get("text", "") for each in outputs)))
    for label, number in checked.items():
        cells[number]["ids"].append(f"tried-{label}")  # links of readers have it
        _attach(cells[number], theorems[label], elements)


def _fold(check: nodes.container, line: str | None) -> None:
    """Fold a check's log with its code, under its first sentence."""
    if line is None:
        return
    (fold,) = check.findall(HideCodeCellNode)
    fold["prompt_show"] = fold["prompt_hide"] = line
    check["classes"].append("checked")
    for output in [each for each in check.children if each is not fold]:
        check.remove(output)
        fold.append(output)


def _attach(cell: nodes.container, theorem: nodes.Element, elements: list[nodes.Element]) -> None:
    """Move a folded check into the theorem's box, or let the box lead to it.

    It stays in its place if other cells stand between: the order of runs must not change.
    """
    between = elements[elements.index(theorem) : elements.index(cell)]
    is_folded = "checked" in cell["classes"]
    if is_folded and not any(each.get("nb_element") == "cell_code" for each in between):
        cell.parent.remove(cell)
        theorem.append(cell)
        return
    folds = list(cell.findall(HideCodeCellNode)) if is_folded else []
    label = escape(folds[0]["prompt_show"]) if folds else "Checked by a cell"
    html = f'<p class="checked"><a href="#{cell["ids"][-1]}">{label}</a></p>'
    theorem.append(nodes.raw("", html, format="html"))


def setup(app: Sphinx) -> None:
    """Attach the checks when pages are written."""
    app.connect("doctree-resolved", _attach_checks)
