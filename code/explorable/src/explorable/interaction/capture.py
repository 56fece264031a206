"""Whatever is printed and shown while a function is called, taken on a page and in a kernel."""

import io
import sys
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, Any

from explorable.interaction.shown import Shown
from explorable.kernel import ipython
from explorable.picture.style import AS_WRITTEN, style

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell


class _Printed(io.TextIOBase):
    """What calls print to, always the same: whoever has taken it prints to the call that goes on.

    A handler of `logging` takes it at the first record, and has it in all later calls.
    """

    def __init__(self) -> None:
        self.calls: list[Shown] = []

    def write(self, text: str) -> int:
        """Print to the innermost call, or else where a cell prints."""
        return (self.calls[-1] if self.calls else sys.stderr).write(text)


_PRINTED = _Printed()


@contextmanager
def captured(shown: Shown) -> Iterator[None]:
    """Let all that is printed and shown meanwhile go to `shown`."""
    IPython = sys.modules.get("IPython")
    shell = IPython.get_ipython() if IPython else None
    with _printed(shown), _warned(shown), ipython.within(shown), style(AS_WRITTEN):
        if shell is None:
            yield
        else:
            with _taken(shell, shown):
                yield


@contextmanager
def _printed(shown: Shown) -> Iterator[None]:
    """Let what is printed go to `shown`."""
    _PRINTED.calls.append(shown)
    try:
        with redirect_stdout(_PRINTED), redirect_stderr(_PRINTED):
            yield
    finally:
        _PRINTED.calls.pop()


@contextmanager
def _warned(shown: Shown) -> Iterator[None]:
    """Let warnings be notes, at each call anew: not only where one comes for the first time."""
    with warnings.catch_warnings():  # which forgets what was warned of already
        warnings.showwarning = lambda message, category, *_: shown.show_note(
            f"{category.__name__}: {message}", below=True
        )
        yield


def display(values: Iterable[Any]) -> None:
    """Display values where the cell stands, on a page and in a kernel."""
    try:
        show = ipython.outputs().show
    except RuntimeError:  # no cell of a page runs
        kernel = sys.modules.get("IPython.display")
        show = kernel.display if kernel else print
    for each in values:
        show(each)


@contextmanager
def _taken(shell: "InteractiveShell", shown: Shown) -> Iterator[None]:
    """Take what a kernel would display: its ``display`` asks these two."""
    from IPython.core.displaypub import DisplayPublisher
    from IPython.core.formatters import DisplayFormatter

    formatter, publisher = DisplayFormatter(parent=shell), DisplayPublisher(parent=shell)

    def publish(data: dict, *_: Any, transient: dict | None = None, **_more: Any) -> None:
        value = data["value"] if "value" in data else ipython.Bundle(data)  # a type has a slash
        shown.show(value, (transient or {}).get("display_id"))

    vars(formatter)["format"] = lambda value, **_: ({"value": value}, {})
    vars(publisher)["publish"] = publish
    vars(publisher)["clear_output"] = shown.clear
    before = shell.display_formatter, shell.display_pub
    shell.display_formatter, shell.display_pub = formatter, publisher
    try:
        yield
    finally:
        shell.display_formatter, shell.display_pub = before
