"""The explorers of the chapter on MNIST, recomputed from the stored weights and the images."""

import re
from importlib import import_module

import numpy as np
import pytest
import sklearn.metrics
from descent import explorers, images, load_mnist
from descent.datasets import load_hidden_replay, load_penalized, load_replay
from descent.datasets.replay import STRENGTHS
from explorable.guess import is_answer
from guesses import unfounded
from scipy import special

training_replay = import_module("descent.explorers.mnist.training_replay")

explore = explorers.mnist
DATA = load_mnist()
RUNS = training_replay.RUNS


def moved(explorer, **values):
    """Return the figure and the caption after a move."""
    caption = explorer.drawing.caption({**explorer.start, **values})
    return explorer.drawing.figure, caption


def scores(replay, epoch):
    return DATA.X_test.astype(float) @ replay.weights[epoch] + replay.biases[epoch]


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("epoch", [1, 50])
def test_training_replay(epoch, run):
    figure, caption = moved(explore.training_replay, epoch=epoch, run=run)
    layers, batch_size = RUNS[run]
    stored = (load_replay if layers == 1 else load_hidden_replay)(batch_size)
    drawn = [line for axes in figure.axes[:2] for line in axes.lines[:2]]
    for line, column in zip(drawn, [0, 2, 1, 3], strict=True):
        np.testing.assert_array_equal(line.get_xdata(), np.arange(epoch + 1))
        np.testing.assert_array_equal(line.get_ydata(), stored.curves[: epoch + 1, column])
    best = stored.curves[: epoch + 1, 2].argmin()
    frame = figure.axes[0].lines[2].get_xydata()
    np.testing.assert_array_equal(frame, [[best, stored.curves[best, 2]]])
    said = [float(number) for number in re.findall(r"\d\.\d{3}", caption)]
    train_loss, train_accuracy, test_loss, test_accuracy = stored.curves[epoch].round(3)
    lowest = stored.curves[: epoch + 1, 2].min().round(3)
    assert said == [train_loss, test_loss, train_accuracy, test_accuracy, lowest]
    largest = f"Largest weight {np.abs(stored.weights[epoch]).max():.2f}"
    dead = [text.get_text() for text in figure.axes[2].texts].count("dead")
    assert (largest if layers == 1 else f"{dead} of 10 hidden units") in caption


@pytest.mark.parametrize("run", RUNS)
def test_training_replay_shows_each_column_as_an_image(run):
    figure, _ = moved(explore.training_replay, epoch=50, run=run)
    layers, batch_size = RUNS[run]
    (picture,) = figure.axes[2].images
    load = load_replay if layers == 1 else load_hidden_replay
    pixels, W = picture.get_array(), load(batch_size).weights[50]
    limit = training_replay.COLOR_LIMIT[layers, batch_size]
    assert_shows_columns(pixels, W, limit)


def assert_shows_columns(pixels, W, limit):
    for digit in range(10):
        top, left = 32 * (digit // 5), 32 * (digit % 5)
        cell = pixels[top : top + 28, left : left + 28].reshape(784, 4)
        np.testing.assert_array_equal(cell, images.signed(W[:, [digit]], limit)[:, 0])


def test_training_replay_names_the_dead_units():
    figure, _ = moved(explore.training_replay, epoch=50, run="2 layers, single images")
    dead = [text.get_text() == "dead" for text in figure.axes[2].texts]
    assert dead == list(~load_hidden_replay(1).answers[50]) and 0 < sum(dead) < 10


def test_training_replay_explains_its_start():
    _, caption = moved(explore.training_replay, epoch=0)
    assert "−log 0.1 = 2.303" in caption and f"{(DATA.y_test == 0).mean():.3f}" in caption
    _, caption = moved(explore.training_replay, epoch=0, run="2 layers, batches of 32")
    assert "−log" not in caption and f"{load_hidden_replay().curves[0, 2]:.3f} on test" in caption


@pytest.mark.parametrize("strength", ["0", "0.0003", "0.1"])
@pytest.mark.parametrize("scale", explore.weight_images.controls["scale"].options)
def test_weight_images(strength, scale):
    figure, caption = moved(explore.weight_images, strength=strength, scale=scale)
    stored, judged = load_penalized()
    W, (loss, right, test_loss, test_right) = (
        part[list(explore.weight_images.controls["strength"].options).index(strength)]
        for part in (stored, judged)
    )
    limit = np.quantile(np.abs(W if scale.startswith("its own") else stored[0]), 0.98)
    assert_shows_columns(figure.axes[0].images[0].get_array(), W, limit)
    assert f"loss {loss:.3f} on train, {test_loss:.3f} on test" in caption
    assert f"accuracy {right:.3f} on train, {test_right:.3f} on test" in caption
    assert f"‖W‖ = {np.sqrt((W**2).sum()):.1f}; full color at {limit:.2f}" in caption


def test_the_preset_of_the_lowest_test_loss_is_it():
    chosen = explore.weight_images.presets["lowest test loss"]["strength"]
    assert float(chosen) == STRENGTHS[load_penalized().judged[:, 2].argmin()]


@pytest.mark.parametrize(("true", "taken"), [(3, 5), (0, 1), (4, 4), (0, 2)])
@pytest.mark.parametrize("epoch", [0, 50])
def test_confusion(true, taken, epoch):
    figure, caption = moved(explore.confusion, true=true, taken=taken, epoch=epoch)
    p = special.softmax(scores(load_replay(32), epoch), axis=1)
    counts = sklearn.metrics.confusion_matrix(DATA.y_test, p.argmax(1), labels=range(10))
    shown = [int(text.get_text() or 0) for text in figure.axes[0].texts]
    np.testing.assert_array_equal(np.reshape(shown, (10, 10)), counts)
    verb = "read rightly" if true == taken else f"taken for {taken}"
    verb = f"{'is' if counts[true, taken] == 1 else 'are'} {verb}"
    assert caption.startswith(
        f"Of {counts[true].sum()} test images of a {true}, {counts[true, taken]} {verb}"
    )
    assert f"{counts.trace()} are read rightly" in caption
    assert figure.axes[0].patches[0].get_xy() == (taken - 0.5, true - 0.5)


def test_confusion_shows_the_surest_images_first():
    figure, caption = moved(explore.confusion, true=3, taken=5, epoch=50)
    p = special.softmax(scores(load_replay(32), 50), axis=1)
    behind = np.flatnonzero((DATA.y_test == 3) & (p.argmax(1) == 5))
    surest = behind[p[behind, 5].argmax()]
    pixels = figure.axes[1].images[0].get_array()[:28, :28]
    np.testing.assert_array_equal(pixels, images.ink(DATA.X_test[surest].reshape(28, 28)))
    assert f"probability {p[surest, 5]:.3f}" in caption


@pytest.mark.parametrize("centered", [True, False])
def test_draw_a_digit(centered):
    image = DATA.X_test[7].reshape(28, 28).astype(float)
    figure, caption = moved(explore.draw_a_digit, drawing=image, centered=centered)
    levels = np.round(image * 255) / 255
    x = (images.center_digit(levels) if centered else levels).ravel()
    stored = load_replay(32)
    o = x @ stored.weights[50] + stored.biases[50]
    answer = o.argmax()
    np.testing.assert_allclose(bars(figure.axes[2]), special.softmax(o), atol=1e-12)
    given, evidence = (axes.images[0].get_array() for axes in figure.axes[:2])
    np.testing.assert_array_equal(given, images.ink(x.reshape(28, 28)))
    parts = x * stored.weights[50][:, answer]
    np.testing.assert_array_equal(evidence, images.signed(parts.reshape(28, 28), 0.3))
    assert f"The model says {answer} with" in caption
    numbers = [float(n) for n in re.findall(r"[+-]\d+\.\d", caption.replace("−", "-"))]
    expected = [parts[parts > 0].sum(), parts[parts < 0].sum(), stored.biases[50][answer]]
    np.testing.assert_allclose(numbers, [*expected, o[answer]], atol=0.051)


def test_a_blank_drawing_is_answered_by_the_biases():
    _, caption = moved(explore.draw_a_digit, drawing=np.zeros((28, 28)))
    assert caption.startswith(
        f"Nothing is drawn: the biases alone say {load_replay().biases[50].argmax()}"
    )


def bars(axes):
    (collection,) = axes.collections
    return [segment[1][0] for segment in collection.get_segments()]


def truth(explorer):
    return explorer.predict.truth(explorer.fixed)


GUESSED = [each for each in vars(explore).values() if getattr(each, "predict", None)]


@pytest.mark.parametrize("explorer", GUESSED, ids=lambda each: each.name)
def test_what_is_said_around_a_guess_is_what_is_shown(explorer):
    assert not unfounded(explorer)


def test_the_guess_of_the_replay_is_its_lowest_test_loss():
    _, _, test_loss, _ = load_replay(32).curves.T
    epoch = int(truth(explore.training_replay))
    assert (test_loss[epoch] < np.delete(test_loss, epoch)).all()


def test_the_guess_of_the_penalty_is_the_drawn_test_loss():
    figure, _ = moved(explore.weight_images)
    _, test, _ = figure.axes[1].lines
    np.testing.assert_allclose(truth(explore.weight_images), test.get_ydata())
    np.testing.assert_array_equal(explore.weight_images.predict.x, test.get_xdata())
    lowest = STRENGTHS[int(np.argmin(truth(explore.weight_images)))]
    assert f"lowest at λ = {lowest:g}," in explore.weight_images.predict.says


def test_the_guess_of_confusion_is_a_number_of_the_table():
    guesses = scores(load_replay(32), 50).argmax(1)
    counts = sklearn.metrics.confusion_matrix(DATA.y_test, guesses)
    assert truth(explore.confusion) == counts[5, 3]
    assert counts[3, 5] == 9  # as the question says


def test_confusion_hides_all_other_errors_until_the_guess():
    figure, _ = moved(explore.confusion)
    shown = {
        place: text.get_text()
        for place, text in zip(np.ndindex(10, 10), figure.axes[0].texts, strict=True)
        if not is_answer(text)
    }
    assert set(shown) == {(3, 5), *((k, k) for k in range(10))} and shown[3, 5] == "9"
    assert is_answer(figure.axes[0].images[0])
