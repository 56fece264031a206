"""`ipywidgets` on a page, as far as cells use it to make functions interactive.

There is no kernel: a widget is a description of the control that the page shows beside the figure
which it moves. What pages do not have is named when a cell asks for it.
"""

import inspect
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from importlib.machinery import ModuleSpec
from importlib.util import find_spec, module_from_spec
from typing import Any, NoReturn, cast

from explorable.controls import Choice, control
from explorable.interaction.figure import Interaction
from explorable.interaction.forms import warn_of_strays
from explorable.kernel import ipython
from explorable.picture.figures import WIDTH


class Described:
    """Anything of ipywidgets: it takes all traits, and those that a page knows mean something."""

    def __init__(self, **traits: Any) -> None:
        self.description = ""
        vars(self).update(traits)
        self.layout, self.style = map(_look, (traits.get("layout"), traits.get("style")))

    def __getattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"on a page, {type(self).__name__} has no {name}")


class Layout:
    """Lengths and colors: a page has its own."""

    def __init__(self, **traits: Any) -> None:
        vars(self).update(traits)


def _look(given: Layout | Mapping[str, Any] | None) -> Layout:
    return given if isinstance(given, Layout) else Layout(**given or {})


class Widget(Described):
    """A description of a control."""

    value: Any

    def get_interact_value(self) -> Any:
        """Return what the function is given."""
        return self.value

    def _ipython_display_(self) -> None:
        """Show nothing: it stands with the figure that it moves."""


class fixed:  # as notebooks call it
    """A value that no control moves."""

    def __init__(self, value: Any) -> None:
        self.value = value


class _Bounded(Widget):
    minimum: float = 0
    maximum: float = 100
    by: float = 1

    def __init__(
        self, value: float | None = None, min: float | None = None, max: float | None = None,
        step: float | None = None, **traits: Any,
    ) -> None:  # fmt: skip
        low = self.minimum if min is None else min
        high = self.maximum if max is None else max
        start = sorted((low, 0 if value is None else value, high))[1]
        super().__init__(min=low, max=high, step=self.by if step is None else step, **traits)
        self.value = start


class IntSlider(_Bounded):
    """A slider of whole numbers."""


class BoundedIntText(_Bounded):
    """A whole number within bounds."""


class Play(_Bounded):
    """A number that can be played."""


class FloatSlider(_Bounded):
    """A slider."""

    minimum, maximum, by = 0.0, 100.0, 0.1


class BoundedFloatText(_Bounded):
    """A number within bounds."""

    minimum, maximum, by = 0.0, 100.0, 0.0


class FloatLogSlider(Widget):
    """A slider of powers, its ends told by their exponents."""

    def __init__(
        self, value: float = 1.0, base: float = 10.0, min: float = 0.0, max: float = 4.0,
        step: float = 0.1, **traits: Any,
    ) -> None:  # fmt: skip
        super().__init__(base=base, min=min, max=max, step=step, **traits)
        self.value = sorted((base**min, value, base**max))[1]


class _Valued(Widget):
    empty: Any = ""

    def __init__(self, value: Any = None, **traits: Any) -> None:
        super().__init__(**traits)
        self.value = self.empty if value is None else value


class Text(_Valued):
    """A line of text."""


class Textarea(Text):
    """A text."""


class IntText(_Valued):
    """A whole number."""

    empty = 0


class FloatText(_Valued):
    """A number."""

    empty = 0.0


class Checkbox(_Valued):
    """Yes or no."""

    empty = False


class ToggleButton(Checkbox):
    """Yes or no."""


class Dropdown(Widget):
    """One of several options."""

    def __init__(self, options: Any = (), value: Any = None, **traits: Any) -> None:
        super().__init__(options=options, **traits)
        choice = cast(Choice, control("options", options))
        self._options_labels = tuple(map(str, choice.options))
        self._options_values = tuple(map(choice.argument, choice.options))
        self.value = self._options_values[0] if value is None else value

    @property
    def label(self) -> str:
        """What the option is called."""
        return self._options_labels[self.index]

    @property
    def index(self) -> int:
        """Which option it is."""
        return next(
            i for i, v in enumerate(self._options_values) if v is self.value or v == self.value
        )


class RadioButtons(Dropdown):
    """One of several options."""


class Select(Dropdown):
    """One of several options."""


class SelectionSlider(Dropdown):
    """One of several options."""


class ToggleButtons(Dropdown):
    """One of several options."""


class Box(Described):
    """Widgets in their order."""

    children: tuple[Any, ...]

    def __init__(self, children: Iterable[Any] = (), **traits: Any) -> None:
        super().__init__(children=tuple(children), **traits)

    def _ipython_display_(self) -> None:
        for each in self.children:
            ipython.display(each)


class HBox(Box):
    """Widgets beside each other."""


class VBox(Box):
    """Widgets below each other."""


class GridBox(Box):
    """Widgets in a grid."""


class Tab(Box):
    """Widgets behind each other; a page shows all."""

    def set_title(self, index: int, title: str) -> None:
        """Do nothing: a page has no tabs."""


class Accordion(Tab):
    """Widgets under folds; a page shows all."""


class Label(_Valued):
    """A text."""

    def _repr_html_(self) -> str:
        return str(self.value)


class HTML(Label):
    """Markup."""


class Area(Interaction):
    """What a function shows; like an ``Output`` it has a layout, and can be told to clear."""

    @cached_property
    def layout(self) -> Layout:
        """Lengths, as cells set them: a page has its own."""
        return Layout()

    def clear_output(self, wait: bool = False) -> None:
        """Do nothing: each call takes back what the one before has shown."""


class interactive(VBox):  # as notebooks call it
    """A function, the controls of its arguments, and what it shows.

    Parameters
    ----------
    function : callable
    options : mapping
        Those of `interact`: ``auto_display``, ``manual``, ``manual_name``.
    **given
        Controls, or what stands for one.
    """

    def __init__(
        self, function: Callable, options: Mapping[str, Any] | None = None, /, **given: Any
    ) -> None:
        self.f, self.result = function, None
        self.kwargs: dict[str, Any] = {}
        adds = not given.pop("clear_output", True)
        asked = _arguments(function, given)
        self.widgets = {name: _widget(name, value, default) for name, value, default in asked}
        self.figure = _figure(function, self.widgets, self._hear, adds=adds, **(options or {}))
        super().__init__([*filter(_is_control, self.widgets.values()), self.figure])
        if not self.figure.manual:
            self.update()

    def update(self, *_args: Any) -> None:
        """Call the function with the values of the controls."""
        self.figure.drawing.show(self.figure.start)

    def _hear(self, arguments: dict[str, Any], result: Any) -> None:
        self.kwargs, self.result = arguments, result

    def _ipython_display_(self) -> None:
        ipython.display(self.figure)


def interactive_output(f: Callable, controls: Mapping[str, Widget]) -> Area:
    """Return what a function shows for the values of widgets; on a page they stand there, too."""
    figure = _figure(f, controls, lambda *_: None)
    figure.drawing.show(figure.start)
    return figure


class _Interact:
    """``interact`` and its ``options``, as a function and as a decorator."""

    def __init__(self, options: Mapping[str, Any], given: Mapping[str, Any] = {}) -> None:
        self._options, self._given = options, given

    def widget(self, function: Callable) -> interactive:
        """Return what `interact` would show."""
        return interactive(function, self._options, **self._given)

    def __call__(self, function: Callable | None = None, /, **given: Any) -> Any:
        self = _Interact(self._options, {**self._given, **given})
        if function is None:
            return self
        shown = self.widget(function)
        ipython.display(shown)
        try:
            function.widget = shown  # type: ignore[attr-defined] # as ipywidgets does
        except AttributeError:
            return lambda *arguments, **more: function(*arguments, **more)
        return function

    def options(self, **options: Any) -> "_Interact":
        """Return it with other options."""
        for name in options.keys() - self._options.keys():
            raise ValueError(f"invalid option {name!r}")
        return _Interact({**self._options, **options}, self._given)


interact = _Interact({"manual": False, "auto_display": True, "manual_name": "Run Interact"})
interact_manual = interact.options(manual=True)


def _arguments(function: Callable, given: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Yield the name of each argument, what stands for its control, and its default."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):  # it cannot be looked into
        yield from ((name, each, None) for name, each in given.items())
        return
    names: list[str] = []
    rest = dict(given)
    for each in parameters:
        if each.kind is each.VAR_KEYWORD:
            yield from ((name, value, None) for name, value in rest.items())
            return
        if each.kind is each.VAR_POSITIONAL:
            continue
        if each.kind is each.POSITIONAL_ONLY:
            raise TypeError(
                f"{each.name} can be given by its place alone, and no control does that"
            )
        names.append(each.name)
        default = None if each.default is each.empty else each.default
        said = None if each.annotation is each.empty else each.annotation
        value = rest.pop(each.name, said if default is None else default)
        if value is None:
            raise ValueError(f"cannot find widget or abbreviation for argument: {each.name!r}")
        yield each.name, value, default
    warn_of_strays(rest, names, function)


def _widget(name: str, given: Any, default: Any) -> Any:
    """Return what was given if it is a widget, or the description of the control it stands for."""
    if isinstance(given, Widget | fixed):
        return given
    made = control(name, given, default)
    if isinstance(made, Choice):  # a kernel's menu knows texts alone, and its notebook keeps those
        options = {str(each): made.argument(each) for each in made.options}
        made = Choice(options, start=str(made.start))
    described = Widget(control=made)
    described.value = made.argument(made.start)  # type: ignore[arg-type] # each its own
    return described


def _figure(
    function: Callable, widgets: Mapping[str, Any], hear: Callable, *, auto_display: bool = False,
    manual: bool = False, manual_name: str = "Run Interact", adds: bool = False,
) -> Area:  # fmt: skip
    def follow(arguments: dict[str, Any], result: Any) -> None:
        for name, widget in widgets.items():
            widget.value = arguments[name]
        hear(arguments, result)

    figure = Area(
        function, {}, {}, "", {}, (), (WIDTH, 3.0),
        display=ipython.display if auto_display else None, hear=follow,
        manual=manual_name if manual else "", adds=adds,
    )  # fmt: skip
    return figure.moved_by(widgets)


def _is_control(widget: Any) -> bool:
    return not isinstance(widget, fixed)


def register() -> None:
    """Let cells import this as `ipywidgets`."""
    module = module_from_spec(ModuleSpec("ipywidgets", None))
    ours = {n: each for n, each in globals().items() if not n.startswith("_") and _is_ours(each)}
    vars(module).update(ours, widgets=module, __getattr__=_missing, ValueWidget=Widget)
    sys.modules |= {"ipywidgets": module, "ipywidgets.widgets": module}


def _is_ours(value: Any) -> bool:
    """Whether it is of this module, not what it imports."""
    return getattr(value, "__module__", None) == __name__


def _missing(name: str) -> NoReturn:
    raise AttributeError(f"pages have no {name} of ipywidgets")


if not find_spec("ipywidgets"):
    register()
