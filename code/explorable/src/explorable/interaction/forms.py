"""What `interact` of ipywidgets is in a kernel and on a page alike."""

from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import Any

import ipywidgets

from explorable.controls import Checkbox, Choice, Control, Slider, Text, Typed
from explorable.interaction.figure import Interaction
from explorable.kernel.ipython import Bundle
from explorable.kernel.outputs import parts


class Interactive(ipywidgets.interactive):
    """``ipywidgets.interactive``, with a place of its own for what is shown."""

    def make_area(self, widgets: Mapping[str, Any]) -> Any:
        """Return the widget that stands where the function's pictures and texts stand."""
        raise NotImplementedError

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

    @classmethod
    def widget_from_abbrev(cls, abbrev: Any, *default: Any) -> Any:
        """Return the widget of a short form, or of a control as explorers have it."""
        if isinstance(abbrev, Control):
            return widget_of(abbrev)
        return super().widget_from_abbrev(abbrev, *default)


def widget_of(control: Control) -> ipywidgets.ValueWidget:
    """Return a widget that does what a control does.

    Raises
    ------
    ValueError
        If there is none that does it.
    """
    called = {"description": control.label}
    match control:
        case Slider(whole=True, minimum=low, maximum=high, step=step, start=start):
            return ipywidgets.IntSlider(start, min=low, max=high, step=step, **called)
        case Slider(minimum=low, maximum=high, step=step, start=start):
            readout = control.readout_format
            return ipywidgets.FloatSlider(
                start, min=low, max=high, step=step, readout_format=readout, **called
            )
        case Choice(options=options, start=start):
            index = list(options).index(start)
            pairs = list(options.items()) if isinstance(options, dict) else options
            return ipywidgets.Dropdown(options=pairs, index=index, **called)
        case Checkbox(start=start):
            return ipywidgets.Checkbox(start, **called)
        case Text(start=start):
            kind = ipywidgets.Textarea if control.lines else ipywidgets.Text
            return kind(start, **called)
        case Typed(start=start):
            kind = ipywidgets.IntText if control.whole else ipywidgets.FloatText
            return kind(start, **called)
    raise ValueError(
        f"{type(control).__name__} is a control of explorers, and none of interact; give a number "
        "each an argument of its own, or write an explorer"
    )


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


_PROGRESS = "it moves no figure; let a function print how far it is"
_INSTEAD = {
    "Button": "what it calls is called in a notebook alone; interact_manual(function, …) has a "
    "button that a page hears",
    "Image": "it moves no figure; IPython.display.Image(…) shows one there",
    "IntProgress": _PROGRESS,
    "FloatProgress": _PROGRESS,
}
"""Why a widget moves nothing on a page, and what does, by its kind; of others it is this."""
_FOLLOWED = (
    "no function follows it; let one show what follows from a control, "
    "interactive_output(function, {name: widget})"
)


def advice_on_idle(kind: str, called: str = "") -> str:
    """Return what to tell an author of a widget of this kind that moves no function.

    Examples
    --------
    >>> advice_on_idle("Image", "Image of a coin").partition(": ")[0]
    'Image of a coin moves nothing on a page, which leaves it out'
    """
    instead = _INSTEAD.get(kind, _FOLLOWED)
    return f"{called or kind} moves nothing on a page, which leaves it out: {instead}"


@parts.register(ipywidgets.Widget)
def _text(widget: ipywidgets.Widget) -> Iterator[Any]:
    """Show the words of what holds some; a control stands with the figure that it moves."""
    if html := text_of(widget):
        yield Bundle({"text/html": html})


@parts.register(ipywidgets.Box)
def _children(box: ipywidgets.Box) -> Iterator[Any]:
    for each in box.children:
        yield from parts(each)


def call_now_and_later(call: Callable[..., None], controls: Mapping[str, Any]) -> None:
    """Call it now, and when the value of a widget changes."""
    for widget in controls.values():
        widget.observe(call, "value")
    call()
