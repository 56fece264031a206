"""What a reader can move: controls, each of which owns its domain.

A control knows its start and all that can be asked of its values: whether one is among them, which
are its ends, some at random, those of a walk through it, which one a text means, and what stands in
HTML to move it. ``front/kinds.js`` has the same for scripts. Of the abbreviations of
``ipywidgets.interact`` most are understood (see :func:`control`), and its ``value=`` is ``start=``.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import InitVar, dataclass, field, fields, replace
from enum import Enum
from html import escape
from numbers import Integral, Real
from random import Random
from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike

from explorable.words import button

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?", re.ASCII)
"""What a link can hold: numbers as JavaScript writes them."""

_MOST = 100
"""Digits after the point that a browser writes a number with."""

_FULL = 255
"""The level of a pad's cell that is full of ink; a level has two hexadecimal digits."""


def _plain(value: Any) -> Any:
    """Return Python's own number, text or bool for one of NumPy's, which JSON cannot carry."""
    return value.item() if isinstance(value, np.generic) else value


def as_script(value: Any) -> str:
    """Return a value as JavaScript writes it, and links with it.

    Examples
    --------
    >>> [as_script(value) for value in (True, 2.0, 0.5, "two")]
    ['true', '2', '0.5', 'two']
    """
    if isinstance(value, bool):
        return str(value).lower()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _decimals(number: float, step: float) -> int:
    """Return how many decimal places `number` needs to stand out from `step`."""
    exact = (d for d in range(_MOST) if abs(round(number, d) - number) <= 1e-6 * step)
    return next(exact, _MOST)


def _is_number(value: Any) -> bool:
    return (
        isinstance(value, Real) and not isinstance(value, bool) and bool(np.isfinite(float(value)))
    )


@dataclass(frozen=True)
class _Control:
    """What most controls have in common; ``value`` is another word for ``start``."""

    value: InitVar[Any] = field(default=None, kw_only=True)
    kind: ClassVar[str]

    def __post_init__(self, value: Any) -> None:
        if value is not None:
            self._set(start=value)

    def _set(self, **values: Any) -> None:
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def argument(self, value: Any) -> Any:
        """Return what the explorer's update is given for `value`."""
        return value

    def ends(self) -> list:
        """Return the values that are furthest apart; all, if none is between others."""
        raise NotImplementedError

    def sample(self, rng: Random) -> Any:
        """Return a value at random."""
        return rng.choice(self.ends())

    def sweep(self, _count: int) -> list:
        """Return at most so many values from end to end; all, if none is between others."""
        return self.ends()

    def spec(self) -> dict:
        """Return the control as plain data."""
        return {each.name: getattr(self, each.name) for each in fields(self)} | {"kind": self.kind}


@dataclass(frozen=True)
class Slider(_Control):
    """A number between `minimum` and `maximum`; whole if all of its numbers are whole.

    Examples
    --------
    >>> Slider(0.1, 10.0, 0.1, start=1.0, label="temperature T").validate("temperature", 2)
    2.0
    """

    minimum: float
    maximum: float
    step: float = 0.1
    start: float | None = None
    label: str = ""
    kind = "slider"

    def __post_init__(self, value: Any) -> None:
        super().__post_init__(value)
        for name in ("minimum", "maximum", "step", "start"):
            number = _plain(getattr(self, name))
            if not _is_number(number) and not (name == "start" and number is None):
                raise ValueError(f"{name} of a slider must be a finite number, got {number!r}")
            self._set(**{name: number})
        if not (self.minimum < self.maximum and self.step > 0):
            raise ValueError(
                f"a slider needs minimum < maximum and step > 0, got {self.minimum}, "
                f"{self.maximum} and {self.step}"
            )
        if self.start is None:
            steps = int((self.maximum - self.minimum) / 2 / self.step)
            middle = round(self.minimum + steps * self.step, self.decimals)
            self._set(start=int(middle) if self.whole else middle)
        self.validate("start", self.start)

    @property
    def stands(self) -> bool:
        """Whether a browser lets the slider stand at its start."""
        steps = (self.start - self.minimum) / self.step  # type: ignore[operator] # it has one by now
        return abs(steps - round(steps)) <= 1e-6 or self.start == self.maximum

    @property
    def whole(self) -> bool:
        """Whether the values are integers."""
        numbers = (self.minimum, self.maximum, self.step)
        return all(isinstance(number, Integral) for number in numbers)

    @property
    def decimals(self) -> int:
        """How many decimal places a value is shown with."""
        return max(_decimals(self.step, self.step), _decimals(self.minimum, self.step))

    def validate(self, name: str, value: Any) -> float:
        """Return `value` as the slider's kind of number, or raise ValueError."""
        number = isinstance(value, Real) and not isinstance(value, bool)
        if not number or not self.minimum <= value <= self.maximum:
            expected = f"a number from {self.minimum} to {self.maximum}"
            raise ValueError(f"{name} must be {expected}, got {value!r}")
        if self.whole and value != int(value):
            raise ValueError(f"{name} must be a whole number, got {value!r}")
        return int(value) if self.whole else float(value)

    def parse(self, name: str, text: str) -> float:
        """Return the value that a link means by `text`, or raise ValueError."""
        return self.validate(name, float(text) if _NUMBER.fullmatch(text) else text)

    def ends(self) -> list[float]:
        """Return both ends."""
        return [self.minimum, self.maximum]

    def sample(self, rng: Random) -> float:
        """Return a value at random, where a browser lets the slider stand."""
        return self._at(rng.randint(0, int(self._steps + 1e-9)))

    def sweep(self, count: int) -> list[float]:
        """Return at most `count` values from end to end; of one alone, where it starts."""
        steps = round(self._steps)
        count = min(steps, count - 1)
        if count < 1:  # a step that is wider than the range: ``interact(f, x=(0.0, 0.01))``
            return [self.validate("start", self.start)]
        return [self._at(round(steps * i / count)) for i in range(count + 1)]

    @property
    def _steps(self) -> float:
        return (self.maximum - self.minimum) / self.step

    def _at(self, steps: int) -> float:
        value = round(self.minimum + steps * self.step, self.decimals)
        return self.validate("value", min(value, self.maximum))

    def spec(self) -> dict:
        """Return the control as plain data, with what scripts would have to compute."""
        return super().spec() | {"decimals": self.decimals}

    def html(self, name: str, label: str, value: float) -> str:
        """Return what moves it on a page; `label` is HTML."""
        shown = f"{value:.{self.decimals}f}"
        bounds = (
            f'min="{self.minimum}" max="{self.maximum}" step="{self.step}" value="{shown}"'
            f' autocomplete="off"'
        )
        return (
            f"<label><span>{label}</span>"
            f'<input type="range" name="{name}" {bounds}></label>'
            f'<span class="explorable-value" aria-hidden="true">{shown.replace("-", "−")}</span>'
            f'<input type="number" data-for="{name}" {bounds} aria-label="{label}">'
        )


@dataclass(frozen=True)
class Time(Slider):
    """A slider that can be played and paused.

    Examples
    --------
    >>> Time(0, 50, 1, start=0).spec()["kind"]
    'time'
    """

    kind = "time"

    def html(self, name: str, label: str, value: float) -> str:
        """Return what moves and plays it on a page."""
        player = f'<span class="explorable-player">{button("play")}</span>'
        return super().html(name, label, value) + player


@dataclass(frozen=True)
class Choice(_Control):
    """One of several values: a sequence of them, or a mapping from label to value.

    Examples
    --------
    >>> Choice(["sine", "sawtooth"]).start
    'sine'
    """

    options: Sequence | np.ndarray | Mapping[str, Any]
    start: Any = None
    label: str = ""
    kind = "choice"

    def __post_init__(self, value: Any) -> None:
        super().__post_init__(value)
        if isinstance(self.options, Mapping):
            options = {_plain(label): value for label, value in self.options.items()}
        else:
            options = [_plain(option) for option in self.options]
        self._set(options=options, start=_plain(self.start))
        if not options:
            raise ValueError("a choice needs at least one option, got none")
        for option in options:
            if not (isinstance(option, str | bool) or _is_number(option)):
                raise ValueError(
                    f"an option of a choice must be a text, a finite number or a bool, got "
                    f"{option!r}; map labels to other values with a dict"
                )
        if self.start is None:
            self._set(start=next(iter(self.options)))
        self.validate("start", self.start)

    def validate(self, name: str, value: Any) -> Any:
        """Return `value` if it is an option (a mapping's options are its labels)."""
        if value not in list(self.options):
            options = ", ".join(map(repr, self.options))
            raise ValueError(f"{name} must be one of {options}, got {value!r}")
        return _plain(value)

    def parse(self, name: str, text: str) -> Any:
        """Return the option that a link means by `text`, or raise ValueError."""
        return self.validate(name, next((o for o in self.options if as_script(o) == text), text))

    def argument(self, value: Any) -> Any:
        """Return what the explorer's update is given for `value`."""
        return self.options[value] if isinstance(self.options, Mapping) else value

    def ends(self) -> list:
        """Return all values: none is between others."""
        return list(self.options)

    def spec(self) -> dict:
        """Return the control as plain data; of a mapping the labels."""
        return {"kind": self.kind} | super().spec() | {"options": list(self.options)}

    def html(self, name: str, label: str, value: Any) -> str:
        """Return what moves it on a page; `label` is HTML."""
        options = "".join(
            f"<option{' selected' if option == value else ''}>{escape(str(option))}</option>"
            for option in self.options
        )
        return (
            f'<label><span>{label}</span><select name="{name}" autocomplete="off">{options}'
            f"</select></label>"
        )


@dataclass(frozen=True)
class Checkbox(_Control):
    """Yes or no.

    Examples
    --------
    >>> Checkbox(start=True).validate("stable", False)
    False
    """

    start: bool = False
    label: str = ""
    kind = "check"

    def __post_init__(self, value: Any) -> None:
        super().__post_init__(value)
        self._set(start=self.validate("start", self.start))

    def validate(self, name: str, value: Any) -> bool:
        """Return `value` if it is a bool."""
        value = _plain(value)
        if not isinstance(value, bool):
            raise ValueError(f"{name} must be True or False, got {value!r}")
        return value

    def parse(self, name: str, text: str) -> bool:
        """Return the value that a link means by `text`, or raise ValueError."""
        return self.validate(name, text == "true" if text in ("true", "false") else text)

    def ends(self) -> list[bool]:
        """Return both values."""
        return [False, True]

    def html(self, name: str, label: str, value: bool) -> str:
        """Return what moves it on a page; `label` is HTML."""
        checked = " checked" if value else ""
        return (
            f'<label><input type="checkbox" name="{name}"{checked} autocomplete="off">'
            f"<span>{label}</span></label>"
        )


@dataclass(frozen=True)
class Text(_Control):
    """A line of text.

    Examples
    --------
    >>> Text("sine").validate("wave", "saw")
    'saw'
    """

    start: str = ""
    label: str = ""
    kind = "text"

    def __post_init__(self, value: Any) -> None:
        super().__post_init__(value)
        self.validate("start", self.start)

    def validate(self, name: str, value: Any) -> str:
        """Return `value` if it is a text."""
        if not isinstance(value, str):
            raise ValueError(f"{name} must be a text, got {value!r}")
        return value

    def parse(self, name: str, text: str) -> str:
        """Return the text that a link holds."""
        return self.validate(name, text)

    def ends(self) -> list[str]:
        """Return the text that it starts with: no other is known."""
        return [self.start]

    def sweep(self, _count: int) -> list:
        """Return nothing: texts have no order."""
        return []

    def html(self, name: str, label: str, value: str) -> str:
        """Return what moves it on a page; `label` is HTML."""
        return f"<label><span>{label}</span>{_typed('text', name, value)}</label>"


@dataclass(frozen=True)
class Typed(_Control):
    """A number without bounds, typed; whole if its start is.

    Examples
    --------
    >>> Typed(3).validate("count", 1000)
    1000
    """

    start: float = 0.0
    label: str = ""
    kind = "number"

    def __post_init__(self, value: Any) -> None:
        super().__post_init__(value)
        self._set(start=_plain(self.start))
        self.validate("start", self.start)

    def validate(self, name: str, value: Any) -> float:
        """Return `value` as its kind of number."""
        if not _is_number(value) or (isinstance(self.start, int) and value != int(value)):
            kind = "whole" if isinstance(self.start, int) else "finite"
            raise ValueError(f"{name} must be a {kind} number, got {value!r}")
        return int(value) if isinstance(self.start, int) else float(value)

    def parse(self, name: str, text: str) -> float:
        """Return the number that a link means by `text`, or raise ValueError."""
        return self.validate(name, float(text) if _NUMBER.fullmatch(text) else text)

    def ends(self) -> list[float]:
        """Return the number that it starts with: it has no bounds."""
        return [self.start]

    def sweep(self, _count: int) -> list:
        """Return nothing: it has no ends."""
        return []

    def spec(self) -> dict:
        """Return the control as plain data."""
        return super().spec() | {"whole": isinstance(self.start, int)}

    def html(self, name: str, label: str, value: float) -> str:
        """Return what moves it on a page; `label` is HTML."""
        step = "1" if isinstance(self.start, int) else "any"
        typed = _typed("number", name, as_script(value), f' step="{step}" required')
        return f"<label><span>{label}</span>{typed}</label>"


def _typed(kind: str, name: str, value: str, more: str = "") -> str:
    return f'<input type="{kind}" name="{name}" value="{escape(value)}" autocomplete="off"{more}>'


class Cells(str):
    """A drawing as a page sends it: two hexadecimal digits a cell, row by row.

    Zeros at the end are left out: a blank drawing is an empty text. Equal drawings are equal texts,
    so that they compare, travel and stand in a link as any other value does.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        inked = sum(self[i : i + 2] != "00" for i in range(0, len(self), 2))
        return f"<{inked} cells inked>"


@dataclass(frozen=True)
class Pad(_Control):
    """A grid to draw on; ``update`` is given an array of `rows` × `columns` numbers from 0 to 1.

    A value is such an array, kept in 256 levels.

    Parameters
    ----------
    rows, columns : int
    start : array_like, optional
        The first drawing; blank without one.
    label : str

    Raises
    ------
    ValueError
        If there are no cells, or `start` is no drawing of these.

    Examples
    --------
    >>> pad = Pad(2, 3, start=[[0, 0.5, 1], [0, 0, 0]])
    >>> pad.argument(pad.start).round(1)
    array([[0. , 0.5, 1. ],
           [0. , 0. , 0. ]])
    >>> pad.start
    <2 cells inked>
    """

    rows: int
    columns: int
    start: Any = None
    label: str = ""
    kind = "pad"

    def __post_init__(self, value: Any) -> None:
        super().__post_init__(value)
        for name in ("rows", "columns"):
            count = getattr(self, name)
            whole = isinstance(count, Integral) and not isinstance(count, bool)
            if not whole or count < 1:
                raise ValueError(f"{name} of a pad must be a whole number from 1, got {count!r}")
            self._set(**{name: int(count)})
        self._set(start=Cells() if self.start is None else self.validate("start", self.start))

    def validate(self, name: str, value: str | ArrayLike) -> Cells:
        """Return a drawing, an array or already a text, as text, or raise ValueError."""
        if isinstance(value, str):
            return self._check_text(name, value)
        expected = f"{self.rows} × {self.columns} numbers from 0 to 1"
        try:
            cells = np.asarray(value, dtype=float)
        except (TypeError, ValueError) as error:
            raise ValueError(f"{name} must be {expected}, got {value!r}") from error
        if cells.shape != (self.rows, self.columns):
            raise ValueError(f"{name} must be {expected}, got an array of shape {cells.shape}")
        if not ((cells >= 0) & (cells <= 1)).all():
            wrong = cells[~((cells >= 0) & (cells <= 1))][0]
            raise ValueError(f"{name} must be {expected}, got {wrong} among them")
        return Cells((cells * _FULL).round().astype(np.uint8).tobytes().hex().rstrip("0"))

    def _check_text(self, name: str, text: str) -> Cells:
        most = 2 * self.rows * self.columns
        if len(text) > most or not set(text) <= set("0123456789abcdef"):
            raise ValueError(f"{name} must be at most {most} hexadecimal digits, got {text!r}")
        return Cells(text.rstrip("0"))

    def parse(self, name: str, text: str) -> Cells:
        """Return the drawing that a link means by `text`, or raise ValueError."""
        return self._check_text(name, text)

    def ends(self) -> list[Cells]:
        """Return the blank drawing, and the one full of ink."""
        shape = self.rows, self.columns
        return [self.validate("value", full(shape)) for full in (np.zeros, np.ones)]

    def sample(self, rng: Random) -> Cells:
        """Return a drawing at random."""
        cells = [[rng.random() for _ in range(self.columns)] for _ in range(self.rows)]
        return self.validate("value", cells)

    def sweep(self, _count: int) -> list[Cells]:
        """Return nothing: drawings have no order."""
        return []

    def _levels(self, cells: str) -> np.ndarray:
        digits = cells.ljust(2 * self.rows * self.columns, "0")
        return np.frombuffer(bytes.fromhex(digits), np.uint8).reshape(self.rows, self.columns)

    def argument(self, value: str) -> np.ndarray:
        """Return what the explorer's update is given for `value`: shape (rows, columns), 0 to 1."""
        return self._levels(value) / _FULL

    def ink(self, value: str) -> str:
        """Return `value` as SVG in the page's own color, each cell one unit wide."""
        levels = self._levels(value)
        return "".join(
            f'<path fill-opacity="{level / _FULL:.3f}" d="{_squares(levels == level)}"/>'
            for level in np.unique(levels[levels > 0])
        )

    def spec(self) -> dict:
        """Return the control as plain data."""
        return {"kind": self.kind} | super().spec()

    def html(self, name: str, label: str, value: str) -> str:
        """Return what it is drawn on, on a page; `label` is HTML."""
        tools = button("erase", ' aria-pressed="false"') + button("clear")
        return (
            f'<div class="explorable-pad"><span>{label}</span>'
            f'<svg viewBox="0 0 {self.columns} {self.rows}" role="img" aria-label="{label}">'
            f'<g fill="currentColor">{self.ink(value)}</g></svg>'
            f'<span class="explorable-pad-tools">{tools}</span>'
            f'<input type="hidden" name="{name}" value="{value}" autocomplete="off"></div>'
        )


def _squares(chosen: np.ndarray) -> str:
    return "".join(f"M{x} {y}h1v1h-1z" for y, x in np.argwhere(chosen))


Control = Slider | Choice | Checkbox | Text | Typed | Pad

KINDS: Sequence[type[Control]] = (Slider, Time, Choice, Checkbox, Text, Typed, Pad)


def made_again(spec: Mapping[str, Any]) -> Control:
    """Return the control that describes itself so.

    Examples
    --------
    >>> made_again(Slider(0, 3, 1).spec())
    Slider(minimum=0, maximum=3, step=1, start=1, label='')
    """
    (kind,) = [each for each in KINDS if each.kind == spec["kind"]]
    return kind(**{each.name: spec[each.name] for each in fields(kind)})


@dataclass(frozen=True)
class Handle:
    """A point on the picture that can be dragged: it stands at (`x`, `y`) of ``figure.axes[axes]``.

    `x` and `y` are each the name of a slider, which the drag then moves, or a fixed coordinate:
    ``Handle(x=0, y="cat")`` is the top of the first bar.
    """

    x: str | float
    y: str | float
    axes: int = 0
    label: str = ""

    def __post_init__(self):
        for name in ("x", "y"):
            object.__setattr__(self, name, _plain(getattr(self, name)))

    @property
    def names(self) -> list[str]:
        """The sliders that the handle moves."""
        return [end for end in (self.x, self.y) if isinstance(end, str)]


def control(name: str, abbreviation: Any, default: Any = None) -> Control:
    """Return the control that an ``interact`` abbreviation stands for.

    Parameters
    ----------
    name : str
        The control's name, for the message.
    abbreviation
        A control; ``(minimum, maximum[, step])``; a text, a bool or a number, which it starts with;
        a mapping from labels to options, or what else holds options or pairs of a label and an
        option; a type: ``str``, ``bool``, ``int``, ``float`` or an `Enum`.
    default
        Where the control starts, if it can.

    Raises
    ------
    ValueError
        If the abbreviation is none of these.

    Examples
    --------
    >>> control("rate", (0.0, 1.0, 0.25)).start
    0.5
    >>> control("shift", 10)
    Slider(minimum=-10, maximum=30, step=1, start=10, label='')
    """
    made = _control(name, _plain(abbreviation))
    if default is None or isinstance(made, Text | Typed | Checkbox):
        return made
    return _started(made, default)


def _control(name: str, abbreviation: Any) -> Control:
    match abbreviation:
        case Slider() | Choice() | Checkbox() | Text() | Typed() | Pad():
            return abbreviation
        case str():
            return Text(abbreviation)
        case bool():
            return Checkbox(abbreviation)
        case int() | float():
            ends = sorted((-abbreviation, 3 * abbreviation))
            low, high = ends if abbreviation else (abbreviation, abbreviation + 1)
            return Slider(low, high, 1 if isinstance(low, int) else 0.1, start=abbreviation)
        case (Real(), Real()) | (Real(), Real(), Real()) if isinstance(abbreviation, tuple):
            return _between(*map(_plain, abbreviation))
        case type():
            return _of_type(name, abbreviation)
        case Mapping():
            return Choice({str(label): option for label, option in abbreviation.items()})
        case Iterable() if not _is_numbers(abbreviation):
            return _among(list(abbreviation))
    raise ValueError(
        f"{name} must be a control, (min, max), (min, max, step), a list of options, a mapping, "
        f"a text, a bool, a number or a type, got {abbreviation!r}"
    )


def _between(low: float, high: float, step: float | None = None) -> Slider:
    """Return a slider that starts in the middle, or a step before it."""
    whole = all(isinstance(each, int) for each in (low, high, step or 0))
    half = (high - low) // 2 if whole else (high - low) / 2
    if step is None:
        return Slider(low, high, 1 if whole else 0.1, start=low + half)
    start = low + int(half / step) * step if step > 0 else low
    return Slider(low, high, step, start=start)


def _of_type(name: str, kind: type) -> Control:
    """Return the control for an argument of this type."""
    if issubclass(kind, Enum):
        return Choice({each.name: each for each in kind})
    made: dict[type, Control] = {
        str: Text(), bool: Checkbox(), int: Typed(0), float: Typed(0.0),
    }  # fmt: skip
    if kind not in made:
        raise ValueError(f"{name} is a {kind.__name__}: there is no control for that")
    return made[kind]


def _is_numbers(abbreviation: Any) -> bool:
    """Whether it is a tuple of numbers, which are no options."""
    return isinstance(abbreviation, tuple) and all(isinstance(each, Real) for each in abbreviation)


def _among(options: list) -> Choice:
    """Return a choice of options, or of the second of each pair."""
    if options and all(isinstance(each, tuple) and len(each) == 2 for each in options):
        return Choice({str(label): option for label, option in options})
    options = [_plain(each) for each in options]
    shown = all(isinstance(each, str | bool) or _is_number(each) for each in options)
    return Choice(options if shown else {str(each): each for each in options})


def _started(made: Control, default: Any) -> Control:
    """Return a control that starts at `default`, or a slider as near as it can."""
    if isinstance(made, Slider) and _is_number(default):
        nearest = min(max(_plain(default), made.minimum), made.maximum)
        return replace(made, start=int(nearest) if made.whole else nearest)
    if isinstance(made, Choice):
        for label in made.options:
            if made.argument(label) is default or made.argument(label) == default:
                return replace(made, start=label)
    return made
