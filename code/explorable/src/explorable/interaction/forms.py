"""What `interact` of ipywidgets is in a kernel and on a page alike."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from html import escape
from typing import Any

import ipywidgets

from explorable.interaction.figure import Interaction


class Interactive(ipywidgets.interactive):
    """``ipywidgets.interactive``, with a place of its own for what is shown."""

    def make_area(self, widgets: Mapping[str, Any]) -> Any:
        """Return the widget that stands where the function's pictures and texts stand."""
        raise NotImplementedError

    def tell(self, words: str) -> None:
        """Tell the author something; readers of a page are not told."""

    @property
    def out(self) -> Any:
        """Where the function's pictures and texts stand."""
        return self._area

    @out.setter
    def out(self, output: ipywidgets.Output) -> None:
        output.close()  # ipywidgets makes one
        self._area = self.make_area({each._kwarg: each for each in self.kwargs_widgets})

    @property
    def figure(self) -> Interaction:
        """What pages know of it; `explorable.check` takes it."""
        return self.out.figure

    def find_abbreviations(self, kwargs: dict[str, Any]) -> list[tuple[str, Any, Any]]:
        """Return what each argument is set with, and name what is no argument."""
        found = super().find_abbreviations(kwargs)
        names = [name for name, _, _ in found]
        for words in strays(kwargs.keys() - set(names), names, self.f):
            self.tell(words)
        return found


def observers(widget: Any, *names: str) -> Iterator[Any]:
    """Yield what observes some traits of a widget, or any."""
    for name, by_type in widget._trait_notifiers.items():
        if name in names or not names:
            for each in by_type.values():
                yield from each


def text_of(widget: Any) -> str:
    """Return the HTML of a widget that holds words, and of others nothing.

    A field that nobody observes is no control: its text is a title.
    """
    match widget:
        case ipywidgets.HTML() | ipywidgets.HTMLMath():
            return widget.value
        case ipywidgets.Label():
            return f"<p>{escape(widget.value)}</p>"
        case ipywidgets.Text() | ipywidgets.Textarea() if not any(observers(widget, "value")):
            return f"<p>{escape(widget.value)}</p>"
    return ""


def call_now_and_later(call: Callable[..., None], controls: Mapping[str, Any]) -> None:
    """Call it now, and when the value of a widget changes."""
    for widget in controls.values():
        widget.observe(call, "value")
    call()


def strays(given: Iterable[str], names: list[str], function: object) -> Iterator[str]:
    """Yield what is to say of each that was given for an argument the function does not have."""
    called = getattr(function, "__name__", repr(function))
    for stray in sorted(given):
        near = get_close_matches(stray, names, 1)
        hint = f"; {near[0]}?" if near else f"; it has {', '.join(names) or 'none'}"
        yield f"{stray} is no argument of {called}{hint}"
