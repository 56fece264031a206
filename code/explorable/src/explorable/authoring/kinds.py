"""Kinds of code cells: an author writes one tag, and page and JupyterLab are told what it means.

A cell without a tag of these is a lesson, and shown; an `exercise` is shown too, on a page as an
editor and without its stored output. The source of a `figure` or a `check` is folded, its output
shown, and so is the source of `imports`, which show nothing; of a `solution` or a `hint` both are
folded, under a line that names them.
Of a `question` the output alone is there: its source has the answer in it.
"""

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from explorable.words import english

KINDS = {  # what the fold is called, and what it holds in the words of MyST-NB
    "imports": (english()["importsCode"], "hide-input"),
    "figure": (english()["figureCode"], "hide-input"),
    "check": (english()["checkCode"], "hide-input"),
    "solution": (english()["solution"], "hide-cell"),
    "hint": (english()["hint"], "hide-cell"),
    "question": ("", "remove-input"),
    "exercise": ("", ""),
}
PROMPTS = {"code_prompt_show", "code_prompt_hide"}
UNSEEN = {"transient": {"remove_source": True}, "cellView": "form"}
"""Tells nbconvert, which repositories show notebooks by, and Colab to leave a source out."""


def kind_of(cell: NotebookNode) -> str | None:
    """Return the kind that a code cell is tagged with, or None for a lesson.

    Raises
    ------
    ValueError
        If there is more than one, or if the cell holds no code.
    """
    kinds = [tag for tag in cell.metadata.get("tags", []) if tag in KINDS]
    if kinds and (len(kinds) > 1 or cell.cell_type != "code"):
        raise ValueError(
            f"tags {kinds} on a {cell.cell_type} cell; expected at most one of {list(KINDS)}, "
            f"on a code cell: {cell.source[:60]!r}"
        )
    return kinds[0] if kinds else None


def fold(notebook: NotebookNode) -> None:
    """Derive from each cell's tag all that page and JupyterLab need to fold it, and its title.

    Examples
    --------
    >>> from nbformat import v4
    >>> cell = v4.new_code_cell("plot()", metadata={"tags": ["figure"]})
    >>> fold(v4.new_notebook(cells=[cell]))
    >>> cell.metadata.tags, cell.metadata.jupyter
    (['figure', 'hide-input'], {'source_hidden': True})
    """
    cells: list[NotebookNode] = []
    for cell in notebook.cells:
        kind = kind_of(cell)
        title, hidden = KINDS[kind] if kind else ("", "")
        _set_metadata(cell.metadata, kind, title, hidden)
        if hidden == "hide-cell":
            _add_title(cells, f"**{title}**")
        cells.append(cell)
    notebook.cells = cells


def _set_metadata(metadata: NotebookNode, kind: str | None, title: str, hidden: str) -> None:
    tags = [tag for tag in metadata.get("tags", []) if not tag.startswith("hide-")]
    mystnb = {key: value for key, value in metadata.get("mystnb", {}).items() if key not in PROMPTS}
    jupyter = {}
    if hidden:
        tags += [hidden] if hidden not in tags else []
        mystnb |= dict.fromkeys(sorted(PROMPTS), title) if title else {}
        jupyter = {"source_hidden": True}
        if hidden == "hide-cell":
            jupyter["outputs_hidden"] = True
    shared = {"tags": tags, "mystnb": mystnb, "jupyter": jupyter}
    unseen = UNSEEN if kind == "question" else {key: {} for key in UNSEEN}
    for key, value in (shared | unseen).items():
        metadata.pop(key, None)
        if value:
            metadata[key] = value


def _add_title(cells: list[NotebookNode], title: str) -> None:
    """End the text above with the title; the page hides it, for the fold there has it too."""
    if not cells or cells[-1].cell_type != "markdown":
        cells.append(new_markdown_cell(title))
    elif not cells[-1].source.endswith(title):
        cells[-1].source += f"\n\n{title}"
