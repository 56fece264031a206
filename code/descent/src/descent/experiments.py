"""Long experiments: one run before the reader's eyes, the others looked up where they are stored.

A notebook decorates the function that makes one run. Its first call is really made, and must end
with what is stored for it; the other calls are looked up. A record carries the source of the
function and the settings that it reads: with others nothing is looked up.
"""

from __future__ import annotations

import ast
import dis
import inspect
import json
import math
import os
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial, update_wrapper
from pathlib import Path
from textwrap import dedent
from time import process_time
from types import CodeType, FunctionType, ModuleType
from typing import Any, NamedTuple

import numpy as np

FOLDER = Path(__file__).parent / "datasets" / "experiments"
FULL = "DESCENT_EXPERIMENTS_IN_FULL"
"""With this environment variable every run of every experiment is made."""
MAKE_ALL = "With full=True every run is made"
SAME = 1e-6
"""Settings that differ by less, relatively, are the same on another processor."""
SINGLE = "result"
"""The name of a result that is no dict."""

Result = dict[str, np.ndarray]
Script = tuple[dict[str, str], dict[str, Any]]


class NotStored(LookupError):
    """A run that is not stored, beside the one that was made."""

    def _render_traceback_(self) -> list[str]:
        """Return the lines that a notebook shows: the reason alone."""
        return [f"Not stored: {self}"]


class Record(NamedTuple):
    """What is stored of an experiment.

    Attributes
    ----------
    sources : dict of str to str
        The source of the function, and of those of its notebook that it calls, by name.
    settings : dict
        What they read beside their arguments, by name: enough to tell it from something else.
    runs : list of str
        The arguments of each run, as JSON.
    seconds : float
        What all runs together took of the processor.
    tolerance : float
        How far a number may lie from what is stored.
    results : dict of str to ndarray, shapes (len(runs), …)
        What the runs ended with.
    """

    sources: dict[str, str]
    settings: dict[str, Any]
    runs: list[str]
    seconds: float
    tolerance: float
    results: Result

    def result(self, run: str) -> Result:
        """Return what a run ended with."""
        row = self.runs.index(run)
        return {part: array[row] for part, array in self.results.items()}

    def arrays(self) -> Result:
        """Return all of it as arrays, for a file that `load_record` reads."""
        about = {field: getattr(self, field) for field in self._fields if field != "results"}
        return {"about": np.array(json.dumps(about, ensure_ascii=False)), **self.results}


def load_record(name: str, folder: Path = FOLDER) -> Record | None:
    """Return the record of an experiment; None if nothing is stored under this name.

    Parameters
    ----------
    name : str
    folder : Path
        Where it lies.

    Examples
    --------
    >>> print(load_record("what nobody tried"))
    None
    """
    path = folder / f"{name}.npz"
    if not path.exists():
        return None
    with np.load(path) as file:
        arrays = dict(file)
    return Record(**json.loads(str(arrays.pop("about"))), results=arrays)


def differing(before: Script, now: Script) -> list[str]:
    """Return the names of functions and settings that differ.

    Parameters
    ----------
    before, now : pair of dict
        Sources and settings, as in `Record`. Comments, layout and decorators do not count.

    Examples
    --------
    >>> before, now = {"f": "def f(): return a"}, {"f": "def f(): return a  # now"}
    >>> differing((before, {"a": 2}), (now, {"a": 3}))
    ['a']
    """
    pairs = zip(*((_syntax(sources), settings) for sources, settings in (before, now)), strict=True)
    return [
        name
        for a, b in pairs
        for name in sorted(a.keys() | b.keys())
        if not _same(a.get(name), b.get(name))
    ]


def distance(array: np.ndarray, expected: np.ndarray) -> float:
    """Return the greatest difference of two arrays, of truths the share that differs.

    A number that is stored in half precision may lie one rounding off.

    Parameters
    ----------
    array, expected : ndarray
        What was computed, and what is stored.

    Returns
    -------
    float
        Infinite if shapes differ, or if only one of two numbers is NaN.

    Examples
    --------
    >>> distance(np.array([True, False]), np.array([True, True]))
    0.5
    """
    if array.shape != expected.shape:
        return math.inf
    if expected.dtype == bool:
        return float((array != expected).sum() / max(array.size, 1))
    rounding = np.spacing(abs(expected)) if expected.dtype.kind == "f" else 0
    with np.errstate(invalid="ignore"):  # ∞ - ∞
        apart = abs(array.astype(float) - expected.astype(float)) - rounding
    same = (array == expected) | (np.isnan(array) & np.isnan(expected))
    found = float(np.where(same, 0, apart).max(initial=0.0))
    return math.inf if math.isnan(found) else found


EXPERIMENTS: dict[str, Experiment] = {}
"""The experiments that were declared in this session, by name."""


class Experiment:
    """A function whose runs are stored; `experiment` makes it."""

    def __init__(
        self,
        function: FunctionType,
        name: str,
        share: Mapping[str, Any],
        tolerance: float,
        full: bool,
    ):
        if function.__closure__:
            raise ValueError(
                f"an experiment must stand at the top of its cell, got {function.__qualname__}, "
                f"which reads {', '.join(function.__code__.co_freevars)} of a function around it"
            )
        update_wrapper(self, function)
        self.name = name
        self._function, self._share, self._tolerance = function, share, tolerance
        self._full = full or bool(os.environ.get(FULL))
        self._reader = _Reader(function)
        self._script: Script | None = None
        self._compared: Script | None = None
        self._changed: list[str] = []
        self._results: dict[str, Result] = {}
        self._seconds = 0.0
        EXPERIMENTS[name] = self

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Return what the run with these arguments ends with."""
        bound = inspect.signature(self._function).bind(*args, **kwargs)
        bound.apply_defaults()
        run = _key(bound.arguments)
        script = self._reader.script()
        if self._full:
            return self._make(run, bound.arguments, script)
        if script != self._script:
            return self._try(run, bound.arguments, script)
        return _unpacked(self._stored(run, bound.arguments, script))

    def record(self) -> Record:
        """Return the record of all runs that were made.

        Raises
        ------
        ValueError
            If none was made, or if runs end with results of different shapes.
        """
        if self._script is None or not self._results:
            raise ValueError(f"the experiment {self.name!r} must have been called with full=True")
        results = list(self._results.values())
        stacked = {part: np.stack([each[part] for each in results]) for part in results[0]}
        seconds = round(self._seconds, 1)
        return Record(*self._script, [*self._results], seconds, self._tolerance, stacked)

    def _make(self, run: str, arguments: Mapping[str, Any], script: Script) -> Any:
        self._script = self._script or script
        if changed := differing(self._script, script):
            raise ValueError(
                f"what {self._function.__name__} reads must stay as it is from run to run, or be "
                f"an argument, got another {', '.join(changed)}"
            )
        start = process_time()
        self._results[run] = _packed(self._function(**arguments))
        self._seconds += process_time() - start
        return _unpacked(self._results[run])

    def _try(self, run: str, arguments: Mapping[str, Any], script: Script) -> Any:
        """Make a run as short as `share` makes it, and say how what is stored relates to it."""
        short = {**arguments, **self._share}
        result = _packed(self._function(**short))
        called = f"Ran {self._called(short)}"
        try:
            stored = self._stored(run, arguments, script)
        except NotStored as missing:
            self._script = script
            print(f"{called}. Nothing is looked up:\n{missing}")
            return _unpacked(result)
        for part, array in result.items():
            self._require_beginning(part, array, stored[part])
        self._script = script
        print(f"{called}: as stored.\n{self._told()}")
        return _unpacked(stored)

    def _stored(self, run: str, arguments: Mapping[str, Any], script: Script) -> Result:
        if self._record is None:
            raise NotStored(f"there is no record {self.name!r}. {MAKE_ALL}.")
        if script != self._compared:
            stored = self._record.sources, self._record.settings
            self._compared, self._changed = script, differing(stored, script)
        if self._changed:
            names = ", ".join(self._changed)
            raise NotStored(f"what is stored belongs to other settings ({names}). {MAKE_ALL}.")
        if run not in self._record.runs:
            raise NotStored(f"{self._called(arguments)} is none of the stored runs. {MAKE_ALL}.")
        return self._record.result(run)

    def _require_beginning(self, part: str, array: np.ndarray, stored: np.ndarray) -> None:
        """Refuse a result that is not the beginning of what is stored, along each axis."""
        same_axes = array.ndim == stored.ndim
        expected = stored[tuple(map(slice, array.shape))] if same_axes else stored
        apart = distance(array, expected)
        if apart > self._tolerance:
            raise AssertionError(
                f"the {part} of {self._function.__name__} must begin what is stored as "
                f"{self.name!r}, to within {self._tolerance}, got a difference of {apart:.3g}. "
                f"Data that were changed have no record. {MAKE_ALL}."
            )

    def _told(self) -> str:
        assert self._record is not None
        count, seconds = len(self._record.runs), self._record.seconds
        time = f"{seconds / 60:.0f} minutes" if seconds > 90 else f"{seconds:.0f} seconds"
        runs = "run" if count == 1 else "runs"
        return f"Its {count:,} {runs} took {time}; full=True makes all again."

    def _called(self, arguments: Mapping[str, Any]) -> str:
        return f"{self._function.__name__}({', '.join(map(_short, arguments.values()))})"

    @cached_property
    def _record(self) -> Record | None:
        return load_record(self.name)


def experiment(
    name: str,
    *,
    share: Mapping[str, Any] | None = None,
    tolerance: float = 1e-6,
    full: bool = False,
) -> Callable[[FunctionType], Experiment]:
    """Make the function that stands below it an experiment, whose runs are stored.

    Parameters
    ----------
    name : str
        Of the record.
    share : dict, optional
        Arguments that make the first call shorter, such as ``{"epochs": 2}``: it must end with the
        beginning of what is stored.
    tolerance : float
        How far a number may lie from what is stored: other processors round otherwise.
    full : bool
        Whether to make every run.

    Returns
    -------
    callable
        A decorator. The function takes numbers, texts, and sequences of these; it returns a number,
        an array, or a dict of these, of one shape in all runs.

    Raises
    ------
    ValueError
        If the function reads names of a function around it.
    TypeError
        From a call: if an argument is something else, or if the function reads something that
        cannot be told from another, such as a generator.
    AssertionError
        From the first call: if it does not end with what is stored for it.
    NotStored
        From the others: if nothing is stored for these settings and arguments.

    Examples
    --------
    >>> @experiment("halves", full=True)
    ... def halves(start, count=3):
    ...     return start / 2.0 ** np.arange(count)
    >>> halves(8)
    array([8., 4., 2.])
    """
    return lambda function: Experiment(function, name, share or {}, tolerance, full)


def _packed(result: Any) -> Result:
    """Return a result as arrays by name."""
    parts = result if isinstance(result, dict) else {SINGLE: result}
    return {part: np.asarray(value) for part, value in parts.items()}


def _unpacked(result: Result) -> Any:
    parts = {part: value if value.ndim else value.item() for part, value in result.items()}
    return parts[SINGLE] if parts.keys() == {SINGLE} else parts


def _key(arguments: Mapping[str, Any]) -> str:
    """Return the arguments of a run as JSON, numbers to 10 digits."""
    return json.dumps([_plain(value) for value in arguments.values()], ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, np.ndarray | np.generic):
        return _plain(value.tolist())
    if isinstance(value, list | tuple | range):
        return [_plain(each) for each in value]
    if isinstance(value, float):
        return float(f"{value:.10g}")
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(f"an experiment must take numbers, texts and sequences of these, got {value!r}")


def _short(value: Any) -> str:
    return f"{value:.3g}" if isinstance(value, float) else repr(value)


class _Reader:
    """What a function of a notebook says and reads, now."""

    def __init__(self, function: FunctionType):
        self.function = function
        self._known: dict[int, tuple[Any, Any]] = {}

    def script(self) -> Script:
        """Return the sources of the function and of what it calls there, and what they read."""
        sources: dict[str, str] = {}
        settings: dict[str, Any] = {}
        namespace = self.function.__globals__ | {self.function.__name__: self.function}
        waiting = [self.function.__name__]
        while waiting:
            name = waiting.pop()
            value = (
                inspect.unwrap(namespace[name]) if callable(namespace[name]) else namespace[name]
            )
            if getattr(value, "__globals__", None) is not self.function.__globals__:
                settings[name] = self._summary(value)
            elif name not in sources:
                sources[name], read = self._once(value, _source_and_names)
                waiting += [each for each in read if each in namespace]
        return sources, settings

    def _once(self, value: Any, of: Callable[[Any], Any]) -> Any:
        """Return what a function tells of an object, asked once; an array is known as it was."""
        if id(value) not in self._known:
            self._known[id(value)] = value, of(value)
        return self._known[id(value)][1]

    def _summary(self, value: Any) -> Any:
        """Return what tells a setting from another one, as JSON knows it.

        Of an array that is shape, type, mean and standard deviation; of an object its class and
        what it holds; of a function of the notebook its source, for it may stand in a table.
        """
        if value is None or isinstance(value, str | int | float):
            return value
        if isinstance(value, np.generic):
            return value.item()
        if isinstance(value, np.ndarray):
            return self._once(value, _moments)
        if isinstance(value, Mapping):
            return {str(key): self._summary(each) for key, each in value.items()}
        if isinstance(value, list | tuple | range):
            return [self._summary(each) for each in value]
        if isinstance(value, ModuleType | type | np.ufunc):
            return value.__name__
        if isinstance(value, FunctionType) and value.__module__ == "__main__":
            return self._once(value, _source_and_names)[0].strip()
        if hasattr(value, "__qualname__"):
            cells = getattr(value, "__closure__", None) or ()
            return [value.__qualname__, *(self._summary(each.cell_contents) for each in cells)]
        if isinstance(value, partial):
            return self._summary([value.func, value.args, value.keywords])
        if hasattr(value, "__dict__"):
            return [type(value).__qualname__, self._summary(vars(value))]
        raise TypeError(
            "what an experiment reads must be numbers, texts, arrays, functions, or objects that "
            f"hold these, got {value!r}; a generator is made inside, from a seed"
        )


def _moments(array: np.ndarray) -> list:
    numbers = [float(array.mean()), float(array.std())] if array.dtype.kind in "biuf" else []
    return [list(array.shape), array.dtype.name, *numbers]


def _source_and_names(function: FunctionType) -> tuple[str, list[str]]:
    return dedent(inspect.getsource(function)), sorted(set(_names(function.__code__)))


def _names(code: CodeType) -> Iterator[str]:
    """Yield the global names that a function's code reads, those of functions in it included."""
    yield from (each.argval for each in dis.get_instructions(code) if "GLOBAL" in each.opname)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)


def _syntax(sources: Mapping[str, str]) -> dict[str, str]:
    """Return the syntax of each source, without comments, layout and decorators."""
    trees = {name: ast.parse(source) for name, source in sources.items()}
    for tree in trees.values():
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                node.decorator_list = []
    return {name: ast.dump(tree) for name, tree in trees.items()}


def _same(a: Any, b: Any) -> bool:
    """Whether two settings are the same, numbers up to rounding."""
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(_same(a[key], b[key]) for key in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(_same, a, b))
    if isinstance(a, float) and isinstance(b, float):
        return math.isclose(a, b, rel_tol=SAME, abs_tol=1e-9) or (a != a and b != b)
    return type(a) is type(b) and a == b
