"""Colors that Python knows, for the style sheets of all pages."""

from collections.abc import Mapping
from pathlib import Path

from sphinx.application import Sphinx

from explorable.bundle.download import store
from explorable.palette import properties


def add_colors(app: Sphinx, prefix: str, colors: Mapping[str, str]) -> None:
    """Let style sheets read colors by their names, as ``var(--prefix-name)``.

    Parameters
    ----------
    app : Sphinx
    prefix : str
        Whose colors they are.
    colors : mapping of str to str

    Examples
    --------
    In the ``setup`` of a book's own extension:

    >>> def setup(app):
    ...     add_colors(app, "book", {"cat": "teal"})
    """
    sheet = f"{prefix}-colors.css"

    def write(app: Sphinx) -> None:
        store(properties(prefix, colors).encode(), Path(app.outdir, "_static", sheet))

    app.add_css_file(sheet, priority=400)
    app.connect("builder-inited", write)
