"""Long experiments: one run before the reader's eyes, the others looked up where they are stored.

A notebook decorates the function that makes one run. Its first call is really made, and must end
with what is stored for it; the other calls are looked up. A record carries the source of the
function and the settings that it reads: with others nothing is looked up.
"""

from __future__ import annotations

import ast
import inspect
import json
import math
import os
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, update_wrapper
from pathlib import Path
from textwrap import dedent
from time import perf_counter
from types import CodeType, FunctionType
from typing import Any, NamedTuple

import numpy as np

FOLDER = Path(__file__).parent / "datasets" / "experiments"
FULL = "DESCENT_EXPERIMENTS_IN_FULL"
"""With this environment variable every call of every experiment is made."""
SAME = 1e-6
"""Settings that differ by less, relatively, are the same on another processor."""
PLAIN = np.ndarray | str | int | float
MAKE_ALL = "With full=True every run is made"

Result = dict[str, np.ndarray]


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
        What they read beside their arguments, by name.
    runs : list of str
        The arguments of each run, as JSON.
    seconds : float
        What all runs together took.
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
    """Return the record of an experiment; None if nothing is stored under this name."""
    path = folder / f"{name}.npz"
    if not path.exists():
        return None
    with np.load(path) as file:
        arrays = dict(file)
    return Record(**json.loads(str(arrays.pop("about"))), results=arrays)


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
        update_wrapper(self, function)
        self.name = name
        self._function, self._share, self._tolerance = function, share, tolerance
        self._full = full or bool(os.environ.get(FULL))
        self._has_run = False
        self._results: dict[str, Result] = {}
        self._seconds = 0.0
        EXPERIMENTS[name] = self

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Return what the run with these arguments ends with."""
        bound = inspect.signature(self._function).bind(*args, **kwargs)
        bound.apply_defaults()
        run = _key(bound.arguments)
        if self._full:
            return self._run_in_full(run, bound.arguments)
        if self._has_run:
            return _unpacked(self._stored(run, bound.arguments))
        self._has_run = True
        return self._try(run, bound.arguments)

    def record(self) -> Record:
        """Return the record of all runs that were made.

        Raises
        ------
        ValueError
            If runs end with results of different shapes.
        """
        results = list(self._results.values())
        stacked = {part: np.stack([each[part] for each in results]) for part in results[0]}
        seconds = round(self._seconds, 1)
        return Record(*self._script, [*self._results], seconds, self._tolerance, stacked)

    def _run_in_full(self, run: str, arguments: Mapping[str, Any]) -> Any:
        start = perf_counter()
        result = self._function(**arguments)
        self._seconds += perf_counter() - start
        self._results[run] = _packed(result)
        return result

    def _try(self, run: str, arguments: Mapping[str, Any]) -> Any:
        """Make a run as short as `share` makes it, and say how what is stored relates to it."""
        short = {**arguments, **self._share}
        result = self._function(**short)
        called = f"Ran {self._called(short)}"
        try:
            stored = self._stored(run, arguments)
        except NotStored as missing:
            print(f"{called}. Nothing is looked up:\n{missing}")
            return result
        for part, array in _packed(result).items():
            self._require_beginning(part, array, stored[part])
        print(f"{called}: as stored.\n{self._told()}")
        return _unpacked(stored)

    def _stored(self, run: str, arguments: Mapping[str, Any]) -> Result:
        record = self._record
        if record is None:
            raise NotStored(f"there is no record {self.name!r}. {MAKE_ALL}.")
        if self._changed:
            names = ", ".join(self._changed)
            raise NotStored(f"what is stored belongs to other settings ({names}). {MAKE_ALL}.")
        if run not in record.runs:
            raise NotStored(f"{self._called(arguments)} is none of the stored runs. {MAKE_ALL}.")
        return record.result(run)

    def _require_beginning(self, part: str, array: np.ndarray, stored: np.ndarray) -> None:
        """Refuse a result that is not the beginning of what is stored, along each axis."""
        expected = stored[tuple(map(slice, array.shape))]
        apart = distance(array, expected)
        if apart > self._tolerance:
            raise AssertionError(
                f"{self._function.__name__} must end with what is stored as {self.name!r}"
                f"{part and f' ({part})'} to within {self._tolerance}, got {apart:.3g} beside it: "
                f"{array} for {expected}. Data that were changed have no record. {MAKE_ALL}."
            )

    def _told(self) -> str:
        assert self._record is not None
        seconds = self._record.seconds
        time = f"{seconds / 60:.0f} minutes" if seconds > 90 else f"{seconds:.0f} seconds"
        return f"Its {len(self._record.runs):,} runs took {time}; full=True makes them again."

    def _called(self, arguments: Mapping[str, Any]) -> str:
        return f"{self._function.__name__}({', '.join(map(_short, arguments.values()))})"

    @cached_property
    def _record(self) -> Record | None:
        return load_record(self.name)

    @cached_property
    def _changed(self) -> list[str]:
        """Names of functions and settings that are not those of the record."""
        assert self._record is not None
        sources, settings = self._script
        stored = {name: _parsed(source) for name, source in self._record.sources.items()}
        now = {name: _parsed(source) for name, source in sources.items()}
        return _differing(stored, now) + _differing(self._record.settings, settings)

    @cached_property
    def _script(self) -> tuple[dict[str, str], dict[str, Any]]:
        """The sources of the function and of what it calls in its notebook; what they read."""
        sources: dict[str, str] = {}
        settings: dict[str, Any] = {}
        namespace = self._function.__globals__
        waiting = [(self._function.__name__, self._function)]
        while waiting:
            name, value = waiting.pop()
            function = inspect.unwrap(value) if callable(value) else value
            if not callable(value):
                settings[name] = _summary(value)
            elif getattr(function, "__globals__", None) is namespace and name not in sources:
                sources[name] = dedent(inspect.getsource(function))
                known = sorted(set(_names(function.__code__)) & namespace.keys())
                waiting += [(each, namespace[each]) for each in known]
        return sources, settings


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
    AssertionError
        If the first call does not end with what is stored for it.
    NotStored
        If another call is not stored for these settings and arguments.

    Examples
    --------
    >>> @experiment("halves", full=True)
    ... def halves(start, count=3):
    ...     return start / 2.0 ** np.arange(count)
    >>> halves(8)
    array([8., 4., 2.])
    """
    return lambda function: Experiment(function, name, share or {}, tolerance, full)


def distance(array: np.ndarray, expected: np.ndarray) -> float:
    """Return the greatest difference of two arrays, of truths the share that differs.

    Examples
    --------
    >>> distance(np.array([1.0, 2.0]), np.array([1.0, 2.5]))
    0.5
    >>> distance(np.array([True, False]), np.array([True, True]))
    0.5
    """
    if array.shape != expected.shape:
        return math.inf
    apart = np.abs(array.astype(float) - expected.astype(float))
    apart = np.where(np.isnan(array) & np.isnan(expected), 0.0, apart)
    found = float(apart.mean() if array.dtype == bool else apart.max(initial=0.0))
    return math.inf if math.isnan(found) else found


def _packed(result: Any) -> Result:
    """Return a result as arrays by name; a single one has the name ""."""
    parts = result if isinstance(result, dict) else {"": result}
    return {part: np.asarray(value) for part, value in parts.items()}


def _unpacked(result: Result) -> Any:
    parts = {part: value if value.ndim else value.item() for part, value in result.items()}
    return parts[""] if parts.keys() == {""} else parts


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


def _names(code: CodeType) -> Iterator[str]:
    """Yield the names that a function's code looks up, those of functions in it included."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)


def _summary(value: Any) -> Any:
    """Return what tells a setting from another one, as JSON knows it.

    Of an array that is shape, mean and standard deviation; of an object its class and what it
    holds; of a function of the notebook its source, for it may stand in a table.
    """
    if isinstance(value, np.ndarray):
        numbers = [float(value.mean()), float(value.std())] if value.dtype.kind in "bifu" else []
        return [list(value.shape), *numbers]
    if isinstance(value, Mapping):
        return {str(key): _summary(each) for key, each in value.items()}
    if isinstance(value, list | tuple | range):
        return [_summary(each) for each in value]
    if isinstance(value, np.generic):
        return value.item()
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, FunctionType) and value.__module__ == "__main__":
        return dedent(inspect.getsource(value)).strip()
    if callable(value):
        return getattr(value, "__qualname__", type(value).__qualname__)
    held = {k: v for k, v in getattr(value, "__dict__", {}).items() if isinstance(v, PLAIN)}
    return [type(value).__qualname__, _summary(held)]


def _parsed(source: str) -> str:
    """Return what a source says: without comments, layout and decorators."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            node.decorator_list = []
    return ast.dump(tree)


def _same(a: Any, b: Any) -> bool:
    """Whether two settings are the same, numbers up to rounding."""
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(_same(a[key], b[key]) for key in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(_same, a, b))
    if isinstance(a, float) and isinstance(b, float):
        return math.isclose(a, b, rel_tol=SAME) or (math.isnan(a) and math.isnan(b))
    return type(a) is type(b) and a == b


def _differing(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Return the names under which two tables hold something else."""
    names = sorted(before.keys() | now.keys())
    return [name for name in names if not _same(before.get(name), now.get(name))]
