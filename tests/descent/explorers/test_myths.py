"""The explorers of the chapter on myths against scipy and autograd, at their start and ends."""

import re
from importlib import import_module

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from descent import explorers
from scipy import special

signed_network = import_module("descent.explorers.myths.signed_network")

explore = explorers.myths


def moved(explorer, **values):
    """Return the figure and the caption after a move."""
    caption = explorer.drawing.caption({**explorer.start, **values})
    return explorer.drawing.figure, caption


def numbers(text):
    return [float(n) for n in re.findall(r"-?\d+\.\d+", text.replace("−", "-"))]


def divergence(p, q):
    return special.rel_entr(p, q) + special.rel_entr(1 - p, 1 - q)


@pytest.mark.parametrize(
    ("p", "q", "r"),
    [(0.5, 0.75, 0.1), (0.5, 0.25, 0.1), (0.1, 0.25, 0.5), (0.3, 0.6, 0.3), (0.01, 0.99, 0.5),
     (0.99, 0.02, 0.01), (0.4, 0.4, 0.7)],
)  # fmt: skip
def test_detour(p, q, r):
    figure, caption = moved(explore.detour, p=p, q=q, r=r)
    direct, first, second = divergence(p, r), divergence(p, q), divergence(q, r)
    expected = [direct, first, second, first + second, divergence(r, p)]
    np.testing.assert_allclose(numbers(caption), expected, atol=0.0005 + 1e-9)
    line, curve, shorter, legs = figure.axes[0].lines
    np.testing.assert_allclose(line.get_ydata(), direct)
    stops = curve.get_xdata()
    np.testing.assert_allclose(curve.get_ydata(), divergence(p, stops) + divergence(stops, r))
    np.testing.assert_allclose(legs.get_xydata(), [[q, 0], [q, first + second]])
    between = (stops > min(p, r) + 1e-9) & (stops < max(p, r) - 1e-9)
    np.testing.assert_array_equal(np.isfinite(shorter.get_ydata()), between)
    word = "equal" if q in (p, r) else ("shorter" if min(p, r) < q < max(p, r) else "longer")
    assert f", {word}; q" in caption


def smallest_network(w, activation):
    hidden = anp.maximum(w[0], 0) if activation == "ReLU" else w[0]
    return anp.log(1 + anp.exp(-w[1] * hidden))


@pytest.mark.parametrize("activation", ["ReLU", "none (linear)"])
@pytest.mark.parametrize(
    ("u", "v"), [(-2.0, -2.0), (2.0, -2.0), (-2.0, 2.0), (3.0, 3.0), (-3.0, 3.0), (2.0, 2.0)]
)
def test_two_weights(u, v, activation):
    figure, caption = moved(explore.two_weights, u=u, v=v, activation=activation)
    t = np.linspace(0, 1, 101)[:, None]
    way = (1 - t) * [2.0, 2.0] + t * [u, v]
    losses = np.array([smallest_network(w, activation) for w in way])
    chord = losses[0] + t[:, 0] * (losses[-1] - losses[0])
    rise = (losses - chord).max()
    segment, end = figure.axes[0].lines[:2]
    line, curve, above = figure.axes[1].lines
    np.testing.assert_allclose(segment.get_xydata(), [[2, 2], [u, v]])
    np.testing.assert_allclose(end.get_xydata(), [[u, v]])
    np.testing.assert_allclose(curve.get_ydata(), losses)
    np.testing.assert_allclose(line.get_ydata(), losses[[0, -1]])
    np.testing.assert_array_equal(np.isfinite(above.get_ydata()), losses - chord > 1e-9)
    said = [u, v, losses[0], losses[-1], *([rise] if rise > 1e-9 else [])]
    np.testing.assert_allclose(numbers(caption), said, atol=0.0005 + 1e-9)
    assert ("not convex" in caption) == (rise > 1e-9)


def test_two_weights_are_never_above_by_nothing():
    for u in np.arange(-30, 31, 3) / 10:
        for v in np.arange(-30, 31) / 10:
            assert "0.000 above" not in moved(explore.two_weights, u=u, v=v)[1]


def test_the_last_weight_alone_is_never_caught():
    for v in np.arange(-3, 3.1, 0.5):
        for activation in ("ReLU", "none (linear)"):
            assert "nowhere" in moved(explore.two_weights, u=2.0, v=v, activation=activation)[1]
    for u in np.arange(-3, 3.1, 0.5):
        assert "nowhere" in moved(explore.two_weights, u=u, v=2.0, activation="none (linear)")[1]


def test_the_linear_network_has_a_saddle_at_zero():
    H = autograd.hessian(lambda w: smallest_network(w, "none (linear)"))(np.zeros(2))
    np.testing.assert_allclose(np.linalg.eigvalsh(H), [-0.5, 0.5])


def test_the_presets_of_two_weights_show_what_they_promise():
    says = {
        name: explore.two_weights.caption_at(**v) for name, v in explore.two_weights.presets.items()
    }
    assert [name for name, words in says.items() if "nowhere" in words] == ["only the last weight"]


@pytest.mark.parametrize("draw", [0, 3, 20])
@pytest.mark.parametrize("negative", [0, 1, 6])
def test_signed_network(draw, negative):
    figure, caption = moved(explore.signed_network, negative=negative, draw=draw)
    A, a, B, b, c = signed_network._weights(negative, np.random.default_rng(draw))
    assert f"weights {'is' if negative == 1 else 'are'} negative" in caption
    assert (c < 0).sum() == negative and (B > 0).all()

    def network(x, A, a, B):
        return np.maximum(0, np.maximum(0, x[:, None] * A + a) @ B + b) @ c

    x = np.linspace(-2, 2, 401)
    output = network(x, A, a, B)
    curve, marks = figure.axes[0].lines
    np.testing.assert_allclose(curve.get_ydata(), output / abs(output).max())
    bends = np.diff(output, 2) < -1e-8
    assert set(np.round(marks.get_xdata(), 9)) <= set(np.round(x[1:-1][bends], 9))
    assert (len(marks.get_xdata()) == 0) == (not bends.any())
    assert ("never bends down" in caption) == (not bends.any())
    half = network(x, (A + A[::-1]) / 2, (a + a[::-1]) / 2, (B + B[::-1]) / 2)
    share = ((half - output) ** 2).mean() / (output**2).mean()
    assert f"halfway {share:.1%} of the output's mean square" in caption
    error = figure.axes[1].lines[0].get_ydata()
    np.testing.assert_allclose(error[[0, -1]], 0, atol=1e-12)
    assert error.max() == 1


def test_networks_without_negative_weights_are_convex_in_their_input_and_never_in_their_weights():
    for draw in range(21):
        caption = moved(explore.signed_network, negative=0, draw=draw)[1]
        assert "it never bends down" in caption
        assert caption.endswith("not convex.") and "halfway 0.0%" not in caption
    caught = [
        "places: not" in moved(explore.signed_network, negative=6, draw=draw)[1]
        for draw in range(21)
    ]
    assert all(caught)


def test_the_detours_to_be_drawn():
    predict = explore.detour.predict
    q = np.array(predict.x)
    np.testing.assert_allclose(predict.truth({}), divergence(0.5, q) + divergence(q, 0.1))


def test_the_loss_to_be_drawn_between_two_weights():
    predict = explore.two_weights.predict
    losses = [smallest_network(np.full(2, 2 - 4 * t), "ReLU") for t in predict.x]
    np.testing.assert_allclose(predict.truth({}), losses)


def test_no_network_without_negative_weights_is_convex_in_its_weights():
    predict = explore.signed_network.predict
    for draw in range(21):
        caption = explore.signed_network.caption_at(negative=0, draw=draw)
        assert "never bends down" in caption and caption.endswith(f"{predict.truth({})}.")
