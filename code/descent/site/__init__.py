"""A Sphinx extension: the book's style, and formulas typeset while the book is built.

Formulas become HTML and MathML at build time, so that a page shows them without a script and asks
no other host for anything. A formula that KaTeX cannot typeset is a warning with its file and line.

Examples
--------
In ``_config.yml`` of a Jupyter Book::

    sphinx:
      extra_extensions: [descent.site]
      config: {html_math_renderer: descent}
"""

from hashlib import sha256
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

from descent.site import math

STATIC = Path(__file__).parent / "static"
FRONT = Path(__file__).parents[1] / "explorers" / "front.css"


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension with Sphinx."""
    math.setup(app)
    app.add_config_value("descent_digest", "", "html")  # a change writes all pages anew
    app.connect("config-inited", _add_files)
    return {"parallel_read_safe": True, "parallel_write_safe": False}


def _add_files(app: Sphinx, config: Config) -> None:
    config.html_static_path += [str(STATIC), str(FRONT)]
    for name in ("katex/katex.min.css", "front.css", "book.css"):
        app.add_css_file(name, priority=900)
    app.add_js_file("book.js", loading_method="defer")
    sources = [*Path(__file__).parent.glob("*.py"), FRONT, *STATIC.glob("*.*")]
    config.descent_digest = _digest(sorted(sources))


def _digest(paths: list[Path]) -> str:
    return sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()
