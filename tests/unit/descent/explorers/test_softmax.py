"""The explorers of the chapter on softmax, against scipy at their start and at their ends."""

import numpy as np
import pytest
from descent import explorers
from moves import SCORES, heights, moved, probabilities
from scipy import optimize, special

explore = explorers.softmax


@pytest.mark.parametrize(
    ("shift", "precision", "naive"),
    [
        (0, "float32", "cat 0.13, car 0.87, frog 0.00"),
        (83, "float32", "cat 0.13, car 0.87, frog 0.00"),
        (84, "float32", "cat 0.00, car NaN, frog 0.00"),
        (84, "float64", "cat 0.13, car 0.87, frog 0.00"),
        (704, "float64", "cat 0.13, car 0.87, frog 0.00"),
        (705, "float64", "cat 0.00, car NaN, frog 0.00"),
        (1000, "float32", "cat NaN, car NaN, frog NaN"),
        (1000, "float64", "cat NaN, car NaN, frog NaN"),
        (-1000, "float64", "cat NaN, car NaN, frog NaN"),
    ],
)
def test_shift_and_overflow(shift, precision, naive):
    figure, caption = moved(explore.shift_and_overflow, shift=shift, precision=precision)
    assert f"Naive: {naive}." in caption
    assert f"first: {probabilities(special.softmax(SCORES))}" in caption
    np.testing.assert_allclose(heights(figure.axes[2]), special.softmax(SCORES), atol=1e-4)
    with np.errstate(all="ignore"):
        exp = np.exp((SCORES + shift).astype(precision))
    held = (exp > 0) & np.isfinite(exp)
    places = np.array([line.get_xdata()[0] for line in figure.axes[0].lines])
    np.testing.assert_allclose(places[held], ((SCORES + shift) / np.log(10))[held], rtol=1e-5)
    small, *_, large = figure.axes[0].get_xticks()  # where 0 and inf are, off what is gray
    assert (places[~held] == np.where(exp[~held] == 0, small, large)).all()
    gray = figure.axes[0].patches[0]
    assert small < gray.get_x() < gray.get_x() + gray.get_width() < large
    lost = [text.get_text().split()[-1] in ("0", "inf") for text in figure.axes[0].texts]
    hollow = [line.get_fillstyle() == "none" for line in figure.axes[0].lines]
    assert lost == hollow == [not 0 < each < np.inf for each in exp]


def test_the_rise_and_the_fall_of_the_cat_can_be_seen():
    """Each is at least a fifth of the height of the panel that enlarges its curve."""
    figure, _ = moved(explore.softmax_temperature)
    lens = figure.axes[2]
    curve, (low, high) = lens.lines[1].get_ydata(), lens.get_ylim()
    assert low < curve.max() < high
    assert curve.max() - curve[-1] > (high - low) / 5 < curve.max() - 1 / 3


def test_cat_is_at_its_best_when_the_guess_is_answered():
    cat = optimize.minimize_scalar(
        lambda t: -special.softmax(SCORES / t)[0], bounds=(0.1, 10), method="bounded"
    )
    preset = explore.softmax_temperature.presets["warm"]["temperature"]
    assert preset == pytest.approx(cat.x, abs=0.06)
    assert explore.softmax_temperature.predict.at == {"temperature": preset}


def test_the_point_of_the_maps_does_not_reach_their_legend():
    figure, _ = moved(explore.simplex_maps)
    legend = [text.get_position()[0] for text in figure.axes[0].texts[3:]]
    ends = [explore.simplex_maps.controls[name].maximum for name in ("across", "up")]
    assert ends[0] + 0.15 < min(legend) - 0.07  # half a handle, and the marks of the legend
    assert ends[1] + 0.15 < figure.axes[0].get_ylim()[1]


def test_the_maps_that_stay_when_a_number_is_added():
    figure, _ = moved(explore.simplex_maps, **explore.simplex_maps.predict.at)
    trails = [line.get_xydata() for line in figure.axes[0].lines[3:8]]
    still = [np.allclose(*trail) for trail in trails]
    assert still == [True, True, False, False, False]
    assert "in place" not in explore.simplex_maps.caption_at()


def test_an_entry_of_the_jacobian_is_clear_at_0_alone_and_has_the_color_of_its_sign():
    figure, _ = moved(explore.jacobian)
    (mesh,) = figure.axes[0].collections
    entries = mesh.get_array().ravel()
    colors = mesh.to_rgba(entries)
    assert [np.argmax(each[[0, 2]]) == 0 for each in colors] == [entry > 0 for entry in entries]
    small = abs(entries) < 0.09
    assert small.sum() == 5 and (colors[:, 3] > 2 * abs(entries)).all()
    assert mesh.to_rgba(0.0)[3] < 0.01


def test_lipschitz_speaks_where_there_is_no_ratio():
    assert "coincide" in explore.lipschitz.caption_at(x_cat=1.5, x_car=0.5)
