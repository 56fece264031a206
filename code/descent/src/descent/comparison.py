"""Fair comparisons: methods tuned alike, and results told with their spread."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from numbers import Real
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from descent.metrics import paired_difference
from descent.sums import mean_and_deviation
from descent.validation import require_array, require_integer, require_overflow

Costs = Callable[[np.ndarray], ArrayLike]
NORMAL_95 = 1.959964
"""Within so many standard errors lie 95% of a normal distribution."""


class Tuned(NamedTuple):
    """What a method does best with, and all that was tried.

    Attributes
    ----------
    value : float
        The chosen value.
    variant : int
        The chosen row, where a method has several variants; else 0.
    cost : float
        Its cost, the least of all.
    values : ndarray, shape (n,)
        All values that were tried, rising.
    costs : ndarray, shape (V, n)
        Their costs, a row for each variant.
    """

    value: float
    variant: int
    cost: float
    values: np.ndarray
    costs: np.ndarray


def tune(
    methods: Mapping[str, tuple[Costs, ArrayLike]], *, max_added: int = 20
) -> dict[str, Tuned]:
    """Choose the best value for each method: equal budgets, and no choice at a grid's end.

    All methods are tried equally often. While the best value of one is the smallest or the largest
    of its grid, that grid goes on beyond it, and each of the others gets as many tries more: one,
    or the least common multiple of their numbers of variants.

    Parameters
    ----------
    methods : dict
        For each name a function and a grid. The grid is geometric: n ≥ 3 positive numbers, each
        the same multiple of the one before, to within 15%. The function takes values, shape (m,),
        and returns what they cost on data that no result is judged on, shape (m,); or (V, m) for V
        variants, such as values of a second setting. What is not finite, as after a divergence, is
        never chosen.
    max_added : int
        How often grids may grow.

    Returns
    -------
    dict of str to Tuned
        For each name what it does best with, and all that was tried.

    Raises
    ------
    ValueError
        If a grid is not geometric, methods get unequal numbers of tries, no cost is finite, or the
        best value is still at an end when grids have grown `max_added` times.

    Examples
    --------
    >>> tuned = tune({"a": (lambda eta: (np.log(eta) - 3) ** 2, [0.25, 0.5, 1.0])})
    >>> tuned["a"].value, tuned["a"].values
    (16.0, array([ 0.25,  0.5 ,  1.  ,  2.  ,  4.  ,  8.  , 16.  , 32.  ]))
    """
    limit = require_integer("max_added", max_added, minimum=0)
    searches = {name: _Search(name, *method) for name, method in methods.items()}
    tries = {name: search.costs.size for name, search in searches.items()}
    if len(set(tries.values())) > 1:
        raise ValueError(f"methods must be tried equally often, got {tries}")
    equal = math.lcm(*(len(search.costs) for search in searches.values()))  # tries, for all
    for added in range(limit + 1):
        if not any(search.is_at_an_end for search in searches.values()):
            break
        for search in searches.values():
            search.require_inside(added < limit)
            for _ in range(equal // len(search.costs)):
                search.widen()
    return {name: search.result() for name, search in searches.items()}


class _Search:
    """A method's grid, and what each value has cost."""

    def __init__(self, name: str, cost: Costs, grid: ArrayLike):
        self.name, self.cost, self.values = name, cost, _require_geometric(name, grid)
        self.ratio = self.values[1] / self.values[0]
        self.costs = self._ask(self.values)

    def _ask(self, values: np.ndarray) -> np.ndarray:
        costs = np.array(self.cost(values), dtype=float, ndmin=2)
        if costs.ndim > 2 or costs.shape[1] != len(values):
            raise ValueError(
                f"the costs of {self.name} must have shape ({len(values)},) or (V, {len(values)}), "
                f"got {costs.shape}"
            )
        return np.where(np.isfinite(costs), costs, np.inf)

    @property
    def best(self) -> int:
        """The place of the best value."""
        if not np.isfinite(self.costs).any():
            raise ValueError(f"{self.name} must have a finite cost, got none of {self.values}")
        return int(self.costs.min(axis=0).argmin())

    @property
    def is_at_an_end(self) -> bool:
        """Whether better values may lie beyond the grid."""
        return self.best in (0, len(self.values) - 1)

    def require_inside(self, may_grow: bool) -> None:
        """Refuse a best value at an end, where the grid may not grow."""
        if self.is_at_an_end and not may_grow:
            raise ValueError(
                f"the best of {self.name} must lie inside its grid, got "
                f"{self.values[self.best]:.3g} of {self.values[0]:.3g} to {self.values[-1]:.3g}"
            )

    def widen(self) -> None:
        """Try one value more, beyond the end that is nearer to the best."""
        if 2 * self.best < len(self.values) - 1:
            more = self.values[:1] / self.ratio
            self.values = np.concatenate([more, self.values])
            self.costs = np.hstack([self._ask(more), self.costs])
        else:
            more = self.values[-1:] * self.ratio
            self.values = np.concatenate([self.values, more])
            self.costs = np.hstack([self.costs, self._ask(more)])

    def result(self) -> Tuned:
        """Return what was found."""
        best = self.best
        variant = int(self.costs[:, best].argmin())
        cost = float(self.costs[variant, best])
        return Tuned(float(self.values[best]), variant, cost, self.values, self.costs)


def _require_geometric(name: str, grid: ArrayLike) -> np.ndarray:
    values = require_array(f"the grid of {name}", grid, ndim=1).astype(float)
    if values.size < 3 or values[0] <= 0 or values[1] <= values[0]:
        raise ValueError(f"the grid of {name} must be 3 or more rising numbers, got {values}")
    ratios = values[1:] / values[:-1]
    if not np.allclose(ratios, ratios[0], rtol=0.15):  # 1, 3, 10, 30 is close
        raise ValueError(f"the grid of {name} must be geometric, got {values}")
    return values


def spread(values: ArrayLike, *, digits: int = 2) -> str:
    """Return mean ± standard deviation of what several draws or seeds gave.

    Everywhere in the book, ± is this: the spread of single results, divided by n − 1. How sure a
    mean is, is told by an `interval`.

    Parameters
    ----------
    values : array_like, shape (n,)
        Of n ≥ 2 draws.
    digits : int
        Decimal places.

    Returns
    -------
    str
        Such as "0.84 ± 0.03".

    Raises
    ------
    ValueError
        If `values` is not a vector of 2 or more finite numbers.
    FloatingPointError
        If their spread is beyond all floats.

    Examples
    --------
    >>> spread([0.81, 0.84, 0.87])
    '0.84 ± 0.03'
    """
    draws = require_array("values", values, ndim=1)
    if draws.size < 2:
        raise ValueError(f"values must hold at least 2 draws, got {draws.size}")
    with np.errstate(all="ignore"):  # what overflows is found and reported as an error
        both = mean_and_deviation(draws)
    mean, deviation = require_overflow("the spread", both, "values")
    return f"{_fixed(mean, digits)} ± {_fixed(deviation, digits)}"


def interval(values: ArrayLike, *, digits: int = 3) -> str:
    """Return the 95% interval of a mean over the samples of a test set.

    Parameters
    ----------
    values : array_like, shape (N,) or (R, N)
        What each of N samples costs, or by how much two models differ on it. Of R runs judged on
        the same samples, each sample's mean is taken first: more runs are no more samples.
    digits : int
        Decimal places.

    Returns
    -------
    str
        The interval ``[low, high]``: 1.96 standard errors each way.

    Raises
    ------
    ValueError
        If `values` is not as described.

    Examples
    --------
    >>> right, right_too = np.array([1, 0, 1, 1]), np.array([0, 0, 1, 0])
    >>> interval(right - right_too)
    '[−0.066, 1.066]'
    """
    draws = require_array("values", values)
    if draws.ndim not in (1, 2) or draws.shape[-1] < 2:
        expected = "values must have shape (N,) or (R, N) with N at least 2"
        raise ValueError(f"{expected}, got {draws.shape}")
    mean, error = paired_difference(draws, np.zeros_like(draws))
    low, high = mean - NORMAL_95 * error, mean + NORMAL_95 * error
    return f"[{_fixed(low, digits)}, {_fixed(high, digits)}]"


def _fixed(number: float, digits: int) -> str:
    """Return a number with so many decimal places; what rounds to 0 has no sign."""
    digits = require_integer("digits", digits, minimum=0)
    return f"{number:z.{digits}f}".replace("-", "−")


Cell = str | float | np.ndarray
Row = Cell | list[Cell] | tuple[Cell, ...]


def table(rows: Mapping[str, Row], *, columns: Sequence[str] = (), digits: int = 2) -> None:
    """Print a table: a name in each row, behind it texts, numbers, or draws with their spread.

    Parameters
    ----------
    rows : dict of str to a cell, or a list or tuple of cells
        A cell is a text, a number or an array, whose `spread` is shown. Whole numbers have no
        decimal places.
    columns : sequence of str
        What stands above the cells; above the names as well, if there is one more.
    digits : int
        Decimal places.

    Raises
    ------
    ValueError
        If rows or columns differ in length.

    Examples
    --------
    >>> table({"SGD": [0.1, 12], "Adam": [0.002, 9]}, columns=["η", "epochs"], digits=3)
              η  epochs
    SGD   0.100      12
    Adam  0.002       9
    >>> table({"right": np.array([0.81, 0.84, 0.87])})
    right  0.84 ± 0.03
    """
    cells = [[name, *_cells(row, digits)] for name, row in rows.items()]
    if columns:
        width = max((len(row) for row in cells), default=len(columns) + 1)
        if len(columns) > width:
            raise ValueError(f"columns must be at most {width}, names included, got {len(columns)}")
        cells.insert(0, [*[""] * (width - len(columns)), *columns])
    if len({len(row) for row in cells}) > 1:
        raise ValueError(f"rows must be equally long, got {[len(row) - 1 for row in cells]}")
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for name, *row in cells:
        behind = (f"{cell:>{width}}" for cell, width in zip(row, widths[1:], strict=True))
        print("  ".join([f"{name:{widths[0]}}", *behind]).rstrip())


def _cells(row: Row, digits: int) -> list[str]:
    cells = row if isinstance(row, list | tuple) else [row]
    return [_cell(each, digits) for each in cells]


def _cell(cell: Cell, digits: int) -> str:
    if isinstance(cell, str):
        return cell
    if np.ndim(cell):
        return spread(cell, digits=digits)
    cell = cell.item() if isinstance(cell, np.ndarray) else cell
    whole = isinstance(cell, int | np.integer)
    if not isinstance(cell, Real):
        raise ValueError(f"rows must hold texts, numbers or arrays, got {cell!r}")
    return f"{cell:,}".replace("-", "−") if whole else _fixed(float(cell), digits)
