"""A Sphinx extension: explorers that live on pages, and formulas typeset at build time.

Any project of Sphinx can use it; each part is a setting of :mod:`explorable.sphinx.settings`.

Examples
--------
In ``_config.yml`` of a Jupyter Book::

    sphinx:
      extra_extensions: [explorable.sphinx]
      config: {explorable_packages: [waves]}
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: "Sphinx") -> dict[str, bool | int]:
    """Register the extension with Sphinx."""
    from explorable.sphinx import extension  # what only asks for the package needs no Sphinx

    return extension.setup(app)
