"""A function that is called anew for all values: what it shows, compared with what it showed."""

from collections.abc import Callable, Mapping
from typing import Any

from explorable.interaction.capture import captured, display
from explorable.interaction.changed import changed, figures_of
from explorable.interaction.outputs import CallOutputs
from explorable.kernel.outputs import taken_figures


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
        self.error: Exception | None = None
        self.outputs = CallOutputs(prefix)
        self.revision = 0
        """Counts what was shown, 0 is nothing; a patch leads from one to the next."""
        self._function, self._prefix, self._display = function, prefix, display

    def call(self, arguments: Mapping[str, Any], *, adds: bool = False) -> dict[str, str] | None:
        """Call the function and return what has changed of what it shows, by id, or None for all.

        An error is the last that it shows. If it `adds`, what was shown before stays.
        """
        before, self.revision = self.outputs, self.revision + 1
        outputs = self.outputs = CallOutputs(self._prefix, before.blocks if adds else ())
        self.result = self.error = None
        opened = taken_figures()
        theirs = changed([*opened, *figures_of(self._function)])
        with captured(outputs), theirs as updated:
            try:
                try:
                    self.result = self._function(**arguments)
                finally:
                    outputs.show_figures(updated)
                is_shown = any(self.result is each for each in outputs.figures)
                if self._display and self.result is not None and not is_shown:
                    self._display(self.result)
            except Exception as error:
                self.error = error
                outputs.show_error(error)
        outputs.end()
        display([each for each in opened if each not in outputs.figures])  # they are the cell's own
        return outputs.patch(before)

    @property
    def words(self) -> str:
        """What was returned or printed in words, or what figures are called."""
        return self.result if isinstance(self.result, str) else self.outputs.words

    def caption(self, values: Mapping[str, Any]) -> str:
        """Return what was shown in words: what was returned or printed, titles, or the values."""
        return self.words or ", ".join(f"{name} = {value}" for name, value in values.items())
