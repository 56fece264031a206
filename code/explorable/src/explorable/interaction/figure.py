"""A function as people write them, and what it shows, as a figure that moves."""

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self, cast

from matplotlib.figure import Figure

from explorable.controls import as_script, without_last_digits
from explorable.declaration import CELL
from explorable.explorers import Explorer
from explorable.frames import Limits, frames_within, states_of
from explorable.frozen import set_fields
from explorable.identity import identity
from explorable.interaction.calls import Calls
from explorable.interaction.controls import base_name, controls_of, merged
from explorable.interaction.outputs import CallOutputs, without_address, without_ids
from explorable.interaction.reach import own
from explorable.picture.drawing import Message
from explorable.picture.figures import max_abs

_LOOK = "start", "label", "format", "readout"
"""What may differ of a control that does the same."""


@dataclass(frozen=True, eq=False, repr=False)
class Interaction(Explorer):
    """A function that is called anew for all values; its picture is whatever it shows.

    Parameters
    ----------
    display : callable or None
        Shows what the function has returned.
    hear : callable or None
        Is told the arguments of each call, and what it has returned.
    manual : str
        What the button is called without which it is not called, if there is one.
    adds : bool
        Whether what it has shown before stays: ``clear_output=False``.
    apart : str
        What tells it from other functions of the same code, as it was before it was called.
    """

    display: Callable[[Any], None] | None = None
    hear: Callable[[dict[str, Any], Any], None] | None = None
    manual: str = ""
    adds: bool = False
    apart: str = ""

    def __post_init__(self) -> None:
        if not self.apart:
            traits = [*map(_repr, own(self.draw)), _column(self.draw)]
            set_fields(self, {"apart": str(traits)})

    @property
    def name(self) -> str:
        """The function's name; of one that has none, such as a partial one, "interact"."""
        return re.sub(r"\W", "", getattr(self.draw, "__name__", "")) or "interact"

    @property
    def module(self) -> str:
        """That of cells, wherever the function comes from: it is a cell that shows it."""
        return CELL

    @property
    def title(self) -> str:
        """The first line of the function's docstring, or its name without underscores."""
        doc = inspect.getdoc(self.draw) if inspect.isroutine(self.draw) else None
        return (doc or self.name.replace("_", " ")).partition("\n")[0].strip()

    @property
    def prefix(self) -> str:
        """The function's name, and what tells it from others: code, closures, and what sets it."""
        try:
            source = self.source
        except OSError:
            source = ""
        ranges = {  # in the words of scripts: a kernel's ends may be 2.0 where a page has 2
            name: {k: as_script(v) for k, v in each.spec().items() if k not in _LOOK}
            for name, each in self.controls.items()
        }
        sets = without_last_digits(f"{ranges} {dict(self.fixed)} {self.apart}")
        text = f"{source} {sets}"
        return f"{self.name}-{identity(without_address(text))}"

    @property
    def line(self) -> str:
        """The line that lets the function say in words what it shows."""
        names = {base_name(self.label(name)): base_name(name) for name in self.controls}
        values = ", ".join(f"{label} {{{name}}}" for label, name in names.items())
        return f'end it with return f"…, {values}"'

    @property
    def outputs(self) -> CallOutputs:
        """What it shows now, for another function in which it stands."""
        return cast(Redrawing, self.drawing).calls.outputs

    def drawn(self) -> "Redrawing":
        """Return what calls the function."""
        return Redrawing(self)

    def ahead(
        self, start: CallOutputs, limits: Limits, others: Iterable["Interaction"] = ()
    ) -> Iterator[tuple[str, Any]]:
        """Yield what pages have ahead, and what traces it leaves: each with what it is.

        First ``is_random``, whether the start, drawn again, differs; then each frame, ``baked``;
        then of each start whether it ``is_changed``: that of each of the `others`, and its own once
        these have been moved.

        A function that waits for a button, or adds to what it has shown, has no frames.

        Parameters
        ----------
        start : CallOutputs
            What is shown for the start, from where the frames lead.
        limits : Limits
        others : iterable of Interaction
            Those that no frames of their own change.
        """
        yield "is_random", self._differs(start)
        starts = [(each, each._shown(each.start)) for each in others]
        if not (self.manual or self.adds):
            frames = frames_within(Redrawing(self, start), limits)
            yield from (("baked", each) for each in frames if not isinstance(each, str))
            for other, before in starts:
                yield "is_changed", other._differs(before)
                for state in states_of(other, limits)[-1:]:
                    other._shown({**other.start, **state})
            yield "is_changed", self._differs(start)

    def _shown(self, values: Mapping[str, Any]) -> CallOutputs:
        """Return what a call with values shows."""
        again = self.drawn()
        again.show(values)
        return again.calls.outputs

    def _differs(self, start: CallOutputs) -> bool:
        """Whether the start, drawn again, shows something else."""
        return without_ids(start.html) != without_ids(self._shown(self.start).html)

    def spec(self, values: Mapping[str, Any] | None = None) -> dict:
        """Return all that a page has to know; what is fixed its own Python knows."""
        manual = {"manual": self.manual} if self.manual else {}
        return super().spec(values) | {"fixed": {}, "function": True} | manual

    def arguments(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the function is called with for values of its controls."""
        moved = {name: self.controls[name].argument(value) for name, value in values.items()}
        return {**self.fixed, **merged(moved)}

    def labelled(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return values of all controls by what readers call these."""
        return {self.label(name): value for name, value in {**self.start, **values}.items()}

    def moved_by(self, widgets: Mapping[str, Any]) -> Self:
        """Return it with the controls that do what widgets do, and with what is fixed."""
        fixed = {name: w.value for name, w in widgets.items() if type(w).__name__ == "fixed"}
        moving = (controls_of(name, w) for name, w in widgets.items() if name not in fixed)
        controls = {name: control for each in moving for name, control in each.items()}
        return replace(self, controls=controls, fixed=fixed)


def _column(function: Callable) -> int:
    """Return where a lambda ends in its line, which may hold two of them."""
    code = getattr(function, "__code__", None)
    positions = code.co_positions() if code and code.co_name == "<lambda>" else ()
    return max((end for *_, end in positions if end), default=0)


def _repr(value: Any) -> str:
    """Return what an object is, or what it holds if its class does not say."""
    plain = type(value).__repr__ is object.__repr__
    return repr(getattr(value, "__dict__", value) if plain else value)


class Redrawing:
    """A function's calls, for whoever asks for pictures and patches, as of a `Drawing`.

    Parameters
    ----------
    declaration : Interaction
    start : CallOutputs, optional
        What was shown for the start, where frames begin; without it the function is called.
    """

    streams = False

    def __init__(self, declaration: Interaction, start: CallOutputs | None = None):
        self.declaration, self._start = declaration, start
        self.calls = Calls(declaration.draw, declaration.prefix, declaration.display)
        self._last: Message = {}

    @property
    def revision(self) -> int:
        """Which picture it is."""
        return self.calls.revision

    @property
    def error(self) -> Exception | None:
        """What the last call has raised."""
        return self.calls.error

    @property
    def peeked(self) -> Figure | None:
        """The first of the figures that were shown last."""
        return next(iter(self.calls.outputs.figures), None)

    def caption(self, values: Mapping[str, Any]) -> str:
        """Return in words what is shown for `values`."""
        return self.show(values)["caption"]

    def peek(self, values: Mapping[str, Any]) -> Message:
        """Return the whole picture for `values`, for nobody's page; what is shown stays.

        Before its button is pressed nothing is.
        """
        message = self._last
        if self.declaration.manual and not self.revision:
            message = {"values": self.declaration.start, "caption": "", "axes": []}
        elif message.get("values") != self.declaration.validate(values):
            message = self.show(values)
        whole = {name: each for name, each in message.items() if name != "patch"}
        return cast(Message, {**whole, "picture": self.calls.outputs.html, "revision": None})

    def stream(self, values: Mapping[str, Any], *, since: int | None = None) -> Iterator[Message]:
        """Yield the one message that there is."""
        yield self.show(values, since=since)

    def frames(self, states: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
        """Yield a frame for each of `states`, which leads there from the start."""
        start = self._start
        if start is None:
            self.show(self.declaration.start)
            start = self.calls.outputs
        for values in states:
            caption = self.caption({**self.declaration.start, **values})
            change = self.calls.outputs.change(self.calls.outputs.patch(start))
            known = {"values": values, "caption": caption, **max_abs(self.calls.outputs.figures)}
            yield {**known, **change}

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
        patch = calls.call(arguments, adds=declaration.adds)
        if declaration.hear:
            declaration.hear(arguments, calls.result)
        change = calls.outputs.change(patch if patchable else None)
        caption = calls.caption(declaration.labelled(values))
        message = {"values": values, "caption": caption, "axes": [], "revision": calls.revision}
        self._last = cast(Message, {**message, **change})
        return self._last
