"""The explorers of the chapter on cross-entropy, against scipy at their start and their ends."""

import re
from math import comb, e

import numpy as np
import pytest
from descent import explorers, load_mnist
from descent.datasets import load_replay
from explorable import Explorer
from scipy import optimize, special, stats
from sklearn.calibration import calibration_curve

explore = explorers.cross_entropy


def moved(explorer, **values):
    """Return the figure and the caption after a move."""
    caption = explorer.drawing.caption({**explorer.start, **values})
    return explorer.drawing.figure, caption


def heights(axes):
    return [bar.get_height() for bar in axes.patches]


def numbers(text):
    """Return all decimal numbers in `text`."""
    return [
        float(n)
        for n in re.findall(r"−?\d+\.\d+(?:e−?\d+)?".replace("−", "[-−]"), text.replace("−", "-"))
    ]


@pytest.mark.parametrize("p", [0.01, 0.13, 0.5, 1.0])
def test_surprise(p):
    figure, caption = moved(explore.surprise, p=p)
    coins = abs(special.entr(p) / p) / np.log(2)
    assert caption.endswith(f"{coins:.1f} heads in a row, and half that p as {coins + 1:.1f}.")
    curve, _, point, half = figure.axes[0].lines
    np.testing.assert_allclose(2 ** -curve.get_ydata(), curve.get_xdata())
    assert point.get_xydata() == pytest.approx(np.array([[p, coins]]))
    assert half.get_xydata() == pytest.approx(np.array([[p / 2, coins + 1]]))
    assert heights(figure.axes[1]) == [pytest.approx(coins)]


def test_the_surprise_names_no_logarithm_before_the_section_finds_it():
    figure, caption = moved(explore.surprise)
    asked = explore.surprise.predict
    said = [caption, asked.seen, asked.says, explore.surprise.question]
    said += [axes.get_title() + axes.get_title("left") for axes in figure.axes]
    assert not [words for words in said if "log" in words]


def test_the_impossible_has_no_place_on_the_curve():
    figure, caption = moved(explore.surprise, p=0.0)
    assert "No run of heads" in caption
    assert np.isnan([line.get_ydata() for line in figure.axes[0].lines[-2:]]).all()


@pytest.mark.parametrize(
    ("y", "p"), [(0.3, 0.8), (0.3, 0.3), (0.01, 0.99), (0.5, 0.5), (1.0, 0.13), (0.0, 1.0)]
)
@pytest.mark.parametrize(("unit", "base"), [("nats", e), ("bits", 2)])
def test_kl(y, p, unit, base):
    figure, caption = moved(explore.kl, y=y, p=p, unit=unit)
    P, Q = np.array([y, 1 - y]), np.array([p, 1 - p])
    H, D = stats.entropy(P, base=base), stats.entropy(P, Q, base=base)
    back = stats.entropy(Q, base=base), stats.entropy(Q, P, base=base)
    expected = (
        f"H(y) {H:.2f} + D(y‖p) {D:.2f} = H(y, p) {H + D:.2f} {unit}. "
        f"Swapped: {back[0]:.2f} + {back[1]:.2f} = {sum(back):.2f}."
    )
    assert expected.replace("inf", "∞") in caption
    bars = heights(figure.axes[1])
    np.testing.assert_allclose(bars[:2], [H, back[0]], atol=1e-12)
    np.testing.assert_allclose(
        bars[2:], [min(H + D, 4.2) - H, min(sum(back), 4.2) - back[0]], atol=1e-12
    )


def test_the_cross_entropy_is_least_at_the_truth():
    figure, _ = moved(explore.kl, y=0.3)
    x, y = figure.axes[0].lines[2].get_data()
    assert x[y.argmin()] == pytest.approx(0.3, abs=0.005)
    assert y.min() == pytest.approx(stats.entropy([0.3, 0.7]), abs=1e-4)


@pytest.mark.parametrize(
    ("threes", "fours", "faces3", "faces4"),
    [(2, 3, 10, 10), (2, 3, 24, 36), (10, 10, 60, 0), (0, 1, 0, 60), (10, 0, 1, 59)],
)
def test_die_likelihood(threes, fours, faces3, faces4):
    values = {"threes": threes, "fours": fours, "faces3": faces3, "faces4": faces4}
    figure, caption = moved(explore.die_likelihood, **values)
    die = np.array([faces3, faces4, 60 - faces3 - faces4]) / 60
    both = stats.multinomial.pmf([threes, fours, 0], threes + fours, die)
    one = die[0] ** threes * die[1] ** fours
    assert f"probability {one:.3g};" in caption
    orders = comb(threes + fours, threes)
    assert f"any of {orders:,} order{'s' * (orders > 1)}: {both:.4g}." in caption
    loss = f"{abs(np.log(one)) / (threes + fours):.2f}" if one else "∞"
    assert f"Cross-entropy {loss} nats" in caption
    np.testing.assert_allclose(heights(figure.axes[1]), die)


def test_the_die_of_the_text_and_its_maximum():
    figure, caption = moved(explore.die_likelihood)
    assert "0.001286" in caption
    opacity = figure.axes[0].images[0].get_array()[..., 3]
    best = np.argwhere(opacity == opacity.max())
    assert [36, 24] in best.tolist()  # row: faces with a four
    assert figure.axes[0].lines[2].get_xydata() == pytest.approx(np.array([[24, 36]]))


def test_no_rolls_and_no_die_are_explained():
    assert "No roll yet" in explore.die_likelihood.caption_at(threes=0, fours=0)
    figure, caption = moved(explore.die_likelihood, faces3=60, faces4=60)
    assert "no such die" in caption
    assert not any(heights(figure.axes[1]))


ROWS = {"(10, −2, 3)": [10, -2, 3], "(10, 9, 9)": [10, 9, 9], "(10, −100, −100)": [10, -100, -100]}


@pytest.mark.parametrize("delta", [-5.0, 0.0, 1.0, 5.0])
@pytest.mark.parametrize("name", ROWS)
def test_jiggle(name, delta):
    figure, caption = moved(explore.jiggle, scores=name, jiggle=delta)
    o = np.array(ROWS[name], dtype=float)
    after = np.add(o, [0, 0, delta])
    hinge = [np.maximum(0, row[1:] - row[0] + 1).sum() for row in (o, after)]
    soft = [np.log1p(np.exp(row[1:] - row[0]).sum()) for row in (o, after)]
    assert f"{hinge[0]:.1f} → {hinge[1]:.1f}." in caption
    notices = "Both notice" if hinge[0] != hinge[1] else "Only softmax notices"
    assert (notices if delta else "Neither notices") in caption
    words = [f"{loss:.2g}".replace("-", "−") for loss in soft]
    assert f"{words[0]} → {words[1]}, {soft[1] / soft[0]:.2f} times" in caption
    corner, point = figure.axes[0].lines[1], figure.axes[0].lines[3]
    assert corner.get_ydata()[0] == pytest.approx(hinge[1])
    assert point.get_ydata()[0] == pytest.approx(special.logsumexp(after) - after[0])


def test_the_three_pairs_of_losses():
    captions = [explore.jiggle.caption_at(scores=name, jiggle=0.0) for name in ROWS]
    found = [re.search(r"loss (\S+) →", text)[1] for text in captions]
    assert found == ["0.00092", "0.55", "3.4e−48"]


@pytest.mark.parametrize(
    ("values", "label"),
    [({}, "cat"), ({"cat": -6.0, "car": 10.0}, "cat"), ({"frog": 10.0}, "frog")],
)
def test_gradient_bars(values, label):
    figure, caption = moved(explore.gradient_bars, truth=label, **values)
    start = explore.gradient_bars.start | values
    o, y = (
        np.array([start["cat"], start["car"], start["frog"]]),
        ("cat", "car", "frog").index(label),
    )
    gradient = optimize.approx_fprime(o, lambda o: special.logsumexp(o) - o[y], 1e-7)
    after = o - 2 * gradient
    found = numbers(caption)
    np.testing.assert_allclose(found[:3], gradient, atol=0.0051)
    losses = special.logsumexp(o) - o[y], special.logsumexp(after) - after[y]
    np.testing.assert_allclose(found[3:], [*(after - o), *losses], atol=0.0052)
    p, target = np.reshape(heights(figure.axes[1]), (2, 3))
    np.testing.assert_allclose(p - target, gradient, atol=1e-6)
    ends = figure.axes[0].lines[1].get_ydata()[1::7]
    np.testing.assert_allclose(ends, after, atol=1e-5)


LOSSES = [
    lambda z: np.log1p(np.exp(-z)),
    lambda z: special.expit(-z) ** 2,
    lambda z: special.expit(-z),
]


@pytest.mark.parametrize(
    ("start", "steps"), [(-6.0, 10), (-10.0, 100), (-9.4, 10), (10.0, 100), (0.0, 0)]
)
def test_mse_versus_ce(start, steps):
    figure, caption = moved(explore.mse_versus_ce, start=start, steps=steps)
    ends = []
    for loss in LOSSES:
        z = start
        for _ in range(steps):
            z -= (loss(z + 1e-5) - loss(z - 1e-5)) / 2e-5
        ends.append(z)
    points = [line.get_xydata()[0] for line in figure.axes[0].lines[1::2]]
    np.testing.assert_allclose([x for x, _ in points], ends, atol=1e-4)
    np.testing.assert_allclose(
        [y for _, y in points], [f(z) for f, z in zip(LOSSES, ends, strict=True)]
    )
    found = re.findall(r"(?:entropy|error) (−?\d+\.\d)", caption)
    assert found == [f"{z:z.1f}".replace("-", "−") for z in ends]
    assert all(low <= y <= high for _, y in points for low, high in [figure.axes[0].get_ylim()])


def test_only_cross_entropy_pulls_hard_where_the_model_is_sure_and_wrong():
    caption = explore.mse_versus_ce.caption_at(start=-10.0)
    assert re.findall(r"slope (\S+)\)", caption) == ["−1.00", "−9e−05", "−5e−05"]


@pytest.mark.parametrize(
    ("smoothing", "gap", "classes"),
    [(0.1, 8.0, 10), (1.0, 0.0, 2), (0.0, 12.0, 3), (0.01, -2.0, 7)],
)
def test_label_smoothing(smoothing, gap, classes):
    values = {"smoothing": smoothing, "gap": gap, "classes": classes}
    figure, caption = moved(explore.label_smoothing, **values)
    target = np.full(classes, smoothing / classes)
    target[0] += 1 - smoothing

    def loss(lead):
        return -target @ special.log_softmax([lead] + [0.0] * (classes - 1))

    p = special.softmax([gap] + [0.0] * (classes - 1))[0]
    assert f"p = {p:.3f}, loss {loss(gap):.3f}." in caption
    p_bars, targets = np.reshape(heights(figure.axes[0]), (2, 2))
    np.testing.assert_allclose(targets, target[:2])
    assert p_bars[0] == pytest.approx(p)
    if smoothing == 0:
        assert "keeps falling" in caption
    else:
        best = optimize.minimize_scalar(loss, bounds=(-2, 12), method="bounded")
        assert f"lowest loss {best.fun:.3f} at lead" in caption
        assert numbers(caption)[-1] == pytest.approx(best.x, abs=0.006)
        mark = figure.axes[1].lines[2].get_xydata()[0]
        np.testing.assert_allclose(mark, [best.x, best.fun], atol=1e-4)
    one_hot, curve, _, point = figure.axes[1].lines
    np.testing.assert_allclose(curve.get_ydata(), [loss(lead) for lead in curve.get_xdata()])
    rivals = np.log(classes - 1)
    np.testing.assert_allclose(one_hot.get_ydata(), np.logaddexp(0, rivals - one_hot.get_xdata()))
    np.testing.assert_allclose(point.get_xydata(), [[gap, loss(gap)]])


@pytest.fixture(scope="module")
def digits():
    """Return the test labels and the scores of both trainings."""
    X, y = load_mnist()[2:]
    final = {size: load_replay(size) for size in (1, 32)}
    return y, {n: X @ r.weights[50] + r.biases[50] for n, r in final.items()}


def loss_at(temperature, scores, y):
    return -special.log_softmax(scores / temperature, axis=1)[np.arange(len(y)), y].mean()


@pytest.mark.parametrize("temperature", [0.5, 1.0, 4.05, 8.0])
@pytest.mark.parametrize(("name", "size"), [("one image per step", 1), ("32 images per step", 32)])
def test_calibration(digits, temperature, name, size):
    figure, caption = moved(explore.calibration, temperature=temperature, batch_size=name)
    y, scores = digits
    p = special.softmax(scores[size] / temperature, axis=1)
    right = p.argmax(1) == y
    accuracy, confidence = calibration_curve(right, p.max(1), n_bins=10)
    dots = figure.axes[0].collections[0].get_offsets()
    np.testing.assert_allclose(dots, np.column_stack([confidence, accuracy]))
    assert f"mean confidence {p.max(1).mean():.3f}, accuracy {right.mean():.3f}" in caption
    loss = loss_at(temperature, scores[size], y)
    assert f"test loss {loss:.2f}." in caption
    assert figure.axes[1].lines[1].get_ydata()[0] == pytest.approx(loss)
    middle = figure.axes[0].lines[1].get_xydata()[0]
    np.testing.assert_allclose(middle, [p.max(1).mean(), right.mean()])


def test_the_honest_preset_has_the_least_loss(digits):
    y, scores = digits
    best = optimize.minimize_scalar(loss_at, bounds=(0.5, 8), args=(scores[1], y), method="bounded")
    preset = explore.calibration.presets["honest"]["temperature"]
    assert preset == pytest.approx(best.x, abs=0.03)


def truth(explorer):
    return explorer.predict.truth(explorer.fixed)


def test_the_best_die_to_guess_is_the_best_of_all():
    dice = [(a, b) for a in range(61) for b in range(61 - a)]
    chances = [(a / 60) ** 2 * (b / 60) ** 3 for a, b in dice]
    assert truth(explore.die_likelihood) == list(dice[np.argmax(chances)])


def test_the_lowest_cross_entropy_to_guess_is_the_lowest_of_all():
    def cost(q):
        return -0.3 * np.log(q) - 0.7 * np.log(1 - q)

    best = optimize.minimize_scalar(cost, bounds=(0.01, 0.99), method="bounded")
    np.testing.assert_allclose(truth(explore.kl), [best.x, best.fun], atol=1e-4)
    assert f"costs {cost(0.8):.2f} nats" in explore.kl.predict.seen


def test_half_the_probability_of_the_cat():
    assert truth(explore.surprise) == pytest.approx(-np.log2(0.13 / 2))


def test_each_wrong_score_falls_in_proportion_to_its_probability():
    o = np.array([3.2, 5.1, -1.7])
    changes = numbers(explore.gradient_bars.caption_at())[3:6]
    np.testing.assert_allclose(changes[1:], -2 * special.softmax(o)[1:], atol=0.006)
    assert "1.74, twice its probability" in explore.gradient_bars.predict.says


def test_the_path_to_sketch_follows_the_squared_error():
    z, path = -6.0, [-6.0]
    for _ in range(100):
        z -= (special.expit(-z - 1e-5) ** 2 - special.expit(-z + 1e-5) ** 2) / 2e-5
        path.append(z)
    places = [int(step) for step in explore.mse_versus_ce.predict.x]
    np.testing.assert_allclose(truth(explore.mse_versus_ce), np.array(path)[places], atol=1e-4)


def test_the_loss_to_sketch_is_that_of_smoothed_targets():
    target = np.full(10, 0.01) + 0.9 * np.eye(10)[0]
    leads = explore.label_smoothing.predict.x
    losses = [-target @ special.log_softmax([lead] + 9 * [0]) for lead in leads]
    np.testing.assert_allclose(truth(explore.label_smoothing), losses)


def test_a_temperature_moves_the_mean_of_all_digits_sideways(digits):
    y, scores = digits
    p = special.softmax(scores[1] / 8, axis=1)
    right = scores[1].argmax(1) == y
    assert truth(explore.calibration) == pytest.approx([p.max(1).mean(), right.mean()])


@pytest.mark.parametrize("name", [n for n, e in vars(explore).items() if isinstance(e, Explorer)])
def test_what_is_seen_before_a_guess_is_true(name):
    """Whatever number it says, and the question, the caption says too; it fits into its place."""
    explorer = getattr(explore, name)
    seen = numbers(explorer.predict.seen + explorer.question)
    assert set(seen) <= set(numbers(explorer.caption_at()))
    assert len(explorer.predict.seen) <= len(explorer.caption_at())
