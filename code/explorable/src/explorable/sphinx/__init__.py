"""A Sphinx extension: explorers that live on pages, formulas typeset at build time, strict pages.

Any project of Sphinx can use it; each part is a setting of :mod:`explorable.sphinx.settings`.

Examples
--------
In ``_config.yml`` of a Jupyter Book::

    sphinx:
      extra_extensions: [explorable.sphinx]
      config: {explorable_packages: [waves]}

Notes
-----
What it leans on that nobody has promised, and the test that sees it change:

=============== ========================================== =====================================
whose           what                                      guard
=============== ========================================== =====================================
Pyodide         ``_makeSnapshot``, ``_loadSnapshot``, its  tests/book/test_live, test_healing
                ``fetch`` replaced (worker/python.js)
Pyodide         ``LDSO``, ``GOT``, the table and memory    tests/book/test_snapshot
                (worker/snapshot.js, restore.js)
Pyodide         lazy files (worker/python.js)              tests/book/test_archives, test_live
myst-nb         ``nb_element``, ``mime_type`` of nodes;    tests/explorable/sphinx/test_foreign
                ``js_files`` of its metadata; the titles   tests/book/test_pages
                and the summary that ``HideCodeCellNode``
                has (cells.py)
Sphinx          ``js_tag`` of templates, the formatter     tests/explorable/sphinx/test_extension;
                of ``PygmentsBridge`` (theme/prune.py);    tests/book/test_search
                the key of words searched for
                (page/search_mark.js)
theme           scripts, print and full screen buttons,    build warnings (theme/rewrite.py);
                tab stops, ``data-mode`` (theme/)          tests/explorable/sphinx/theme
sphinx-proof,   ``env.toc_fignumbers`` (numbering.py)      tests/book/test_numbering
sphinx-exercise
Temml           ``__renderToMathMLTree``, its nodes        tests/explorable/sphinx/test_extension,
                (typeset/mathml.js)                        tests/book/test_formulas
=============== ========================================== =====================================
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: "Sphinx") -> dict[str, bool | int]:
    """Register the extension with Sphinx."""
    from explorable.sphinx import extension  # what only asks for the package needs no Sphinx

    return extension.setup(app)
