"""The explorers of the chapter on MNIST, recomputed from the stored weights and the images."""

import re

import numpy as np
import pytest
from descent import explorers, images, load_mnist
from descent.datasets import load_replay
from scipy import special

explore = explorers.mnist
DATA = load_mnist()


def moved(explorer, **values):
    """Return the figure and the caption after a move."""
    caption = explorer.drawing.caption({**explorer.start, **values})
    return explorer.drawing.figure, caption


def scores(replay, epoch):
    return DATA.X_test.astype(float) @ replay.weights[epoch] + replay.biases[epoch]


@pytest.mark.parametrize("batch_size", [32, 1])
@pytest.mark.parametrize("epoch", [1, 50])
def test_training_replay(epoch, batch_size):
    figure, caption = moved(explore.training_replay, epoch=epoch, batch_size=batch_size)
    replay = load_replay(batch_size)
    drawn = [line for axes in figure.axes[:2] for line in axes.lines]
    for line, column in zip(drawn, [0, 2, 1, 3], strict=True):
        np.testing.assert_array_equal(line.get_xdata(), np.arange(epoch + 1))
        np.testing.assert_array_equal(line.get_ydata(), replay.curves[: epoch + 1, column])
    said = [float(number) for number in re.findall(r"\d\.\d{3}", caption)]
    train_loss, train_accuracy, test_loss, test_accuracy = replay.curves[epoch].round(3)
    lowest = replay.curves[: epoch + 1, 2].min().round(3)
    assert said == [train_loss, test_loss, train_accuracy, test_accuracy, lowest]
    assert f"Largest weight {np.abs(replay.weights[epoch]).max():.2f}" in caption


@pytest.mark.parametrize("batch_size", [32, 1])
def test_training_replay_shows_each_column_as_an_image(batch_size):
    figure, _ = moved(explore.training_replay, epoch=50, batch_size=batch_size)
    (picture,) = figure.axes[2].images
    pixels, W = picture.get_array(), load_replay(batch_size).weights[50]
    for digit in range(10):
        top, left = 32 * (digit // 5), 32 * (digit % 5)
        cell = pixels[top : top + 28, left : left + 28].reshape(784, 4)
        limit = explore.COLOR_LIMIT[batch_size]
        np.testing.assert_array_equal(cell, images.signed(W[:, [digit]], limit)[:, 0])


def test_training_replay_explains_its_start():
    _, caption = moved(explore.training_replay, epoch=0)
    assert "−log 0.1 = 2.303" in caption and f"{(DATA.y_test == 0).mean():.3f}" in caption


def bars(axes):
    (collection,) = axes.collections
    return [segment[1][0] for segment in collection.get_segments()]


@pytest.mark.parametrize("which", explore.digit_inspector.controls["which"].options)
@pytest.mark.parametrize(("rank", "epoch"), [(1, 0), (1, 50), (40, 1), (40, 50)])
def test_digit_inspector(which, rank, epoch):
    figure, caption = moved(explore.digit_inspector, which=which, rank=rank, epoch=epoch)
    i = int(re.match(r"Test image (\d+),", caption)[1])
    o = scores(load_replay(32), epoch)[i]
    p = special.softmax(o)
    np.testing.assert_allclose(bars(figure.axes[1]), o, atol=1e-9)
    np.testing.assert_allclose(bars(figure.axes[2]), p, atol=1e-9)
    assert caption.endswith(f"= {-np.log(p[DATA.y_test[i]]):.3f}.")
    assert f"true digit {DATA.y_test[i]}." in caption
    assert epoch == 0 or f"the model says {p.argmax()} with" in caption
    (picture,) = figure.axes[0].images
    ink = images.ink(DATA.X_test[i].reshape(28, 28))
    np.testing.assert_array_equal(picture.get_array(), ink)


def test_digit_inspector_lists_what_it_promises():
    o = scores(load_replay(32), 50)
    p = special.softmax(o, axis=1)
    lists = explore._lists(o, DATA.y_test)
    errors = lists[explore.ERRORS]
    assert set(errors) == set(np.flatnonzero(p.argmax(1) != DATA.y_test))
    assert (np.diff(p[errors].max(1)) <= 0).all()
    lead = np.diff(np.sort(p, axis=1)[:, -2:])[:, 0]
    assert (np.diff(lead[lists[explore.TIES]]) >= 0).all()


def test_all_scores_fit_into_the_picture():
    left, right = explore.digit_inspector.drawing.figure.axes[1].get_xlim()
    replay = load_replay(32)
    shown = [
        i for each in explore._lists(scores(replay, 50), DATA.y_test).values() for i in each[:40]
    ]
    for epoch in range(51):
        assert left <= scores(replay, epoch)[shown].min()
        assert scores(replay, epoch)[shown].max() <= right
