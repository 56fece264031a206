"""The explorers of optimizers, against plain loops, polynomials and torch-like recurrences."""

import re
from importlib import import_module

import numpy as np
import pytest
from descent import minimize
from descent.explorers import optimizers as explore
from descent.explorers.optimizers import _contestants
from descent.optimizers import Adam, momentum_roots
from guesses import unfounded

adam_anatomy = import_module("descent.explorers.optimizers.adam_anatomy")
sensitivity_map = import_module("descent.explorers.optimizers.sensitivity_map")
momentum_spectrum = import_module("descent.explorers.optimizers.momentum_spectrum")
data_parallel = import_module("descent.explorers.optimizers.data_parallel")


def moved(explorer, **values):
    """Return the figure and the caption after a move."""
    caption = explorer.drawing.caption({**explorer.start, **values})
    return explorer.drawing.figure, caption


def lines(axes):
    return [line.get_xydata() for line in axes.lines]


@pytest.mark.parametrize("surface", ["ravine", "saddle", "Rosenbrock"])
@pytest.mark.parametrize("start", [(-1.8, 0.8), (0.4, 0.5)])
def test_optimizer_race_follows_each_optimizer_alone(surface, start):
    figure, _ = moved(
        explore.optimizer_race, surface=surface, start_x=start[0], start_y=start[1], step=150
    )
    course = _contestants.COURSES[surface]
    drawn = [line for line in lines(figure.axes[0]) if len(line) == 151]
    heights = [line for line in lines(figure.axes[1]) if len(line) == 151]
    for k, optimizer in enumerate(course.optimizers().values()):
        way = minimize(course.surface.value, course.surface.gradient, start, optimizer, 150)
        np.testing.assert_allclose(drawn[k], way.points, rtol=1e-5, atol=1e-6)
        above = np.maximum(way.values - course.lowest, 1e-6)
        np.testing.assert_allclose(heights[k][:, 1], above, rtol=1e-4, atol=2e-6)


def test_optimizer_race_gives_all_the_same_noise():
    figure, _ = moved(explore.optimizer_race, surface="noisy bowl", start_x=2.0, step=1)
    noise = np.random.default_rng(0).standard_normal((_contestants.STEPS, 2))[0]
    start = np.array([2.0, 0.8])
    plain, heavy, *_ = [line[-1] for line in lines(figure.axes[0]) if len(line) == 2]
    np.testing.assert_allclose(plain, start - 0.1 * (start + noise), rtol=1e-6)
    np.testing.assert_allclose(heavy, start - 0.01 * (start + noise), rtol=1e-6)


def test_optimizer_race_ranks_them():
    caption = explore.optimizer_race.caption_at(surface="ravine", step=150)
    said = re.findall(r"([A-Za-z ]+?) (\d\.?\d*(?:e[+-]\d+)?)[,.]", caption.partition("steps: ")[2])
    heights = [float(height) for _, height in said]
    assert len(said) == 6 and heights == sorted(heights)
    assert said[-1][0].strip() == "gradient descent"


def test_optimizer_race_on_the_ridge_goes_nowhere():
    figure, _ = moved(explore.optimizer_race, surface="saddle", start_x=1.0, start_y=0.0, step=150)
    for way in lines(figure.axes[0]):
        assert (np.abs(way[:, 1]) < 1e-7).all()
    caption = explore.optimizer_race.caption_at(
        **explore.optimizer_race.presets["stuck on the ridge"]
    )
    assert len(re.findall(r" 0\.25[,.]", caption)) == 6


def test_optimizer_race_writes_large_heights_in_full():
    caption = explore.optimizer_race.caption_at(surface="ravine", start_x=2.0, start_y=2.0, step=0)
    assert caption.count(" 202") == 6 and "e+" not in caption


def test_optimizer_race_says_who_flew_off():
    caption = explore.optimizer_race.caption_at(surface="Rosenbrock", start_x=2.0, start_y=-1.0)
    assert caption.endswith("; Nesterov flew off.")


@pytest.mark.parametrize(("share", "momentum"), [(0.01, 0.9), (0.01, 0.2), (2.5, 0.5), (3.9, 0.81)])
def test_momentum_spectrum_has_the_eigenvalues_of_its_matrix(share, momentum):
    matrix = [[1 - share, -momentum], [share, momentum]]  # of (x, v), v being the last step
    expected = np.sort_complex(np.linalg.eigvals(matrix))
    np.testing.assert_allclose(np.sort_complex(momentum_roots(share, momentum)), expected)
    x, v, way = 1.0, 0.0, []
    for _ in range(momentum_spectrum.SHOWN + 1):
        way.append(x)
        v = momentum * v + share * x
        x -= v
    np.testing.assert_allclose(momentum_spectrum._positions(share, momentum), way)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"momentum": 0.81, "log_share": -2.0}, "critical damping"),
        ({"momentum": 0.8, "log_share": -2.0}, "are real"),
        ({"momentum": 0.82, "log_share": -2.0}, "are complex"),
        ({"momentum": 0.0, "log_share": 0.6}, "diverges"),
        ({"momentum": 0.99, "log_share": 0.6}, "diverges"),
        ({"momentum": 0.99, "log_share": 0.55}, "are complex"),
    ],
)
def test_momentum_spectrum_names_the_regime(values, words):
    assert words in explore.momentum_spectrum.caption_at(**values)


@pytest.mark.parametrize("log_share", [-3.0, -1.5, 0.0, 0.4])
def test_momentum_spectrum_knows_the_best_momentum(log_share):
    tried = np.linspace(0, 0.999, 20_000)
    best = tried[np.abs(momentum_roots(10**log_share, tried)).max(-1).argmin()]
    caption = explore.momentum_spectrum.caption_at(log_share=log_share)
    assert float(re.search(r"for this ηλ: (\d\.\d+)\.", caption)[1]) == pytest.approx(
        best, abs=0.006
    )


@pytest.mark.parametrize("stream", adam_anatomy.STREAMS)
@pytest.mark.parametrize(("beta1", "beta2"), [(0.9, 0.999), (0.0, 0.9), (0.99, 0.99)])
def test_adam_anatomy_is_the_written_sum(stream, beta1, beta2):
    figure, caption = moved(explore.adam_anatomy, stream=stream, beta1=beta1, beta2=str(beta2))
    g, t = adam_anatomy.STREAMS[stream], adam_anatomy.STEPS
    m_hat, root = [
        (1 - beta) / (1 - beta**t) * (power * beta ** np.arange(t)[::-1]).sum()
        for beta, power in ((beta1, g), (beta2, g**2))
    ]
    assert f"√v̂ = {np.sqrt(root):.3f}" in caption
    shown = [line for axes in figure.axes for line in lines(axes) if len(line) == t]
    lasts = [line[-1, 1] for line in shown]
    for expected in (m_hat, np.sqrt(root), m_hat / np.sqrt(root)):
        assert np.isclose(lasts, expected, atol=1e-9).any(), (expected, lasts)


def steps_of_adam(gradients, beta1, beta2):
    adam, theta, m, v = Adam(1.0, betas=(beta1, beta2), eps=0), *np.zeros((3, 1))
    path = [0.0]
    for t, slope in enumerate(gradients, start=1):
        adam.rule(theta, slope[None], 1.0, t, m, v)
        path.append(theta[0])
    return -np.diff(path)


@pytest.mark.parametrize("stream", adam_anatomy.STREAMS)
@pytest.mark.parametrize(("beta1", "beta2"), [(0.9, 0.999), (0.0, 0.9), (0.99, 0.99)])
@pytest.mark.parametrize("scale", [1, 1000, 1e-6])
def test_adam_anatomy_shows_adams_steps_which_do_not_see_the_scale(stream, beta1, beta2, scale):
    figure, _ = moved(explore.adam_anatomy, stream=stream, beta1=beta1, beta2=str(beta2))
    right = steps_of_adam(scale * adam_anatomy.STREAMS[stream], beta1, beta2)
    shown = [line[:, 1] for line in lines(figure.axes[2]) if len(line) == adam_anatomy.STEPS]
    assert any(np.allclose(steps, right, rtol=1e-9, atol=1e-9) for steps in shown)


@pytest.mark.parametrize("method", [sensitivity_map.MOMENTUM, sensitivity_map.ADAM])
@pytest.mark.parametrize(("log_rate", "log_memory"), [(-2.0, 1.0), (-4.0, 3.0), (-0.5, 2.0)])
def test_sensitivity_map_is_one_descent_per_setting(method, log_rate, log_memory):
    figure, caption = moved(
        explore.sensitivity_map, method=method, log_rate=log_rate, log_memory=log_memory
    )
    eta, kept = 10**log_rate, 1 - 10**-log_memory
    x, m, v, expected = sensitivity_map.START.copy(), 0.0, 0.0, []
    for t in range(1, 102):
        expected.append((x[0] ** 2 + 100 * x[1] ** 2) / 181)
        g = x * [1, 100]
        if method == sensitivity_map.MOMENTUM:
            m = kept * m + g
            x = x - eta * m
        else:
            m, v = 0.9 * m + 0.1 * g, kept * v + (1 - kept) * g**2
            x = x - eta * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - kept**t)) + 1e-8)
    curve = lines(figure.axes[1])[-1][:, 1]
    np.testing.assert_allclose(curve, np.clip(expected, 1e-9, 1e9), rtol=1e-6)
    assert ("higher than at first" in caption) == (expected[-1] >= 1)


def test_sensitivity_map_of_momentum_is_slanted_and_that_of_adam_is_not():
    lows = {}
    for method in (sensitivity_map.MOMENTUM, sensitivity_map.ADAM):
        end = sensitivity_map.heights(method)[:, -1]
        lows[method] = sensitivity_map.RATES[
            (end < 0.1).argmax(axis=1)
        ]  # the smallest η that helps
    momentum = np.polyfit(sensitivity_map.MEMORIES[:11], lows[sensitivity_map.MOMENTUM][:11], 1)[0]
    adam = np.polyfit(sensitivity_map.MEMORIES[5:], lows[sensitivity_map.ADAM][5:], 1)[0]
    assert momentum == pytest.approx(-1, abs=0.1) and abs(adam) < 0.15


def test_beta2_matters_where_adam_arrives_and_not_where_it_creeps():
    end = np.log10(sensitivity_map.heights(sensitivity_map.ADAM)[:, -1])
    from_09 = end[sensitivity_map.MEMORIES > 0.999]
    etas = 10**sensitivity_map.RATES
    creeps, arrives = etas < 0.05, etas > 0.099
    assert np.ptp(from_09[:, creeps], axis=0).max() < 0.1 and end[:, creeps].min() > -1
    assert np.ptp(from_09[:, arrives], axis=0).min() > 1 and from_09.max() < 0


@pytest.mark.parametrize("beta1", [0.0, 0.9])
def test_adam_makes_large_steps_of_rare_gradients_only_without_momentum(beta1):
    steps = steps_of_adam(adam_anatomy.STREAMS["0, with 1 every 20 steps"], beta1, 0.999)
    assert (steps.max() > 4) == (beta1 == 0) and (steps.max() < 1 + 1e-9) == (beta1 == 0.9)


@pytest.mark.parametrize("K", [1, 4, 7, 32])
def test_data_parallel_is_the_gradient_of_all_rows_if_weighted(K):
    whole = data_parallel.gradients().mean(0)
    for shards, exact in (
        (data_parallel.EQUAL, True),
        (data_parallel.WEIGHTED, True),
        (data_parallel.PLAIN, K == 1),
    ):
        figure, caption = moved(explore.data_parallel, workers=K, shards=shards)
        cross, ring = lines(figure.axes[0])
        np.testing.assert_allclose(cross[0], whole)
        assert np.allclose(ring[0], whole, atol=1e-12) == exact
        assert ("equal to the last digits" in caption) == exact
        assert len(figure.axes[0].collections[0].get_offsets()) == K
        assert data_parallel.sizes(K, shards == data_parallel.EQUAL).sum() == data_parallel.ROWS


@pytest.mark.parametrize("batch", [256, 1024, 4096])
def test_data_parallel_finds_the_best_number_of_workers(batch):
    caption = explore.data_parallel.caption_at(batch=str(batch), workers=8)
    costs = {
        K: 1e-5 * batch / K + 2 * (K - 1) * (5e-5 + 4 * 7850 / (K * 1e9)) for K in range(1, 33)
    }
    assert caption.endswith(f"fastest with K = {min(costs, key=costs.get)}.")
    assert f"{costs[1] / costs[8]:.1f} times as fast" in caption


def truth(explorer):
    return explorer.predict.truth(explorer.fixed)


GUESSED = [each for each in vars(explore).values() if getattr(each, "predict", None)]


@pytest.mark.parametrize("explorer", GUESSED, ids=lambda each: each.name)
def test_what_is_said_around_a_guess_is_what_is_shown(explorer):
    assert not unfounded(explorer)


def test_the_guess_of_the_race_is_its_ranking():
    course, v = _contestants.COURSES["ravine"], explore.optimizer_race.start
    start = v["start_x"], v["start_y"]
    ends = {
        name: minimize(course.surface.value, course.surface.gradient, start, each, 60).values[-1]
        for name, each in course.optimizers().items()
    }
    ranked = sorted(explore.optimizer_race.predict.options, key=ends.get)
    assert truth(explore.optimizer_race) == ranked
    assert (v["surface"], v["step"]) == ("ravine", 60)


def test_the_guess_of_momentum_is_the_smallest_largest_root():
    tried = np.arange(0, 100) / 100
    share = 10 ** explore.momentum_spectrum.start["log_share"]
    sizes = [np.abs(np.roots([1, -(1 + mu - share), mu])).max() for mu in tried]
    best = tried[np.argmin(sizes)]
    assert truth(explore.momentum_spectrum) == pytest.approx(best)
    assert explore.momentum_spectrum.predict.at == {"momentum": pytest.approx(best)}


def test_the_guess_of_adam_is_the_sum_of_its_steps():
    rare = adam_anatomy.STREAMS[adam_anatomy.RARE]
    steps = steps_of_adam(rare, 0.9, 0.999)
    assert truth(explore.adam_anatomy) == pytest.approx(sum(steps))
    assert f"sum to {rare.sum():.0f}" in explore.adam_anatomy.predict.says


def test_the_guess_of_the_map_varies_least_along_the_valley():
    ends = sensitivity_map.heights(sensitivity_map.MOMENTUM)[:, -1]
    rows = (sensitivity_map.MEMORIES > 0) & (sensitivity_map.MEMORIES < 1.3)
    eta = 10 ** sensitivity_map.RATES[(ends < 0.01).argmax(axis=1)][rows]  # the valley's left edge
    mu = 1 - 10 ** -sensitivity_map.MEMORIES[rows]
    along = {"η · μ": eta * mu, "η · (1 − μ)": eta * (1 - mu), "η/μ": eta / mu}
    along["η/(1 − μ)"] = eta / (1 - mu)
    spread = {name: np.ptp(np.log10(values)) for name, values in along.items()}
    assert list(spread) == explore.sensitivity_map.predict.options
    assert truth(explore.sensitivity_map) == min(spread, key=spread.get)


def test_the_guess_of_workers_costs_least():
    cost = {K: 1e-5 * 1024 / K + 2 * (K - 1) * (5e-5 + 31.4e-6 / K) for K in range(1, 33)}
    assert truth(explore.data_parallel) == min(cost, key=cost.get)
