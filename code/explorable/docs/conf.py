"""The documentation, alive by the extension that it describes: ``make docs``."""

from explorable import __version__

project = "explorable"
author = "The Descent authors"
copyright = author
release = __version__
extensions = [
    "myst_nb",
    "explorable.sphinx",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.napoleon",
]
exclude_patterns = ["_build", "requirements.*"]

html_theme = "furo"
html_title = "explorable"

nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 120
myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence"]

autosummary_generate = True
autodoc_typehints = "none"
autodoc_member_order = "bysource"
napoleon_numpy_docstring = True

explorable_cache = "../../../.cache"
explorable_interact = True
