"""Checks of single settings: numbers, choices, switches, functions, sources of randomness."""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from math import isfinite
from numbers import Integral, Real
from reprlib import repr as shorten
from typing import Any, ClassVar

import numpy as np
from numpy.typing import DTypeLike

RNGLike = int | np.random.Generator | None
"""What an argument ``rng`` takes: a seed, a generator, or None for a fresh one."""

Numbers = Any
"""What has one number for each vector: an array, or of a single vector a ``np.floating``. By shapes
types cannot tell which, so that to mypy it is anything, as NumPy's own sums are."""


def meets(
    number: float,
    above: float | None = None,
    minimum: float | None = None,
    below: float | None = None,
    maximum: float | None = None,
) -> bool:
    """Return whether a number is within all bounds.

    Examples
    --------
    >>> meets(1, above=0, below=1)
    False
    """
    return (
        (above is None or number > above)
        and (minimum is None or number >= minimum)
        and (below is None or number < below)
        and (maximum is None or number <= maximum)
    )


def spell(
    above: float | None = None,
    minimum: float | None = None,
    below: float | None = None,
    maximum: float | None = None,
) -> str:
    """Return bounds in words.

    Examples
    --------
    >>> spell(above=0, maximum=1)
    '> 0 and <= 1'
    """
    bounds = {">": above, ">=": minimum, "<": below, "<=": maximum}
    return " and ".join(f"{sign} {bound}" for sign, bound in bounds.items() if bound is not None)


def require_number(
    name: str,
    value: float,
    *,
    above: float | None = None,
    minimum: float | None = None,
    below: float | None = None,
    maximum: float | None = None,
    dtype: DTypeLike = np.float64,
) -> float:
    """Return `value` as a finite float within the bounds.

    Parameters
    ----------
    name : str
        The argument's name, for the message.
    value : float
        A real number of any type but bool, also in an array without axes.
    above, minimum, below, maximum : float, optional
        Bounds; `above` and `below` are exclusive.
    dtype : data type
        What is to meet arrays of float32 must be finite and within the bounds in that type, too.

    Examples
    --------
    >>> require_number("temperature", 0, above=0)
    Traceback (most recent call last):
        ...
    ValueError: temperature must be a number > 0, got 0
    """
    number = met = value if type(value) is float else _as_float(_bare(value))
    finite = isfinite(number) and (dtype is np.float64 or abs(number) <= float(np.finfo(dtype).max))
    if finite and dtype is not np.float64:
        met = float(np.asarray(number, dtype))  # 1e-60 is 0 in float32
    bounds = above, minimum, below, maximum
    if not (finite and meets(number, *bounds) and meets(met, *bounds)):
        expected = spell(above, minimum, below, maximum) + " in float32" * (dtype == np.float32)
        raise ValueError(f"{name} must be a number {expected}".rstrip() + f", got {shorten(value)}")
    return number


def _as_float(value: object) -> float:
    """Return a real number of any type as a float; NaN if it is none."""
    try:
        return float(value) if isinstance(value, (float, Real)) else float("nan")
    except OverflowError:  # an int beyond all floats
        return float("inf")


def _bare(value: object) -> object:
    """Return what is in an array without axes, and None for a bool, which is no number."""
    value = value.item() if isinstance(value, np.ndarray) and value.ndim == 0 else value
    return None if isinstance(value, bool) else value


def require_integer(name: str, value: int, *, minimum: int) -> int:
    """Return `value` as an int that is at least `minimum`.

    Examples
    --------
    >>> require_integer("epochs", 3, minimum=1)
    3
    """
    bare = _bare(value)
    number = int(bare) if isinstance(bare, Integral) else None
    if number is None or not minimum <= number < 2**63:
        huge = number is not None and number >= 2**63  # more than an array can count
        expected = f">= {minimum} and < 2**63" if huge else f">= {minimum}"
        raise ValueError(f"{name} must be an integer {expected}, got {shorten(value)}")
    return number


def require_choice(name: str, value: str, choices: Collection[str]) -> str:
    """Return `value` if it is one of `choices`.

    Examples
    --------
    >>> require_choice("reduction", "mean", ("mean", "sum", "none"))
    'mean'
    """
    if not isinstance(value, str) or value not in choices:
        raise ValueError(f"{name} must be one of {', '.join(map(repr, choices))}, got {value!r}")
    return value


def require_bool(name: str, value: bool) -> bool:
    """Return `value` as a bool: words and numbers, which would count as one, are none.

    Examples
    --------
    >>> require_bool("nesterov", "no")
    Traceback (most recent call last):
        ...
    ValueError: nesterov must be True or False, got 'no'
    """
    if not isinstance(value, bool | np.bool_):
        raise ValueError(f"{name} must be True or False, got {shorten(value)}")
    return bool(value)


def require_callable(name: str, value: Callable) -> Callable:
    """Return `value` if it can be called.

    Examples
    --------
    >>> require_callable("gradient", "2 x")
    Traceback (most recent call last):
        ...
    ValueError: gradient must be a function, got '2 x'
    """
    if not callable(value):
        raise ValueError(f"{name} must be a function, got {shorten(value)}")
    return value


def require_rng(name: str, value: RNGLike) -> np.random.Generator:
    """Return the generator that `value` stands for: itself, one with that seed, or a fresh one.

    This is scientific Python's rule for ``rng`` arguments, SPEC 7.

    Examples
    --------
    >>> float(require_rng("rng", 0).random()) == float(np.random.default_rng(0).random())
    True
    """
    try:
        if isinstance(value, bool | np.bool_ | list | tuple | np.ndarray):
            raise TypeError(f"{value!r} is no seed")
        return np.random.default_rng(value)
    except (TypeError, ValueError):
        raise ValueError(
            f"{name} must be None, an integer >= 0 or a numpy.random.Generator, got {value!r}"
        ) from None


Kind = Callable[[str, Any], Any]
"""What a setting may be: called with its name and a value, it returns the value or raises."""

positive: Kind = partial(require_number, above=0)
at_least_0: Kind = partial(require_number, minimum=0)
below_1: Kind = partial(require_number, minimum=0, below=1)
at_least_1: Kind = partial(require_integer, minimum=1)


def optional(kind: Kind) -> Kind:
    """Return the kind of a setting that may be None, too.

    Examples
    --------
    >>> optional(positive)("strength", None) is None
    True
    """
    return lambda name, value: None if value is None else kind(name, value)


class Checked:
    """What is made of settings, each of a kind; a dataclass that inherits this checks its own."""

    kinds: ClassVar[Mapping[str, Kind]] = {}

    def __post_init__(self) -> None:
        for name, kind in self.kinds.items():
            object.__setattr__(self, name, kind(name, getattr(self, name)))  # it may be frozen
