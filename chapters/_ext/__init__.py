"""What this book's site has beyond Jupyter Book and `explorable`: one extension, in parts."""

import gc
from importlib import import_module

from sphinx.application import Sphinx

PAGES = (
    "address", "colors", "course", "course_map", "exercises", "formula_names", "measured",
    "reference", "terms", "checked",
)  # fmt: skip
"""What stands in a page."""
SITE = (
    "citing", "first_uses", "head", "launch", "offline", "path", "progress", "share",
    "site_files",
)  # fmt: skip
"""What only a site has; with the tag ``paper`` the book is an EPUB in its place."""


def setup(app: Sphinx) -> dict[str, bool]:
    """Let each part set itself up; none keeps anything of a page while another is written."""
    gc.set_threshold(100_000)  # a book has many nodes: looking for garbage took a fifth of the time
    for part in (*PAGES, *(("paper",) if app.tags.has("paper") else SITE)):
        import_module(f"_ext.{part}").setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
