"""A Sphinx extension: the book's style, formulas typeset at build time, and pages that are alive.

Examples
--------
In ``_config.yml`` of a Jupyter Book::

    sphinx:
      extra_extensions: [descent.site]
      config: {html_math_renderer: descent}
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: "Sphinx") -> dict[str, bool]:
    """Register the extension with Sphinx."""
    from descent.site import extension  # a page's Python runs descent.site.runtime without Sphinx

    return extension.setup(app)
