"""Whatever is printed and shown while a function is called, taken on a page and in a kernel."""

import sys
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any, cast

from explorable.interaction.outputs import CallOutputs
from explorable.kernel import backend, ipython
from explorable.kernel.outputs import running, within
from explorable.picture.style import AS_WRITTEN, style

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell


@contextmanager
def captured(outputs: CallOutputs) -> Iterator[None]:
    """Let all that is printed and displayed meanwhile go to these outputs.

    Warnings are notes, at each call anew: not only where one comes for the first time.
    """
    IPython = sys.modules.get("IPython")
    shell = IPython.get_ipython() if IPython else None
    taken = _taken(shell, outputs) if shell else nullcontext()
    shows_itself = sys.platform == "emscripten" or hasattr(shell, "kernel")  # a page, a notebook
    in_place = nullcontext() if shows_itself else _without_windows()
    forgotten = warnings.catch_warnings()  # what was warned of already
    with within(outputs), forgotten, style(AS_WRITTEN), taken, in_place:
        warnings.showwarning = lambda message, category, *_: outputs.show_note(
            f"{category.__name__}: {message}", below=True
        )
        yield


def display(values: Iterable[Any]) -> None:
    """Display values where the cell stands, on a page and in a kernel."""
    kernel = sys.modules.get("IPython.display")
    show = running[-1].show if running else getattr(kernel, "display", print)
    for each in values:
        show(each)


@contextmanager
def _without_windows() -> Iterator[None]:
    """Let ``plt.show()`` show as on a page: a script would open a window, and wait for its end."""
    from matplotlib import pyplot

    names = vars(pyplot)
    before, names["show"] = names["show"], backend.show
    try:
        yield
    finally:
        names["show"] = before


@contextmanager
def _taken(shell: "InteractiveShell", outputs: CallOutputs) -> Iterator[None]:
    """Take what a kernel would display: its ``display`` asks these two."""
    from IPython.core.displaypub import DisplayPublisher
    from IPython.core.formatters import DisplayFormatter

    kernel = cast(DisplayFormatter, shell.display_formatter)
    # Of the kernel's own formats: pyplot that begins in a call writes there how figures are shown.
    formatter = DisplayFormatter(parent=shell, formatters=kernel.formatters)
    publisher = DisplayPublisher(parent=shell)

    def publish(data: dict, *_: Any, transient: dict | None = None, **_more: Any) -> None:
        value = data["value"] if "value" in data else ipython.Bundle(data)  # a type has a slash
        outputs.show(value, (transient or {}).get("display_id"))

    vars(formatter)["format"] = lambda value, **_: ({"value": value}, {})
    vars(publisher)["publish"] = publish
    vars(publisher)["clear_output"] = outputs.clear
    before = shell.display_formatter, shell.display_pub
    shell.display_formatter, shell.display_pub = formatter, publisher
    try:
        yield
    finally:
        shell.display_formatter, shell.display_pub = before
