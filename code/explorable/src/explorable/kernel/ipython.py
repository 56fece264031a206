"""The part of IPython that notebooks use to show things, for pages, where there is no IPython."""

import json
import sys
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec
from io import StringIO
from pathlib import Path
from typing import Any, ClassVar
from uuid import uuid4

from explorable.kernel.outputs import MIMES as METHODS
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


LONG = 1000
"""Characters of a text from which on it is not taken for a file's name."""


class DisplayHandle:
    """Replaces what was displayed under its id."""

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


class Captured(Outputs):
    """Captures what a cell shows from now on, except what its options let through."""

    def __init__(self, around: Outputs, options: tuple[str, ...]) -> None:
        super().__init__(f"{around.next_name}-captured")
        self._around, self._options = around, options
        self.text = StringIO()
        self.shown: list[Shown] = []

    def emit(self, output: dict[str, Any], value: Any = None) -> None:
        """Capture an output, or pass it on."""
        printed = output["kind"] == "stream"
        if ("--no-stdout" if printed else "--no-display") in self._options:
            self._around.send(output, value)
        elif printed:
            self.text.write(output["data"])
        elif output["kind"] == "clear":
            self.shown.clear()
        else:
            self.shown.append(Shown(output, value))


class Shown:
    """What was captured; displayed, it is what it was."""

    def __init__(self, output: dict[str, Any], value: Any) -> None:
        self._output, self._value = output, value

    def _ipython_display_(self) -> None:
        if "runtime_name" in self._output:  # by a name that is the cell's
            outputs().show(self._value)
        else:
            outputs().send(self._output, self._value)


class CapturedIO:
    """What ``%%capture`` binds: all that its cell has printed and shown, which it can show."""

    def __init__(self, captured: Captured, errors: StringIO) -> None:
        self._captured, self._errors = captured, errors

    stdout = property(lambda self: self._captured.text.getvalue())
    stderr = property(lambda self: self._errors.getvalue())
    outputs = property(lambda self: self._captured.shown)

    def __str__(self) -> str:
        return self.stdout

    def show(self) -> None:
        """Show it where the cell that runs shows what it does."""
        sys.stdout.write(self.stdout)
        sys.stderr.write(self.stderr)
        display(*self.outputs)

    __call__ = show


def capture(*options: str) -> CapturedIO:
    """Take what the cell that runs shows until it ends, as ``%%capture`` does with its options."""
    around, errors = outputs(), StringIO()
    captured = Captured(around, options)
    running.append(captured)
    sys.stderr = around if "--no-stderr" in options else errors  # until the cell ends
    return CapturedIO(captured, errors)


def get_ipython() -> None:
    """Return nothing: notebooks ask by it where they run."""


class Rich:
    """An object of `IPython.display`, with its attributes; of one MIME type, if a page shows it.

    The `fields` of a class are its parameters in their order, with their defaults.
    """

    mime = ""
    fields: ClassVar[dict[str, Any]] = dict.fromkeys(("data", "url", "filename", "metadata"))

    def __init__(self, *given: Any, **options: Any) -> None:
        vars(self).update(self.fields | dict(zip(self.fields, given, strict=False)) | options)
        text = str(given[0]) if given and isinstance(given[0], str | Path) else ""
        if self.mime and 0 < len(text) < LONG and Path(text).is_file():
            self.data, self.filename = None, text
        url = vars(self).get("url")
        if self.mime and self.data is None and url and self.mime != "image/png":
            from urllib.request import urlopen  # which says on a page that there is no other site

            with urlopen(url) as answer:
                self.data = answer.read().decode()
        if self.mime and self.data is None and self.filename:
            data = Path(self.filename).read_bytes()
            self.data = data if self.mime == "image/png" else data.decode()


class Bundle:
    """Data by MIME type; a page shows the richest that it knows."""

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
    "Code": "text/plain",
    "Pretty": "text/plain",
}
"""Types that cells import from `IPython.display`, by name."""


class JSON(Rich):
    """Data that a notebook shows as a tree, and a page as text."""

    mime = "application/json"
    fields = dict.fromkeys(("data", "url", "filename", "expanded", "metadata", "root"))

    def __repr__(self) -> str:
        return as_text(self)


def as_text(value: Any) -> str:
    """Return what a page shows of an object of IPython's class for code, a text or JSON."""
    if type(value).__name__ != "JSON":
        return str(value.data)
    data = json.loads(value.data) if isinstance(value.data, str) else value.data
    return json.dumps(data, indent=2, ensure_ascii=False)


class ProgressBar(Rich):
    """Says how far something is: a line that is printed anew."""

    fields: ClassVar[dict[str, Any]] = {"total": 0}
    html_width, text_width, _progress = "60ex", 60, 0
    total: int

    def __repr__(self) -> str:
        share = self.progress / self.total if self.total else 0
        filled = "=" * int(share * self.text_width)
        return f"[{filled:<{self.text_width}}] {self.progress}/{self.total}"

    def display(self) -> None:
        """Print how far it is, in the place of what was printed of it before."""
        print(repr(self), end="\n" if self.progress >= self.total else "\r")

    update = _ipython_display_ = display

    @property
    def progress(self) -> int:
        """How many of all are done."""
        return self._progress

    @progress.setter
    def progress(self, value: int) -> None:
        self._progress = value
        self.update()

    def __iter__(self) -> Iterator[int]:
        for done in range(self.total):
            self.progress = done
            yield done
        self.progress = self.total


_FRAME = {"width": 400, "height": 300}
LACKING: dict[str, dict[str, Any]] = {
    "Audio": dict.fromkeys(("data", "filename", "url", "embed", "rate", "autoplay")),
    "FileLink": {"path": "", "url_prefix": "", "result_html_prefix": "", "result_html_suffix": ""},
    "FileLinks": {"path": "", "url_prefix": "", "included_suffixes": None, "recursive": True},
    "GeoJSON": dict.fromkeys(("data", "url", "filename", "metadata")),
    "IFrame": dict.fromkeys(("src", "width", "height", "extras")),
    "Javascript": dict.fromkeys(("data", "url", "filename", "lib", "css")),
    "ScribdDocument": {"id": "", **_FRAME, "extras": None},
    "Video": dict.fromkeys(
        ("data", "url", "filename", "embed", "mimetype", "width", "height", "html_attributes")
    ),
    "VimeoVideo": {"id": "", **_FRAME, "extras": None},
    "YouTubeVideo": {"id": "", **_FRAME, "allow_autoplay": False, "extras": None},
}
"""Classes of `IPython.display` that no page shows, such as sound, films and frames of other sites,
each with its parameters and their defaults."""

ADDRESSES = {
    "ScribdDocument": "https://www.scribd.com/embeds/{}/content",
    "VimeoVideo": "https://player.vimeo.com/video/{}",
    "YouTubeVideo": "https://www.youtube.com/embed/{}",
}
"""Addresses that frames show, by class, with a gap for the id."""


class Lacking(Rich):
    """Displays a note that a page cannot show it."""

    def _ipython_display_(self) -> None:
        kind = next(each.__name__ for each in type(self).mro() if each.__name__ in LACKING)
        outputs().show_note(word("noDisplay", kind=kind))


class IFrame(Lacking):
    """A frame of another site, which has parameters."""

    fields = LACKING["IFrame"]
    iframe = ""

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.params = {name: each for name, each in options.items() if name not in self.fields}
        kinds = (ADDRESSES.get(each.__name__) for each in type(self).mro())
        if address := next(filter(None, kinds), None):
            self.src = address.format(vars(self)["id"])

    def _repr_html_(self) -> str:
        return ""


CLASSES = {"IFrame": IFrame} | {
    name: type(name, (IFrame if name in ADDRESSES else Lacking,), {"fields": fields})
    for name, fields in LACKING.items()
    if name != "IFrame"
}
"""The classes of which no page shows an object, by name."""


def lacking(name: str) -> Lacking:
    """Return what stands on a page for an object of IPython's class of this name."""
    return CLASSES[name]()


def math(data: str) -> Rich:
    """Return a formula, given without dollars."""
    return _rich("Latex")(f"$\\displaystyle {data}$")


def _set_nothing(*_given: Any, **_options: Any) -> None:
    """Accept a setting that changes nothing: a page draws SVG in any case."""


def _rich(name: str) -> type[Rich]:
    known = dict.fromkeys(("format", "embed", "width", "height", "alt")) if name == "Image" else {}
    method = {METHODS[MIMES[name]]: lambda self: self.data}  # which a subclass may have of its own
    return type(name, (Rich,), {"mime": MIMES[name], "fields": Rich.fields, **method, **known})


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
    vars(module).update(JSON=JSON, ProgressBar=ProgressBar)
    vars(module).update(CLASSES, DisplayObject=Rich, set_matplotlib_formats=_set_nothing)
    # matplotlib hooks itself into an IPython older than 8.24, and leaves a newer one alone.
    vars(package).update(display=module, get_ipython=get_ipython, version_info=(9,))
    vars(shell).update(InteractiveShell=type("InteractiveShell", (), {}))
    sys.modules |= dict(zip(MODULES, (package, package, module, module, shell), strict=True))


def is_registered() -> bool:
    """Return whether cells import this in the place of IPython."""
    return getattr(sys.modules.get("IPython"), "get_ipython", None) is get_ipython
