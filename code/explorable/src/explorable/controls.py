"""What a reader can move: controls, each of which owns its domain.

A kind of control is a class here, in `KINDS`, and a row of the same name in ``front/kinds.js``. It
says which values it takes, which are its ends, some at random and those of a walk through it, which
one a text of a link means, what stands in HTML to move it, which short forms of
``ipywidgets.interact`` stand for it (see :func:`control`), and which widgets. `Control` has an
answer to each, so that a kind says what is different. As in ipywidgets, ``value=`` is ``start=``.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import InitVar, dataclass, field, fields, replace
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import Enum
from html import escape
from math import ceil, log10
from numbers import Integral, Real
from random import Random
from typing import Any, ClassVar, Self, cast

import numpy as np
from numpy.typing import ArrayLike

from explorable.frozen import set_fields
from explorable.words import button

__all__ = ["Checkbox", "Choice", "Handle", "Pad", "Slider", "Text", "Time", "Typed"]

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?", re.ASCII)
"""What a link can hold: numbers as JavaScript writes them."""

_LONG = re.compile(r"\d*\.\d{9,}(?:e[-+]?\d+)?", re.ASCII)
"""A number that was computed."""

_FORMAT = re.compile(r"(?:.?[<>=^])?([-+ ]?)(\$?)0?(?:(?<=0)(\d+)|\d*)(,?)(?:\.(\d+))?~?([defgs%])")
"""How a number can be shown: most of what widgets know, by d3-format."""

_PREFIXES = "yzafpnµm kMGTPEZY"
"""Of units, from 10⁻²⁴ to 10²⁴."""

_DEFAULT_FORMATS = "d", ".2f"
"""How widgets show numbers that are told nothing else."""

_MOST = 100
"""Maximum number of decimals that JavaScript's ``toFixed`` accepts."""

_FULL = 255
"""The level of a pad's cell that is full of ink; a level has two hexadecimal digits."""


def _plain(value: Any) -> Any:
    """Return Python's own number, text or bool for one of NumPy's, which JSON cannot carry."""
    return value.item() if isinstance(value, np.generic) else value


def as_script(value: Any) -> str:
    """Return a value as JavaScript writes it, and links with it.

    Examples
    --------
    >>> [as_script(value) for value in (True, 2.0, 0.5, 1e-5, 1e-7, "two")]
    ['true', '2', '0.5', '0.00001', '1e-7', 'two']
    """
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, int | float):
        return str(value)
    number = float(value)
    if number == 0 or 1e-6 <= abs(number) < 1e21:
        return np.format_float_positional(number + 0.0, trim="-")  # no negative zero
    return re.sub(r"e([+-])0", r"e\1", repr(number))


def _decimals(number: float, step: float) -> int:
    """Return how many decimal places `number` needs to stand out from `step`."""
    exact = (d for d in range(_MOST) if abs(round(number, d) - number) <= 1e-6 * step)
    return next(exact, _MOST)


def _readout(form: str) -> tuple[str, int, str, int]:
    """Return how a format shows numbers.

    Returns
    -------
    tuple
        What stands before them, "+" and "$"; the width that zeros fill; "e", "f", "g", "s", "%" or
        ","; and to how many digits.
    """
    sign, money, width, comma, digits, kind = cast(re.Match, _FORMAT.fullmatch(form)).groups()
    before = sign.strip("- ") + money
    if kind not in "df":
        return before, int(width or 0), kind, int(digits or 6)
    return before, int(width or 0), comma or "f", 0 if kind == "d" else int(digits or 6)


def _formatted(value: float, form: str) -> str:
    """Return a number as a reader sees it, as scripts write it.

    Examples
    --------
    >>> [_formatted(1234.5, form) for form in (",.2f", ".1e", ".3g", ".0%", "d", "$,.2f", "+.2s")]
    ['1,234.50', '1.2e+3', '1.23e+3', '123450%', '1235', '$1,234.50', '+1.2k']
    """
    before, width, kind, digits = _readout(form)
    text = _digits(abs(value), kind, digits).replace("-", "−")
    plus = before[: before.startswith("+")]
    sign = "−" if value < 0 and (plus or re.search("[1-9]", text)) else plus
    lead = f"{sign}{before.strip('+')}"
    return lead + text.rjust(width - len(lead), "0")


def _digits(number: float, kind: str, digits: int) -> str:
    """Return a number that is not negative, as d3-format writes it: halves are rounded up."""
    value = Decimal(100 * number if kind == "%" else number)
    if kind == "%":
        return _fixed(value, digits) + "%"
    if kind in "f,":
        return _fixed(value, digits, kind.strip("f"))
    digits = digits + (kind == "e") or 1
    value = _rounded_to(value, value.adjusted() + 1 - digits) if value else value
    exponent = value.adjusted() if value else 0
    if kind == "s":
        power = min(max(exponent // 3, -8), 8)
        few = max(digits - 1 - exponent + 3 * power, 0)
        return _fixed(value.scaleb(-3 * power), few) + _PREFIXES[8 + power].strip()
    if kind == "g" and -7 < exponent < digits:
        return _fixed(value, digits - 1 - exponent)
    return f"{_fixed(value.scaleb(-exponent), digits - 1)}e{exponent:+d}"


def _fixed(value: Decimal, digits: int, group: str = "") -> str:
    return format(_rounded_to(value, -digits), f"{group}f")


def _rounded_to(value: Decimal, exponent: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(exponent), ROUND_HALF_UP, Context(prec=400))


def _keyboard(minimum: float) -> str:
    """Return which keys a phone offers for a number: its digits have no minus."""
    return "decimal" if minimum >= 0 else "text"


def _is_number(value: Any) -> bool:
    return (
        isinstance(value, Real) and not isinstance(value, bool) and bool(np.isfinite(float(value)))
    )


class _Named:
    """The fields that each kind has, the last of its own: order is what authors type."""

    start: Any
    label: str


@dataclass(frozen=True)
class Control(_Named):
    """A kind of control; what a kind does not override makes a field to type into."""

    value: InitVar[Any] = field(default=None, kw_only=True)
    kind: ClassVar[str]
    types: ClassVar[tuple[type, ...]] = ()
    """Types of its values; in ``interact`` a type, or a value of it, stands for the control."""
    expected: ClassVar[str] = ""
    """What a value must be, for messages."""
    widgets: ClassVar[tuple[str, ...]] = ()
    """Those of ipywidgets that it does the work of."""

    def __post_init__(self, value: Any) -> None:
        given = {} if value is None else {"start": value}
        set_fields(self, {name: _plain(each) for name, each in (vars(self) | given).items()})
        set_fields(self, self._completed())
        self.validate("start", self.start)

    def _completed(self) -> dict[str, Any]:
        """Return the fields that follow from others, such as a start; refuse what cannot be."""
        return {}

    def validate(self, name: str, value: Any) -> Any:
        """Return `value` as the kind has it, or raise ValueError."""
        value = _plain(value)
        if not isinstance(value, self.types):
            raise ValueError(f"{name} must be {self.expected}, got {value!r}")
        return value

    def argument(self, value: Any) -> Any:
        """Return what the explorer's update is given for `value`."""
        return value

    def changed(self, **values: Any) -> Self:
        """Return the control with other values of its fields."""
        return replace(self, **values)

    def ends(self) -> list:
        """Return the values that are furthest apart; all, if none is between others."""
        return self.sweep(2) or [self.start]

    def sample(self, rng: Random) -> Any:
        """Return a value at random."""
        return rng.choice(self.ends())

    def sweep(self, _count: int) -> list:
        """Return at most so many values from end to end; all, if none is between others.

        What has no order, or no ends, has none.
        """
        return []

    def parse(self, name: str, text: str) -> Any:
        """Return the value that a link means by `text`, or raise ValueError."""
        options = (each for each in self.sweep(2) if as_script(each) == text)
        return self.validate(name, next(options, text))

    def spec(self) -> dict:
        """Return the control as plain data."""
        return {each.name: getattr(self, each.name) for each in fields(self)} | {"kind": self.kind}

    def html(self, name: str, label: str, value: Any) -> str:
        """Return what moves it on a page; `label` is HTML."""
        return f"<label><span>{label}</span>{self._input(name, as_script(value))}</label>"

    def _input(self, name: str, value: str, more: str = "") -> str:
        known = f'type="text" name="{name}" value="{escape(value)}"'
        return f'<input {known} autocomplete="off"{more}>'

    @classmethod
    def of(cls, form: Any) -> Self | None:
        """Return the control that a short form stands for, if it is of this kind."""
        if isinstance(form, type) and form in cls.types:
            form = form()
        return cls(form) if isinstance(form, cls.types) else None  # type: ignore[call-arg]

    @classmethod
    def of_widget(cls, widget: Any) -> Self:
        """Return the control that does what one of its `widgets` does."""
        return cls(widget.value)  # type: ignore[call-arg] # the first field of those that keep this


class _Number(Control):
    """What is read as a number."""

    @property
    def whole(self) -> bool:
        """Whether the values are integers."""
        return isinstance(self.start, int)

    def validate(self, name: str, value: Any) -> float:
        """Return `value` as its kind of number, or raise ValueError."""
        if not _is_number(value) or (self.whole and value != int(value)):
            kind = "whole" if self.whole else "finite"
            raise ValueError(f"{name} must be a {kind} number, got {value!r}")
        return int(value) if self.whole else float(value)

    def parse(self, name: str, text: str) -> float:
        """Return the number that a link means by `text`, or raise ValueError."""
        return self.validate(name, float(text) if _NUMBER.fullmatch(text) else text)


@dataclass(frozen=True)
class Slider(_Number):
    """A number between `minimum` and `maximum`; whole if all of its numbers are whole.

    What a reader sees of it has as many decimals as its step, or a `format`: ``".1e"``, ``".0%"``.
    With `log` its values stand along it as on a logarithmic axis, and keys go by shares of them.

    Examples
    --------
    >>> Slider(0.1, 10.0, 0.1, start=1.0, label="temperature T").validate("temperature", 2)
    2.0
    >>> Slider(1, 1000, 1, log=True).sweep(4)
    [1, 10, 100, 1000]
    """

    minimum: float
    maximum: float
    step: float = 0.1
    start: float | None = None
    label: str = ""
    format: str = field(default="", kw_only=True, repr=False)
    log: bool = field(default=False, kw_only=True, repr=False)
    kind = "slider"
    widgets: ClassVar[tuple[str, ...]] = (
        "IntSlider", "FloatSlider", "BoundedIntText", "BoundedFloatText",
    )  # fmt: skip

    def _completed(self) -> dict[str, Any]:
        for name in ("minimum", "maximum", "step"):
            if not _is_number(number := getattr(self, name)):
                raise ValueError(f"{name} of a slider must be a finite number, got {number!r}")
        if not (self.minimum < self.maximum and self.step > 0):
            raise ValueError(
                f"a slider needs minimum < maximum and step > 0, got {self.minimum}, "
                f"{self.maximum} and {self.step}"
            )
        if self.log and self.minimum <= 0:
            raise ValueError(f"a logarithmic slider needs minimum > 0, got {self.minimum}")
        if self.format and not _FORMAT.fullmatch(self.format):
            raise ValueError(
                f"format of a slider must be one like '.2f', '.1e', '.3g', ',d' or '.0%', got "
                f"{self.format!r}"
            )
        return {"start": self._at(int(self._steps / 2))} if self.start is None else {}

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
        """Return `value` as the slider's kind of number, or raise ValueError.

        An end that no decimal hits may be given as it is shown: 6.3 for 2π, 0.3333333 for 1/3; and
        one that is computed may differ in its last digits.
        """
        if _is_number(value) and not self.minimum <= value <= self.maximum:
            end = self.minimum if value < self.minimum else self.maximum
            near = abs(value - end) <= 1e-9 * (self.maximum - self.minimum)
            value = end if near or value == self._rounded(end) else value
        if not _is_number(value) or not self.minimum <= value <= self.maximum:
            expected = f"a number from {self.minimum} to {self.maximum}"
            raise ValueError(f"{name} must be {expected}, got {value!r}")
        return super().validate(name, value)

    def sample(self, rng: Random) -> float:
        """Return a value at random, where a browser lets the slider stand."""
        return self._at(rng.randint(0, self._step_count))

    def sweep(self, count: int) -> list[float]:
        """Return at most `count` values from end to end; of one alone, where it starts."""
        count = min(self._step_count, count - 1)
        if count < 1:
            return [self.validate("start", self.start)]
        positions = [self._step_count * i / count for i in range(count + 1)]
        if self.log:
            values = np.geomspace(self.minimum, self.maximum, count + 1).tolist()
            positions = [(value - self.minimum) / self.step for value in values[:-1]] + positions[
                -1:
            ]
        return [self._at(position) for position in dict.fromkeys(map(round, positions))]

    @property
    def _steps(self) -> float:
        return (self.maximum - self.minimum) / self.step

    @property
    def _step_count(self) -> int:
        """How many steps it is from end to end: the last one may be shorter."""
        return ceil(self._steps - 1e-6)

    def _at(self, steps: int) -> float:
        value = self._rounded(self.minimum + steps * self.step)
        return self.validate("value", min(value, self.maximum))

    def _rounded(self, value: float) -> float:
        """Return a value as it is shown."""
        return round(value, self.decimals)

    def spec(self) -> dict:
        """Return the control as plain data, with what scripts would have to compute."""
        plain = super().spec() | {"decimals": self.decimals, "whole": self.whole}
        if not self.log:
            del plain["log"]
        if not self.format:
            del plain["format"]
            return plain
        before, width, kind, digits = _readout(self.format)
        return plain | {"readout": f"{before}{width or ''}{kind}{digits}"}

    def html(self, name: str, label: str, value: float) -> str:
        """Return what moves it on a page; `label` is HTML."""
        text = f"{value:.{self.decimals}f}"
        readout = _formatted(value, self.readout_format)
        low, high = self.minimum, self.maximum
        known = f'step="{self.step}" value="{text}" autocomplete="off"'
        along = known
        if self.log:
            low, high = log10(low), log10(high)
            along = f'step="any" value="{log10(value)}" autocomplete="off"'
        elif self._step_count - self._steps > 1e-6:  # else a browser never reaches the end
            high = low + (self._step_count if self.whole else self._step_count + 1e-6) * self.step
        return (
            f"<label><span>{label}</span>"
            f'<input type="range" name="{name}" min="{low}" max="{high}" {along}></label>'
            f'<span class="explorable-value" aria-hidden="true">{readout}</span>'
            f'<input data-for="{name}" inputmode="{_keyboard(self.minimum)}" value="{text}"'
            f' autocomplete="off" aria-label="{label}">'
        )

    @classmethod
    def of(cls, form: Any) -> Self | None:
        """Return a slider around a number, or one between two with a step."""
        match form:
            case int() | float() if _is_number(form):
                low, high = sorted((-form, 3 * form)) if form else (form, form + 1)
                return cls(low, high, 1 if isinstance(form, int) else 0.1, start=form)
            case (Real(), Real()) | (Real(), Real(), Real()) if isinstance(form, tuple):
                return cls._between(*map(_plain, form))
        return None

    @classmethod
    def _between(cls, low: float, high: float, step: float | None = None) -> Self:
        """Return a slider that starts in the middle, or a step before it."""
        whole = all(isinstance(each, int) for each in (low, high, step or 0))
        half = (high - low) // 2 if whole else (high - low) / 2
        if step is None:
            return cls(low, high, 1 if whole else 0.1, start=low + half)
        return cls(low, high, step, start=low + int(half / step) * step if step > 0 else low)

    @classmethod
    def of_widget(cls, widget: Any) -> Self:
        """Return the slider that does what a widget does."""
        step = widget.step or (widget.max - widget.min) / 100
        start = {"start": widget.value} if _is_number(widget.value) else {}  # of a range
        slider = cls(widget.min, widget.max, step, **start)
        return slider.changed(format=slider._format_of(getattr(widget, "readout_format", ".2f")))

    @property
    def readout_format(self) -> str:
        """How its numbers are shown: as its author says, or with the decimals of its step."""
        return self.format or f".{self.decimals}f"

    def _format_of(self, given: str) -> str:
        """Return how a widget's number is shown if that is not as usual.

        A widget that is told nothing may stand where no decimal hits: it needs no more than two, or
        those of its step.
        """
        few = max(2, ceil(-log10(self.step)))
        if given in _DEFAULT_FORMATS:
            return f".{few}f" if self.decimals > few + 3 else ""
        return given if _FORMAT.fullmatch(given) and given != self.readout_format else ""


@dataclass(frozen=True)
class Time(Slider):
    """A slider that can be played and paused.

    Examples
    --------
    >>> Time(0, 50, 1, start=0).spec()["kind"]
    'time'
    """

    kind = "time"
    widgets = ("Play",)

    def html(self, name: str, label: str, value: float) -> str:
        """Return what moves and plays it on a page."""
        player = f'<span class="explorable-player">{button("play")}</span>'
        return super().html(name, label, value) + player


@dataclass(frozen=True)
class Choice(Control):
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
    widgets = (
        "Dropdown", "RadioButtons", "Select", "SelectionSlider", "ToggleButtons", "FloatLogSlider",
    )  # fmt: skip

    def _completed(self) -> dict[str, Any]:
        if isinstance(self.options, Mapping):
            options = {_plain(label): value for label, value in self.options.items()}
        else:
            options = [_plain(option) for option in self.options]
        if not options:
            raise ValueError("a choice needs at least one option, got none")
        for option in options:
            if not _is_option(option):
                raise ValueError(
                    f"an option of a choice must be a text, a finite number or a bool, got "
                    f"{option!r}; map labels to other values with a dict"
                )
        start = next(iter(options)) if self.start is None else self.start
        return {"options": options, "start": start}

    def validate(self, name: str, value: Any) -> Any:
        """Return `value` if it is an option (a mapping's options are its labels)."""
        value = _plain(value)
        for is_meant in (_is_same, _is_near):
            for option in self.options:
                if is_meant(option, value):
                    return option
        options = ", ".join(map(repr, self.options))
        raise ValueError(f"{name} must be one of {options}, got {value!r}")

    def argument(self, value: Any) -> Any:
        """Return what the explorer's update is given for `value`."""
        return self.options[value] if isinstance(self.options, Mapping) else value

    def sweep(self, _count: int) -> list:
        """Return the options, of a mapping the labels: none is between others."""
        return list(self.options)

    def spec(self) -> dict:
        """Return the control as plain data; of a mapping the labels."""
        return {"kind": self.kind} | super().spec() | {"options": list(self.options)}

    def html(self, name: str, label: str, value: Any) -> str:
        """Return what moves it on a page; `label` is HTML."""
        options = "".join(
            f"<option{' selected' * _is_same(option, value)}>{escape(str(option))}</option>"
            for option in self.options
        )
        return (
            f'<label><span>{label}</span><select name="{name}" autocomplete="off">{options}'
            f"</select></label>"
        )

    @classmethod
    def of(cls, form: Any) -> Self | None:
        """Return a choice of what an enumeration, a mapping, or what else holds options holds."""
        match form:
            case type() if issubclass(form, Enum):
                return cls({each.name: each for each in form})
            case Mapping():
                return cls({str(label): option for label, option in form.items()})
            case tuple() if all(isinstance(each, Real) for each in form):
                return None  # ends, but not two of them
            case Iterable():
                return cls(_options(list(form)))
        return None

    @classmethod
    def of_widget(cls, widget: Any) -> Self:
        """Return the choice that does what a widget does; of powers those that it can stand at."""
        if not hasattr(widget, "base"):
            labels, values = widget._options_labels, widget._options_values
            if (at := widget.index) is None:  # nothing is chosen, which the function is given
                if not any(each is None for each in values):
                    labels, values = ("", *labels), (None, *values)
                at = next(i for i, each in enumerate(values) if each is None)
            labels = _distinct(labels)
            return cls(dict(zip(labels, values, strict=True)), start=labels[at])
        count = int((widget.max - widget.min) / widget.step + 1e-9)
        exponents = [*(widget.min + i * widget.step for i in range(count + 1)), widget.max]
        values = sorted({widget.value, *(widget.base**each for each in exponents)})
        known = _FORMAT.fullmatch(widget.readout_format)
        texts = [_formatted(each, widget.readout_format if known else ".4g") for each in values]
        if len({*texts}) < len(values):
            texts = [f"{each:.9g}" for each in values]
        return cls(dict(zip(texts, values, strict=True)), start=texts[values.index(widget.value)])


def _distinct(labels: Iterable[str]) -> list[str]:
    """Return labels, those that repeat an earlier one numbered: b, b (2)."""
    distinct: list[str] = []
    for label in labels:
        count = sum(each == label or each.startswith(f"{label} (") for each in distinct)
        distinct.append(f"{label} ({count + 1})" if label in distinct else label)
    return distinct


def _is_same(option: Any, value: Any) -> bool:
    """Whether a value is the option; True is not 1."""
    return isinstance(option, bool) == isinstance(value, bool) and option == value


def _is_near(option: Any, value: Any) -> bool:
    """Whether both are written alike but for the last digits, in which processors differ."""
    one, other = (without_last_digits(str(each)) for each in (option, value))
    return type(option) is type(value) and one == other


def without_last_digits(text: str) -> str:
    """Return a text whose numbers have nine digits at most, as a page compares them.

    Examples
    --------
    >>> without_last_digits("σ = 0.9000000000000009, -1.25, 1.0000000000000002e-30")
    'σ = 0.9, -1.25, 1e-30'
    """
    return _LONG.sub(lambda number: f"{float(number[0]):.9g}", text)


def _is_option(value: Any) -> bool:
    return isinstance(value, str | bool) or _is_number(value)


def _options(given: list) -> list | dict[str, Any]:
    """Return options, or labels with what stands for it: in a pair, or because it is no option."""
    if given and all(isinstance(each, tuple) and len(each) == 2 for each in given):
        return {str(label): option for label, option in given}
    plain = [_plain(each) for each in given]
    return plain if all(map(_is_option, plain)) else {str(each): each for each in plain}


@dataclass(frozen=True)
class Checkbox(Control):
    """Yes or no.

    Examples
    --------
    >>> Checkbox(start=True).validate("stable", False)
    False
    """

    start: bool = False
    label: str = ""
    kind = "check"
    types = (bool,)
    expected = "True or False"
    widgets = "Checkbox", "ToggleButton"

    def sweep(self, _count: int) -> list[bool]:
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
class Text(Control):
    """A line of text, or `lines`.

    Examples
    --------
    >>> Text("sine").validate("wave", "saw")
    'saw'
    """

    start: str = ""
    label: str = ""
    lines: bool = field(default=False, kw_only=True, repr=False)
    kind = "text"
    types = (str,)
    expected = "a text"
    widgets = "Text", "Textarea", "Combobox", "ColorPicker"

    def spec(self) -> dict:
        """Return the control as plain data."""
        return {name: each for name, each in super().spec().items() if each or name != "lines"}

    def _input(self, name: str, value: str, more: str = "") -> str:
        if not self.lines:
            return super()._input(name, value, more)
        rows = min(max(3, value.count("\n") + 1), 12)
        known = f'name="{name}" rows="{rows}" autocomplete="off"{more}'
        return f"<textarea {known}>\n{escape(value)}</textarea>"  # whose first line end is none

    @classmethod
    def of_widget(cls, widget: Any) -> Self:
        """Return the text that does what a widget does."""
        return cls(widget.value, lines=type(widget).__name__ == "Textarea")


@dataclass(frozen=True)
class Typed(_Number):
    """A number without bounds, typed; whole if its start is.

    Examples
    --------
    >>> Typed(3).validate("count", 1000)
    1000
    """

    start: float = 0.0
    label: str = ""
    kind = "number"
    types = int, float
    widgets = "IntText", "FloatText"

    def spec(self) -> dict:
        """Return the control as plain data."""
        return super().spec() | {"whole": self.whole}

    def _input(self, name: str, value: str, more: str = "") -> str:
        return super()._input(name, value, f" data-number{more}")


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
class Pad(Control):
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

    def _completed(self) -> dict[str, Any]:
        for name in ("rows", "columns"):
            count = getattr(self, name)
            if not isinstance(count, int) or isinstance(count, bool) or count < 1:
                raise ValueError(f"{name} of a pad must be a whole number from 1, got {count!r}")
        return {"start": self.validate("start", "" if self.start is None else self.start)}

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

    def ends(self) -> list[Cells]:
        """Return the blank drawing, and the one full of ink."""
        shape = self.rows, self.columns
        return [self.validate("value", full(shape)) for full in (np.zeros, np.ones)]

    def sample(self, rng: Random) -> Cells:
        """Return a drawing at random."""
        cells = [[rng.random() for _ in range(self.columns)] for _ in range(self.rows)]
        return self.validate("value", cells)

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


KINDS: Sequence[type[Control]] = (Slider, Time, Checkbox, Text, Typed, Choice, Pad)
"""Short forms are tried in this order: bool is a subclass of int, and a str is iterable."""


def made_again(spec: Mapping[str, Any]) -> Control:
    """Return the control that describes itself so.

    Examples
    --------
    >>> made_again(Slider(0, 3, 1).spec())
    Slider(minimum=0, maximum=3, step=1, start=1, label='')
    """
    (kind,) = [each for each in KINDS if each.kind == spec["kind"]]
    return kind(**{each.name: spec[each.name] for each in fields(kind) if each.name in spec})


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
        set_fields(self, {"x": _plain(self.x), "y": _plain(self.y)})

    @property
    def names(self) -> list[str]:
        """The sliders that the handle moves."""
        return [end for end in (self.x, self.y) if isinstance(end, str)]


def control(name: str, form: Any) -> Control:
    """Return the control that a short form of ``interact`` stands for.

    Parameters
    ----------
    name : str
        The control's name, for the message.
    form
        A control; ``(minimum, maximum[, step])``; a text, a bool or a number, which it starts with;
        a mapping from labels to options, or what else holds options or pairs of a label and an
        option; a type: ``str``, ``bool``, ``int``, ``float`` or an `Enum`.

    Raises
    ------
    ValueError
        If the form is none of these.

    Examples
    --------
    >>> control("rate", (0.0, 1.0, 0.25)).start
    0.5
    >>> control("shift", 10)
    Slider(minimum=-10, maximum=30, step=1, start=10, label='')
    """
    if isinstance(form, Control):
        return form
    for kind in KINDS:
        if result := kind.of(_plain(form)):
            return result
    raise ValueError(
        f"{name} must be a control, (min, max), (min, max, step), a list of options, a mapping, "
        f"a text, a bool, a number or a type, got {form!r}"
    )
