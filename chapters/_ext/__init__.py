"""What this book's site has beyond Jupyter Book and `explorable`: one extension, in parts."""

from importlib import import_module

from sphinx.application import Sphinx

PARTS = (
    "address", "citing", "colors", "course", "course_map", "exercises", "first_uses",
    "formula_names", "head", "launch", "lost", "measured", "offline", "progress",
    "reference", "share", "site_files", "terms", "tried",
)  # fmt: skip


def setup(app: Sphinx) -> dict[str, bool]:
    """Let each part set itself up; none keeps anything of a page while another is written."""
    for part in PARTS:
        import_module(f"_ext.{part}").setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
