"""The part of IPython that notebooks use to show things, for pages, where there is no IPython."""

import sys
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec
from typing import Any
from uuid import uuid4

from explorable.kernel.outputs import Outputs, running
from explorable.words import word


def outputs() -> Outputs:
    """Return the outputs of the cell that runs.

    Raises
    ------
    RuntimeError
        If none has run yet.
    """
    if not running:
        raise RuntimeError("no cell runs that could show this")
    return running[-1]


def begin(cell: Outputs) -> None:
    """Let what is displayed from now on be an output of this cell."""
    running[:] = [cell]


class DisplayHandle:
    """Shows something else in the place of what was displayed."""

    def __init__(self, display_id: str | None = None) -> None:
        self.display_id = display_id or uuid4().hex

    def display(self, value: Any, **options: Any) -> None:
        """Show a value where the last one stands."""
        display(value, display_id=self.display_id, **options)

    update = display


def display(
    *values: Any, raw: bool = False, display_id: str | bool | None = None, **_options: Any
) -> DisplayHandle | None:
    """Show values now, in order; if they are `raw`, data by its type."""
    handle = DisplayHandle(None if display_id is True else display_id) if display_id else None
    for value in values:
        outputs().show(Bundle(value) if raw else value, handle.display_id if handle else None)
    return handle


def update_display(value: Any, *, display_id: str, **options: Any) -> None:
    """Show a value in the place of what was displayed under this id."""
    display(value, display_id=display_id, **options)


def clear_output(wait: bool = False) -> None:
    """Take back what the cell has shown; with `wait`, when it shows something new."""
    outputs().clear(wait)


def get_ipython() -> None:
    """Return nothing: notebooks ask by it where they run."""


class Rich:
    """Data of one MIME type."""

    mime: str

    def __init__(self, data: str | bytes) -> None:
        self.data = data

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict:
        return {self.mime: self.data}


class Bundle:
    """Data of several types, each for who can show it."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict:
        return self.data


MIMES = {
    "HTML": "text/html",
    "Markdown": "text/markdown",
    "SVG": "image/svg+xml",
    "Latex": "text/latex",  # with its dollars
    "Image": "image/png",
}
"""Types that cells import from `IPython.display`, by name."""


LACKING = (
    "Audio", "FileLink", "FileLinks", "GeoJSON", "IFrame", "Javascript", "ScribdDocument", "Video",
    "VimeoVideo", "YouTubeVideo",
)  # fmt: skip
"""What cells import from there, too, and no page shows: sound, films, frames of other sites."""


class Lacking:
    """Says in its place that a page cannot show it."""

    def __init__(self, *_given: Any, **_options: Any) -> None:
        pass

    def _ipython_display_(self) -> None:
        outputs().show_note(word("noDisplay", kind=type(self).__name__))


def lacking(name: str) -> Lacking:
    """Return what stands on a page for an object of IPython's class of this name."""
    return type(name, (Lacking,), {})()


def math(data: str) -> Rich:
    """Return a formula, given without dollars."""
    return _rich("Latex")(f"$\\displaystyle {data}$")


def _rich(name: str) -> type[Rich]:
    return type(name, (Rich,), {"mime": MIMES[name]})


MODULES = (
    "IPython", "IPython.core", "IPython.display", "IPython.core.display",
    "IPython.core.interactiveshell",
)  # fmt: skip
"""What cells, and ipywidgets, import."""


def register() -> None:
    """Let cells import `IPython.display`."""
    names = "IPython", "IPython.display", "IPython.core.interactiveshell"
    package, module, shell = (module_from_spec(ModuleSpec(name, None)) for name in names)
    vars(module).update(display=display, clear_output=clear_output, Math=math)
    vars(module).update(DisplayHandle=DisplayHandle, update_display=update_display)
    vars(module).update({name: _rich(name) for name in MIMES})
    vars(module).update({name: type(name, (Lacking,), {}) for name in LACKING})
    # matplotlib hooks itself into an IPython older than 8.24, and leaves a newer one alone.
    vars(package).update(display=module, get_ipython=get_ipython, version_info=(9,))
    vars(shell).update(InteractiveShell=type("InteractiveShell", (), {}))
    sys.modules |= dict(zip(MODULES, (package, package, module, module, shell), strict=True))
