"""The explorers of neural networks, against torch-free loops, closed forms and the package."""

from importlib import import_module

import numpy as np
import pytest
from descent.explorers import networks as explore
from descent.explorers._parts import plain
from moves import lines, moved

activation_gallery = import_module("descent.explorers.networks.activation_gallery")
backprop_steps = import_module("descent.explorers.networks.backprop_steps")
spiral_mlp = import_module("descent.explorers.networks.spiral_mlp")
initialization = import_module("descent.explorers.networks.initialization")


@pytest.mark.parametrize("name", activation_gallery.UNITS)
@pytest.mark.parametrize("z", [-6.0, 5.0, 6.0])
def test_the_points_of_the_gallery_lie_in_the_picture(name, z):
    for axes in moved(explore.activation_gallery, activation=name, z=z)[0].axes[:2]:
        low, high = axes.get_ylim()
        assert low < axes.lines[-1].get_ydata()[0] < high


@pytest.mark.parametrize("step", range(len(backprop_steps.STEPS)))
def test_backprop_steps_write_true_equations(step):
    here, arrays = backprop_steps.STEPS[step], backprop_steps.passes(0.5)
    made, sign, *terms = [*here.terms.split(), "", ""][: len(here.terms.split())] + [""] * 2
    if sign == "=" and "(" not in here.terms:
        code = " ".join(f"A[{t!r}]" if t in arrays else t for t in terms)
        code = code.replace("·", "@").replace("∘", "*")
        np.testing.assert_allclose(eval(code, {"A": arrays}), arrays[made])
    figure, caption = moved(explore.backprop_steps, step=step)
    assert here.formula in caption
    shown = {text.get_text() for text in figure.axes[1].texts}
    for name in here.terms.split():
        if name in arrays:
            rows, columns = arrays[name].shape
            assert {name, f"{rows} × {columns}"} <= shown
            form = "z.0f" if np.isin(arrays[name], (0, 1)).all() else "z.2f"
            assert {"\n".join(plain(v, form) for v in column) for column in arrays[name].T} <= shown


@pytest.mark.parametrize("draw", [1, 2, 3, 4, 5])
def test_sigmoids_lose_the_gradient_on_the_whole_slider_and_not_near_a_gain_of_11(draw):
    gains = np.arange(0.05, explore.initialization.controls["gain"].maximum + 0.01, 0.25)
    on_it = [initialization.through("sigmoid", gain, draw)[1][0] for gain in gains]
    beyond = initialization.through("sigmoid", 11.0, draw)[1][0]
    assert max(on_it) < 1e-3 and 0.3 < beyond < 3


def test_half_of_a_jump_is_always_missing():
    figure, _ = moved(explore.one_hidden_layer, curve="a jump")
    assert (lines(figure.axes[1])[1][:, 1] >= 0.7).all()


def trained(hidden, start, rate, steps):
    """Train a network of ReLUs in the plain way."""
    X, y = spiral_mlp.DATA
    settings = {"optimizer": spiral_mlp.Adam(rate), "batch_size": None, "random_state": start}
    model = spiral_mlp.MLP(spiral_mlp.WIDTHS[hidden], epochs=steps, **settings)
    return model.fit(X, y)


@pytest.mark.parametrize(("hidden", "start"), [("none", 1), ("3", 4), ("10 and 10", 2)])
def test_spiral_mlp_trains_as_fit_does(hidden, start):
    models = spiral_mlp.training(spiral_mlp.WIDTHS[hidden], start, 0.03)
    *_, (step, model) = zip(range(31), models, strict=False)
    plain = trained(hidden, start, 0.03, 30)
    assert step == 30
    for ours, theirs in zip(model.weights_, plain.weights_, strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-9)


def test_spiral_mlp_draws_where_units_switch_on():
    W, b = np.array([[3.0, 0.0], [4.0, 2.0]]), np.array([1.0, -1.0])
    for (x, y), w, bias in zip(spiral_mlp._switches(W, b), W.T, b, strict=True):
        np.testing.assert_allclose(np.transpose([x, y]) @ w + bias, 0, atol=1e-12)
