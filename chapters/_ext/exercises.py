"""What an exercise asks for and how hard it is, as a quiet line in its title."""

from docutils import nodes
from sphinx.application import Sphinx

KINDS = ("compute", "code", "explain", "prove")
GRADES = ("easy", "middle", "hard")


def line(classes: list[str]) -> str:
    """Return the kind and the grade among the words of an exercise's ``:class:``.

    Examples
    --------
    >>> line(["hard", "exercise", "prove"])
    'prove · hard'
    """
    return " · ".join(word for word in (*KINDS, *GRADES) if word in classes)


def _add_line(_app: Sphinx, doctree: nodes.document, _page: str) -> None:
    """End the titles, which by now have their numbers."""
    for node in doctree.findall(nodes.Element):
        if node.get("type") == "exercise" and (kind := line(node["classes"])):
            title = node.next_node(nodes.title)
            title += nodes.inline("", f"· {kind}", classes=["exercise-kind"])


def setup(app: Sphinx) -> None:
    """Register it."""
    app.connect("doctree-resolved", _add_line)
