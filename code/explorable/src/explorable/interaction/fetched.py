"""Lets a page import ipywidgets, out of an archive that it fetches when a cell first asks for it.

What else imports nothing of it weighs nothing: the archive lies beside the page's packages and is
opened by these three imports alone.
"""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from zipimport import zipimporter

import explorable
from explorable.interaction.plug import plug_in

PACKAGES = ("ipywidgets", "traitlets", "comm")
"""ipywidgets, and what it imports."""
ARCHIVE = Path(explorable.__file__).parents[1] / "widgets.zip"


class Widgets(zipimporter):
    """Imports ipywidgets, and lets its functions be ours."""

    def exec_module(self, module: ModuleType) -> None:
        """Run the module."""
        super().exec_module(module)
        plug_in()


class Finder(MetaPathFinder):
    """Finds the packages in the archive."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return where a package is; its modules it finds by itself."""
        if fullname not in PACKAGES:
            return None
        kind = Widgets if fullname == "ipywidgets" else zipimporter
        return kind(str(ARCHIVE)).find_spec(fullname)


if not find_spec("ipywidgets"):
    sys.meta_path.append(Finder())
