"""A function that is called anew for all values: what it shows, compared with what it showed."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast

from matplotlib.figure import Figure

from explorable.interaction.capture import captured
from explorable.interaction.shown import Shown
from explorable.picture.drawing import Message

if TYPE_CHECKING:
    from explorable.interaction.figure import Interaction


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

    def call(
        self, arguments: Mapping[str, Any], *, adds: bool = False
    ) -> dict[str, str] | None:
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


class Redrawing:
    """A function's calls, for whoever asks for pictures and patches, as of a `Drawing`.

    Parameters
    ----------
    declaration : Interaction
    """

    streams = False

    def __init__(self, declaration: "Interaction"):
        self.declaration = declaration
        self.calls = Calls(declaration.draw, declaration.prefix, declaration.display)

    @property
    def revision(self) -> int:
        """Which picture it is."""
        return self.calls.revision

    @property
    def peeked(self) -> Figure | None:
        """The first of the figures that were shown last."""
        return next(iter(self.calls.shown.figures), None)

    def caption(self, values: Mapping[str, Any]) -> str:
        """Return in words what is shown for `values`."""
        return self.show(values)["caption"]

    def peek(self, values: Mapping[str, Any]) -> Message:
        """Return the whole picture for `values`, for nobody's page."""
        return {**self.show(values), "revision": None}

    def stream(self, values: Mapping[str, Any], *, since: int | None = None) -> Iterator[Message]:
        """Yield the one message that there is."""
        yield self.show(values, since=since)

    def show(self, values: Mapping[str, Any], *, since: int | None = None) -> Message:
        """Call the function and say what has changed since a revision of what it shows.

        Parameters
        ----------
        values : mapping
            A value for every control.
        since : int, optional
            The revision that the page shows; without it, or if more was shown since, the answer is
            the whole picture.
        """
        declaration, calls = self.declaration, self.calls
        values = declaration.validate(values)
        arguments = declaration.arguments(values)
        patchable = since == calls.revision > 0
        patch = calls.call(arguments)
        if declaration.hear:
            declaration.hear(arguments, calls.result)
        change = {"picture": calls.shown.html} if patch is None or not patchable else {"patch": patch}
        caption = calls.said(declaration.labelled(values))
        shown = {"values": values, "caption": caption, "frames": [], "revision": calls.revision}
        return cast(Message, {**shown, **change})
