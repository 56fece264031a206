"""A function that is called anew for all values: what it shows, compared with what it showed."""

from collections.abc import Callable, Mapping
from typing import Any

from explorable.interaction.capture import captured
from explorable.interaction.shown import Shown


class Calls:
    """The calls of a function, and what the last has shown and returned.

    Parameters
    ----------
    function : callable
    prefix : str
        Starts every id.
    display : callable, optional
        Shows what the function returns.
    """

    def __init__(
        self, function: Callable, prefix: str, display: Callable[[Any], Any] | None = None
    ):
        self.result: Any = None
        self.shown = Shown(prefix)
        self.revision = 0
        """Counts what was shown, 0 is nothing; a patch leads from one to the next."""
        self._function, self._prefix, self._display = function, prefix, display

    def call(self, arguments: Mapping[str, Any], *, adds: bool = False) -> dict[str, str] | None:
        """Call the function and return what has changed of what it shows, by id, or None for all.

        An error is the last that it shows. If it `adds`, what was shown before stays.
        """
        before, self.revision = self.shown, self.revision + 1
        shown = self.shown = Shown(self._prefix, before.blocks if adds else ())
        self.result = None
        with captured(shown):
            try:
                self.result = self._function(**arguments)
                shown.show_figures()
                if self._display and self.result is not None:
                    self._display(self.result)
            except Exception as error:
                shown.show_figures()
                shown.show_error(error)
        shown.end_text()
        return shown.patch(before)

    def said(self, values: Mapping[str, Any]) -> str:
        """Return what was shown in words: what was returned or printed, titles, or the values."""
        said = self.result if isinstance(self.result, str) else self.shown.words
        return said or ", ".join(f"{name} = {value}" for name, value in values.items())
