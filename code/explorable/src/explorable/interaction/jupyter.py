"""`interact` in a kernel: that of ipywidgets, with its widgets, and figures that do not flicker.

It is a subclass of ``ipywidgets.interactive``, made into functions by its own ``factory``. What
differs: figures are drawn as SVG, and only what has changed of them is sent; an argument that the
function does not have is named; and a notebook keeps a picture and the controls for pages.
"""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from difflib import get_close_matches
from itertools import chain
from os import PathLike
from pathlib import Path
from typing import Any, cast

import anywidget
import ipywidgets
import traitlets
from IPython import display, get_ipython
from ipywidgets.widgets import interaction

from explorable import esm, frames, markup, stored, words
from explorable.interaction.calls import Calls
from explorable.interaction.figure import Interaction
from explorable.interaction.forked import POSSIBLE, forked
from explorable.interaction.forms import (
    Interactive,
    advice_on_idle,
    call_now_and_later,
    observers,
    text_of,
)
from explorable.interaction.prose import read
from explorable.interaction.reach import reached
from explorable.interaction.unsupported import unsupported
from explorable.kernel import ipython
from explorable.kernel.outputs import parts
from explorable.picture.drawing import Message
from explorable.picture.figures import WIDTH, max_abs
from explorable.picture.output import output
from explorable.stored import Spec

fixed = ipywidgets.fixed
_THEIRS = "ipywidgets."
_MOVABLE = (ipywidgets.ValueWidget, ipywidgets.Button)
_STATE = "value", "min", "max", "step", "options", "description", "disabled"
_LAYOUT = "display", "visibility"
_REPEATABLE: dict[str, Interaction] = {}
"""The functions of this kernel that show the same for the same values, whatever else is moved; each
is tried against all others, so that there are few."""
_FEW = 8
LINKS = {"LinkModel", "DirectionalLinkModel"}


class Area(anywidget.AnyWidget):
    """Where that stands which a function has shown, in the place of an ``Output``.

    Parameters
    ----------
    function : callable
    widgets : mapping of str to ValueWidget or fixed
        What sets its arguments.
    display : callable, optional
        Shows what it returns.
    manual : str
        What the button is called that calls it, if only that does.
    adds : bool
        Whether what it has shown before stays.
    """

    _esm = esm.join(esm.FRONT / "area.js")
    _css = esm.style("front.css")
    html = traitlets.Unicode().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    prefix = traitlets.Unicode().tag(sync=True)
    description = ""

    def __init__(
        self,
        function: Callable,
        widgets: Mapping[str, Any],
        display: Callable[[Any], Any] | None = None,
        manual: str = "",
        adds: bool = False,
    ):
        self._widgets = widgets
        self._sets: set[str] = set()  # what the widgets are called that the function has set
        size = (WIDTH, 3.0)
        self._figure = Interaction(
            function, {}, {}, "", {}, (), size, display=display, manual=manual, adds=adds
        )
        with suppress(ValueError):  # which is told when it is shown
            self._figure = self.figure
        self.calls = Calls(function, self._figure.prefix, display)
        super().__init__(words=words.in_use(), title=self._figure.title, prefix=self._figure.prefix)
        self.on_msg(self._answer)

    def call(self, arguments: Mapping[str, Any], *, adds: bool = False) -> None:
        """Call the function, and show what has changed, or what it adds."""
        before = self._states()
        patch = self.calls.call(arguments, adds=adds)
        self._sets |= self._changed(before)
        if not self.html:
            self.html = self.calls.outputs.html
        self.send(self.calls.outputs.change(patch))

    def clear_output(self, wait: bool = False) -> None:
        """Take back what is shown, unless it is to stay until there is something else."""
        if not wait:
            self.calls.outputs.clear()
            self.send(self.calls.outputs.change(None))

    def save(self, file: str | PathLike, /, **options: Any) -> Path:
        """Write what is shown into one file of HTML, as `explorable.Explorer.save` does."""
        return self._figure.moved_by(self._widgets).save(file, **options)

    def _answer(self, _widget: object, content: dict, _buffers: object) -> None:
        """Send the typesetter, or bring a new view, which has the first picture, up to date."""
        if content.get("typesetter"):
            self.send({"typesetter": esm.typesetter()})
        else:
            changed = self.calls.outputs.html != self.html
            last = self.calls.outputs.change(None) if changed else {}
            self.send(last | {"serial": content["serial"]})

    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        live, _ = super()._repr_mimebundle_(**options) or ({}, {})
        data, metadata = self.bundle()
        return live | data, metadata

    @property
    def arguments(self) -> dict[str, Any]:
        """What its widgets say."""
        return {name: each.get_interact_value() for name, each in self._widgets.items()}

    @property
    def figure(self) -> Interaction:
        """What pages know of it.

        Raises
        ------
        ValueError
            If a page has no control that does what a widget does.
        """
        return self._figure.moved_by(self._widgets)

    def bundle(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return what a notebook keeps of it: a picture for all, and for pages the controls.

        Where a page has no control that does what a widget does, it has the picture alone. What
        pages have ahead is made in a fork, for the calls of the next cell find what they would.
        """
        limits = frames.asked()
        for complaint in self._complaints() if limits else ():
            _say(complaint)
        figure = self._figure_for_pages()
        if not (limits and POSSIBLE):
            return self._stored(figure, self._still(figure))
        others = _others(figure)
        results, ended = forked(lambda: self._ahead(figure, limits, others or ()), limits.seconds)
        found: dict[str, list[Any]] = defaultdict(list)
        for name, each in results:
            found[name].append(each)
        still = found["still"][0] if found["still"] else self._still(figure)
        self._sets |= {*found["sets"]}
        known = _known(figure, found, None if ended else limits)
        if others is None:
            known.pop("repeatable", None)
        if self._sets & self._widgets.keys():  # by which its calls differ
            known.pop("nondeterministic", None)
        if self._sets:
            known.pop("repeatable", None)
            _say(
                f"{self.title}: the function sets {' and '.join(sorted(self._sets))}, and on a "
                f"page nothing of a widget follows: no value, ends, options or words; give "
                f"controls room for all that they can be, let the function limit what it takes, "
                f"and print what it says"
            )
        if figure and "repeatable" in known:
            _REPEATABLE[figure.prefix] = figure
        return self._stored(figure, still, known)

    def _complaints(self) -> Iterator[str]:
        """Yield what a page cannot do that its author may count on."""
        if named := _followed(self._widgets):
            yield (
                f"{self.title}: what observes {' and '.join(named)}, or is linked to it, moves no "
                f"control of the page; let the function itself do what follows from a value"
            )
        if named := _shared(self._widgets):
            yield (
                f"{self.title}: {' and '.join(named)} moves another function, too, and on a page "
                "each figure has a control of its own; let one function show what both do"
            )
        if self.calls.outputs.holds_others:
            yield f"{self.title}: {_INSIDE}"

    def _figure_for_pages(self) -> Interaction | None:
        """Return what moves on a page, or None: then the author is told why nothing does."""
        try:
            return self.figure
        except ValueError as error:
            _say(f"{self.title} stays still on a page: {error}")
            return None

    def _stored(
        self,
        figure: Interaction | None,
        still: tuple[dict[str, Any], dict[str, Any], Spec, list[str]],
        ahead: Mapping[str, Any] = {},
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the bundle: with the data of what moves, if something does."""
        data, metadata, spec, strange = still
        if strange and frames.asked():
            _say(
                f"{self.title}: Markdown that it displays has what pages do not know "
                f"({', '.join(strange)}); display(HTML(…)) shows it there, too"
            )
        if figure:
            data[stored.DATA] = stored.write("explorer", {**spec, **ahead})
        return data, metadata

    def _ahead(
        self, figure: Interaction | None, limits: frames.Limits, others: Iterable[Interaction]
    ) -> Iterator[tuple[str, Any]]:
        """Yield what is seen at the start, what pages have ahead of it, and the widgets it sets."""
        if not self.calls.revision:  # readers see what the button draws before it moves
            self.calls.call(self.arguments)
        yield "still", self._still(figure)
        before, sets = self._states(), set[str]()
        for name, each in self._named():  # a later call may set it back
            names = [trait for trait in _STATE if each.has_trait(trait)]
            each.observe(lambda _change, name=name: sets.add(name), names)
        if figure:
            yield from figure.ahead(self.calls.outputs, limits, others)
        for name in sorted(sets | self._changed(before)):
            yield "sets", name

    def _named(self) -> Iterator[tuple[str, Any]]:
        """Yield its widgets by name; for pages, all that the function can reach."""
        yield from self._widgets.items()
        if frames.asked():
            arguments = {id(each) for each in self._widgets.values()}
            found = (each for each in reached(self._figure.draw) if id(each) not in arguments)
            yield from ((_called(each), each) for each in found if _is_theirs(each))

    def _states(self) -> dict[str, list[Any]]:
        """Return what is seen of these widgets."""
        states: dict[str, list[Any]] = {}
        for name, each in self._named():
            layout = getattr(each, "layout", None)
            state = [getattr(each, trait) for trait in _STATE if each.has_trait(trait)]
            state += [getattr(layout, trait, None) for trait in _LAYOUT]
            states.setdefault(name, []).append(state)
        return states

    def _changed(self, before: dict[str, list[Any]]) -> set[str]:
        """Return which widgets are otherwise than before."""
        now = self._states()
        return {name for name in before if name in now and _differ(now[name], before[name])}

    def _still(
        self, figure: Interaction | None
    ) -> tuple[dict[str, Any], dict[str, Any], Spec, list[str]]:
        """Return what is shown by type, metadata, its `Spec`, and what of Markdown is unsupported.

        The function may have been called in a fork alone, which cannot tell the author.
        """
        outputs = self.calls.outputs
        html = f'<div class="explorable-figure">{outputs.html}</div>'
        description = self.calls.caption({}) or self.title
        data: dict[str, Any] = {"text/plain": description, stored.PAGE: html}
        metadata: dict[str, Any] = {}
        spec = Spec()
        if outputs.figures:
            data, metadata = output(html, outputs.figures[0], description, tight=True)
        if figure:
            description = self.calls.caption(figure.labelled({}))
            message = {"values": figure.start, "caption": description, "axes": []}
            spec = markup.spec_of(figure, cast(Message, message))
            spec |= cast(Spec, max_abs(outputs.figures))
            data[stored.PAGE] = outputs.html
            if outputs.figures and not self.calls.words:
                spec["missing_description"] = figure.line
        strange = {*chain(*map(unsupported, outputs.markdown))}
        return data, metadata, spec, sorted(strange)


_INSIDE = (
    "what interact shows inside a function stays as it starts; give this function all controls, or "
    "call interact in a cell of its own"
)


@parts.register(Area)
def _inside(area: Area) -> Iterator[Any]:
    """Show in a function what another shows; its author is told that nothing moves that."""
    if not frames.asked():
        ipython.outputs().show_note(_INSIDE, below=True)
    yield area.calls.outputs


def _others(figure: Interaction | None) -> list[Interaction] | None:
    """Return the other functions that are repeatable, or None where they are too many to try."""
    if len(_REPEATABLE) >= _FEW:
        return None
    return [each for prefix, each in _REPEATABLE.items() if figure and prefix != figure.prefix]


def _known(
    figure: Interaction | None, found: Mapping[str, list[Any]], beyond: frames.Limits | None
) -> dict[str, Any]:
    """Return the fields of a `Spec` that follow from what was found, `beyond` limits or within."""
    if not figure:
        return {}
    is_random = any(found["is_random"])
    known: dict[str, Any] = {"nondeterministic": True} if is_random else {}
    if not (beyond or figure.manual or figure.adds or is_random or any(found["is_changed"])):
        known["repeatable"] = True
    baked = found["baked"]
    if not figure.manual:
        known["baked"] = baked
    states = frames.states_of(figure, beyond) if beyond and found["is_random"] else [figure.start]
    if beyond and len(baked) < len(states):
        known["timed_out"] = {"values": states[len(baked)], "seconds": beyond.seconds}
    return known


class interactive(Interactive):  # as notebooks call it
    """``ipywidgets.interactive``, whose figures stay where they are and change."""

    def make_area(self, widgets: Mapping[str, Any]) -> Area:
        """Return where the function's pictures and texts stand."""
        display = self._display if self.auto_display else None
        manual = self.manual_name if self.manual else ""
        return Area(self.f, widgets, display, manual, not self.clear_output)

    def find_abbreviations(self, kwargs: dict[str, Any]) -> list[tuple[str, Any, Any]]:
        """Return what each argument is set with, and tell the author what is no argument."""
        abbreviations = super().find_abbreviations(kwargs)
        names = [name for name, _, _ in abbreviations]
        for stray in _strays(kwargs.keys() - set(names), names, self.f):
            _say(stray)
        return abbreviations

    @staticmethod
    def _display(result: Any) -> None:
        interaction.display(result)

    def save(self, file: str | PathLike, /, **options: Any) -> Path:
        """Write controls and figure into one file of HTML, as `explorable.Explorer.save` does."""
        return self.out.save(file, **options)

    def update(self, *_args: Any) -> None:
        """Call the function with the values of the controls, and show what it shows."""
        if self.manual:
            self.manual_button.disabled = True
        try:
            self.kwargs = self.out.arguments
            self.out.call(self.kwargs, adds=not self.clear_output)
            self.result = self.out.calls.result
        finally:
            if self.manual:
                self.manual_button.disabled = False


def bundle_of(box: ipywidgets.Box) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what a notebook keeps of a box: the box, and of the first function in it the rest.

    What holds words in it stands above, on a page alone.
    """
    bundle = box._repr_mimebundle_() or {}
    live, more = bundle if isinstance(bundle, tuple) else (bundle, {})
    inside = list(_all_in(box))
    areas = [each for each in inside if isinstance(each, Area)]
    text = "".join(map(text_of, inside))
    # a button may call it
    in_areas = {id(each) for area in areas for each in area._widgets.values()}
    others = (each for each in inside if not isinstance(each, Area) and id(each) not in in_areas)
    controls = [each for each in others if not text_of(each)]
    if advice := (text or areas) and _idle(controls):
        _say(advice)
    if text and not areas:
        return live | {stored.PAGE: text}, more
    if text:
        display.display({stored.PAGE: text}, raw=True)
    if len(areas) > 1:
        _say(f"a page shows the first of the {len(areas)} functions in this box: display each")
    data, metadata = areas[0].bundle() if areas else (_advice_on_idle(inside), {})
    return live | data, more | metadata


def _bundle_of_one(widget: ipywidgets.DOMWidget) -> dict[str, Any]:
    """Return what a notebook keeps of a widget that stands alone: a page shows its words."""
    text = text_of(widget)
    page = {stored.PAGE: text} if text else _advice_on_idle([widget])
    return (widget._repr_mimebundle_() or {}) | page


def _advice_on_idle(widgets: Iterable[ipywidgets.Widget]) -> dict[str, str]:
    """Return advice on the first widget that moves no function, as a notebook keeps it."""
    advice = _idle(list(widgets))
    return {stored.DATA: stored.write("advice", {"words": advice})} if advice else {}


def _idle(widgets: list[ipywidgets.Widget]) -> str:
    """Return advice, if a build asks, on the first widget that moves no function: pages omit it.

    None where another package shows a widget, such as a map: its scripts may do something with it.
    """
    if not frames.asked() or not all(map(_is_theirs, widgets)):
        return ""
    for each in widgets:
        clicks = each._click_handlers.callbacks if isinstance(each, ipywidgets.Button) else []
        hearers = [*observers(each, "value"), *clicks]
        if isinstance(each, _MOVABLE) and not any(map(_moves_function, hearers)):
            return advice_on_idle(type(each).__name__, _called(each))
    return ""


if shell := get_ipython():
    bundles = shell.display_formatter.mimebundle_formatter
    bundles.for_type(ipywidgets.Box, bundle_of)
    for each in _MOVABLE:
        bundles.for_type(each, _bundle_of_one)


def _unless_stored(value: Any) -> Iterator[Any]:
    """Display objects that need a kernel, unless the notebook is being stored for the site."""
    stored_for_pages = os.environ.get(frames.STORING)
    yield ipython.lacking(type(value).__name__) if stored_for_pages else value


def _as_text(value: Any) -> Iterator[Any]:
    """Display as pages do what a kernel shows by scripts, or as its name."""
    yield ipython.Bundle({"text/plain": ipython.as_text(value)})


for each in ("Code", "JSON", "Pretty"):
    parts.register(getattr(display, each), _as_text)

for each in ipython.LACKING:
    parts.register(getattr(display, each), _unless_stored)


def _say(text: str) -> None:
    """Tell an author: in the cell, and of a book in its build, whose pages do not show it."""
    advice = stored.write("advice", {"words": text})
    display.display({"text/plain": text, stored.DATA: advice}, raw=True)


def _strays(given: Iterable[str], names: list[str], function: object) -> Iterator[str]:
    """Yield what is to say of each that was given for an argument the function does not have."""
    called = getattr(function, "__name__", repr(function))
    for stray in sorted(given):
        near = get_close_matches(stray, names, 1)
        hint = f"; {near[0]}?" if near else f"; it has {', '.join(names) or 'none'}"
        yield f"{stray} is no argument of {called}{hint}"


def _followed(widgets: Mapping[str, Any]) -> list[str]:
    """Return the names of the widgets that something else follows: `observe`, `link`, `jslink`."""
    linked = _linked()
    return [
        name
        for name, each in widgets.items()
        if getattr(each, "model_id", None) in linked or any(map(_is_author_s, observers(each)))
    ]


def _shared(widgets: Mapping[str, Any]) -> list[str]:
    """Return the names of the widgets that move another function, too."""
    return [
        name
        for name, each in widgets.items()
        if sum(map(_moves_function, observers(each, "value"))) > 1
    ]


def _linked() -> set[str]:
    """Return the models' ids of all widgets that `jslink` and `jsdlink` join."""
    models = ipywidgets.Widget.get_manager_state()["state"].values()
    states = [each["state"] for each in models if each["model_name"] in LINKS]
    ends = [each[end][0] for each in states for end in ("source", "target")]
    return {end.removeprefix("IPY_MODEL_") for end in ends}


def _differ(state: list[Any], before: list[Any]) -> bool:
    try:
        return state != before
    except ValueError:  # of arrays, of which none is the other
        return True


def _is_theirs(value: Any) -> bool:
    """Whether it is a widget of ipywidgets, none of ours or of another package."""
    return isinstance(value, ipywidgets.Widget) and type(value).__module__.startswith(_THEIRS)


def _called(widget: Any) -> str:
    """Return how an author knows a widget that is no argument."""
    return f"{type(widget).__name__} {read(getattr(widget, 'description', ''))}".strip()


def _moves_function(observer: Any) -> bool:
    """Whether it lets a function follow a widget."""
    home = getattr(observer, "__module__", None) or ""
    is_class_handler = isinstance(observer, traitlets.EventHandler)  # of the widget's class
    return home.startswith(("explorable.", "ipywidgets.")) and not is_class_handler


def _is_author_s(observer: Any) -> bool:
    """Whether it is no part of ipywidgets, of this package, or of the widget's own class."""
    return not (_moves_function(observer) or isinstance(observer, traitlets.EventHandler))


def _all_in(box: ipywidgets.Box) -> Iterator[ipywidgets.Widget]:
    """Yield all that stands in a box and in its boxes."""
    for each in box.children:
        if isinstance(each, ipywidgets.Box):
            yield from _all_in(each)
        else:
            yield each


def interactive_output(f: Callable, controls: Mapping[str, ipywidgets.ValueWidget]) -> Area:
    """Call a function with the values of widgets that stand elsewhere, now and when one changes."""
    area = Area(f, controls)

    def call(_change: object = None) -> None:
        area.call(area.arguments)

    call_now_and_later(call, controls)
    return area


interact = interactive.factory()
interact_manual = interact.options(manual=True, manual_name="Run Interact")
