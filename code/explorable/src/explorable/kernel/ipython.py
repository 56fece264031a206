"""The part of IPython that notebooks use to show things, for pages, where there is no IPython."""

import sys
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec
from typing import Any

from explorable.kernel.outputs import Outputs

_running: list[Outputs] = []


def outputs() -> Outputs:
    """Return the outputs of the cell that runs.

    Raises
    ------
    RuntimeError
        If none has run yet.
    """
    if not _running:
        raise RuntimeError("no cell runs that could show this")
    return _running[-1]


def begin(cell: Outputs) -> None:
    """Let what is displayed from now on be an output of this cell."""
    _running[:] = [cell]


def display(*values: Any, **_options: Any) -> None:
    """Show values now, in order."""
    for value in values:
        outputs().show(value)


def clear_output(wait: bool = False) -> None:
    """Take back what the cell has shown; with `wait`, when it shows something new."""
    outputs().clear(wait)


class Rich:
    """Data of one MIME type."""

    mime = "text/plain"

    def __init__(self, data: str | bytes) -> None:
        self.data = data

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict:
        return {self.mime: self.data}


class HTML(Rich):
    """Markup."""

    mime = "text/html"


class Markdown(Rich):
    """Text in Markdown."""

    mime = "text/markdown"


class SVG(Rich):
    """A drawing."""

    mime = "image/svg+xml"


class Latex(Rich):
    """A formula, with its dollars."""

    mime = "text/latex"


class Math(Latex):
    """A formula, without dollars."""

    def __init__(self, data: str) -> None:
        super().__init__(f"$\\displaystyle {data}$")


class Image(Rich):
    """A picture: the bytes of a PNG."""

    mime = "image/png"


def register() -> None:
    """Let cells import `IPython.display`."""
    package, module = (
        module_from_spec(ModuleSpec(name, None)) for name in ("IPython", "IPython.display")
    )
    for each in (display, clear_output, HTML, Markdown, SVG, Latex, Math, Image):
        setattr(module, each.__name__, each)
    # matplotlib asks a version that it sees, and leaves this one alone.
    vars(package).update(display=module, get_ipython=lambda: None, version_info=(9,))
    sys.modules |= {"IPython": package, "IPython.display": module}
