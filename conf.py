"""The book for plain Sphinx: what ``_config.yml`` says, without Jupyter Book.

Jupyter Book 1 stays with Sphinx 7. With this, ``sphinx-build . _build/plain`` makes the same pages
by any later one; ``make test-outlives`` does so by the newest.
"""

import sys
from pathlib import Path

import yaml

_book = yaml.safe_load(Path(__file__).with_name("_config.yml").read_text("utf-8"))
_sphinx = _book["sphinx"]
sys.path[:0] = {
    str(Path(__file__).parent / folder) for folder in _sphinx["local_extensions"].values()
}

# Jupyter Book's own names for what Sphinx, MyST-NB and the theme call otherwise.
project = html_title = _book["title"]
author, copyright = _book["author"], _book["copyright"]
html_logo, html_favicon = _book["logo"], _book["html"]["favicon"]
exclude_patterns = [*_book["exclude_patterns"], "_build"]
external_toc_exclude_missing = _book["only_build_toc_files"]
nb_execution_mode = _book["execute"]["execute_notebooks"]
myst_enable_extensions = _book["parse"]["myst_enable_extensions"]
bibtex_bibfiles = _book["bibtex_bibfiles"]

# What Jupyter Book sets of itself.
html_sourcelink_suffix = ""
numfig = True
suppress_warnings = ["myst.domains"]

globals().update(_sphinx["config"])
extensions = [name for name in _sphinx["config"]["extensions"] if name != "jupyter_book"]
if tags.has("paper"):  # noqa: F821 # Sphinx has it here; `make epub`: a book has a look of its own
    _look = ("explorable.theme", "sphinx_book_theme", "sphinx_comments", "sphinx_copybutton")
    extensions = [name for name in extensions if name not in (*_look, "sphinx.ext.githubpages")]
html_theme_options = {
    "home_page_in_toc": _book["html"]["home_page_in_navbar"],
    **_sphinx["config"]["html_theme_options"],
}

# `make outside`: an answer that takes its time is no address that is gone, nor is one that refuses.
linkcheck_report_timeouts_as_broken = False
linkcheck_allow_unauthorized = True
linkcheck_anchors = False
linkcheck_ignore = [r"https?://(localhost|127\.0\.0\.1)"]
