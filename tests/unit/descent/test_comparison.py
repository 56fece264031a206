"""Methods are tuned alike, no choice lies at an end, and ± means one thing."""

from functools import partial

import numpy as np
import pytest
import scipy.stats
from descent.comparison import interval, spread, table, tune
from hypothesis import given
from hypothesis import strategies as st

GRID = 0.1 * 2.0 ** np.arange(5)


def bowl(at):
    return lambda values: (np.log(values) - np.log(at)) ** 2


@given(st.floats(1e-3, 1e3))
def test_the_choice_lies_inside_its_grid_and_is_the_nearest_to_the_minimum(at):
    (found,) = tune({"one": (bowl(at), GRID)}).values()
    assert found.values[0] < found.value < found.values[-1]
    assert np.allclose(found.values[1:] / found.values[:-1], 2)
    assert abs(np.log2(found.value / at)) <= 0.5 + 1e-9
    assert found.cost == found.costs.min()


def test_all_get_as_many_tries_however_far_one_must_go():
    asked = {"near": [], "far": []}

    def counted(name, at):
        def cost(values):
            asked[name].extend(values)
            return bowl(at)(values)

        return cost

    tuned = tune({"near": (counted("near", 0.4), GRID), "far": (counted("far", 30), GRID)})
    assert len(asked["near"]) == len(asked["far"]) == len(tuned["far"].values) > len(GRID)
    assert tuned["near"].value == pytest.approx(0.4)


def test_variants_are_rows_and_count_as_tries():
    found = tune({"two": (both_ways, GRID)})["two"]
    assert (found.variant, found.value) == (1, pytest.approx(0.2))


@pytest.mark.parametrize("counts", [(2, 1), (3, 2), (1, 2, 3), (4, 4)])
def test_those_with_variants_and_those_with_finer_grids_stay_level(counts):
    asked = dict.fromkeys(counts, 0)

    def counted(name, variants):
        def cost(values):
            asked[name] += variants * len(values)
            return np.stack([bowl(20)(values) + k for k in range(variants)])

        return cost

    tune({k: (counted(k, k), np.geomspace(0.1, 1.6, 24 // k)) for k in asked}, max_added=40)
    assert len(set(asked.values())) == 1 and asked[counts[0]] > 24


def test_what_diverged_is_never_chosen():
    cliff = lambda values: np.where(values > 1, np.nan, -values)  # noqa: E731
    assert tune({"cliff": (cliff, GRID)})["cliff"].value == pytest.approx(0.8)


def both_ways(values):
    """Return the costs of two variants."""
    return np.stack([bowl(0.4)(values) + 1, bowl(0.2)(values)])


REFUSED = [
    *((tune, {"a": (bowl(1), grid)}, "3 or more rising") for grid in ([1, 2], [0, 1, 2])),
    *((tune, {"a": (bowl(1), grid)}, "must be geometric") for grid in ([1, 2, 3], [1, 2, 5, 10])),
    (tune, {"a": (lambda values: -values, [1, 2, 4])}, "the best of a must lie inside its grid"),
    (tune, {"a": (lambda values: values[:1], [1, 2, 4])}, r"shape \(3,\) or \(V, 3\)"),
    (tune, {"a": (lambda values: np.nan * values, GRID)}, "a must have a finite cost"),
    (
        tune,
        {"two": (both_ways, GRID), "one": (bowl(1), GRID)},
        r"equally often, got \{'two': 10, 'one': 5\}",
    ),
    (spread, [1.0], "at least 2 draws, got 1"),
    (interval, [1.0], r"values must have shape \(N,\) or \(R, N\) .* got \(1,"),
    *(
        (partial(show, digits=-1), [1.0, 2.0], "digits must be an integer >= 0, got -1")
        for show in (spread, interval)
    ),
    (table, {"a": 1, "b": [1, 2]}, r"equally long, got \[1, 2\]"),
    (table, {"a": None}, "rows must hold texts, numbers or arrays, got None"),
    (
        partial(table, columns=["x", "y", "z"]),
        {"a": [1.0]},
        "columns must be at most 2, names included, got 3",
    ),
]


@pytest.mark.parametrize(("function", "given", "message"), REFUSED)
def test_what_is_refused(function, given, message):
    with pytest.raises(ValueError, match=message):
        function(given)


def test_decades_in_three_steps_are_geometric_enough():
    assert tune({"a": (bowl(1), [0.1, 0.3, 1, 3])})["a"].value == 1


def test_plus_or_minus_is_the_sample_standard_deviation():
    values = np.random.default_rng(0).normal(size=9)
    assert spread(values, digits=3).endswith(f"± {np.std(values, ddof=1):.3f}")


def test_an_interval_is_over_samples_and_more_runs_are_no_more_samples():
    a, b = np.random.default_rng(0).normal([[0.3], [0.0]], size=(2, 400))
    low, high = scipy.stats.norm.interval(0.95, loc=(a - b).mean(), scale=scipy.stats.sem(a - b))
    assert interval(a - b) == f"[{low:.3f}, {high:.3f}]"
    assert interval(np.stack([a - b] * 5)) == interval(a - b)


def test_a_table_lines_up_and_shows_draws_with_their_spread(capsys):
    table({"a": ["x", 1], "long": [np.array([1.0, 2.0]), 20]}, columns=["draws", "n"], digits=1)
    assert capsys.readouterr().out.splitlines() == [
        "          draws   n",
        "a             x   1",
        "long  1.5 ± 0.7  20",
    ]


def test_what_rounds_to_0_has_no_minus(capsys):
    assert spread([-0.001, -0.002]) == "0.00 ± 0.00"
    assert interval([-1e-9, 1e-9, 0.0]) == "[0.000, 0.000]"
    table({"a": [-1e-9, -0.5, np.array(0.25)]})
    assert capsys.readouterr().out == "a  0.00  −0.50  0.25\n"
