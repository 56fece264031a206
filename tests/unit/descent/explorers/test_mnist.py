"""The explorers of the chapter on MNIST, recomputed from the stored weights and the images."""

import numpy as np
from descent import explorers, images, load_mnist
from descent.datasets import load_hidden_replay, load_penalized, load_replay
from descent.datasets.replay import STRENGTHS
from explorable.guess import is_answer
from moves import moved
from scipy import special

explore = explorers.mnist
DATA = load_mnist()


def scores(replay, epoch):
    return DATA.X_test.astype(float) @ replay.weights[epoch] + replay.biases[epoch]


def test_training_replay_names_the_dead_units():
    figure, _ = moved(explore.training_replay, epoch=50, run="2 layers, single images")
    dead = [text.get_text() == "dead" for text in figure.axes[2].texts]
    assert dead == list(~load_hidden_replay(1).answers[50]) and 0 < sum(dead) < 10


def test_the_preset_of_the_lowest_test_loss_is_it():
    chosen = explore.weight_images.presets["lowest test loss"]["strength"]
    assert float(chosen) == STRENGTHS[load_penalized().judged[:, 2].argmin()]


def test_confusion_shows_the_surest_images_first():
    figure, caption = moved(explore.confusion, true=3, taken=5, epoch=50)
    p = special.softmax(scores(load_replay(32), 50), axis=1)
    behind = np.flatnonzero((DATA.y_test == 3) & (p.argmax(1) == 5))
    surest = behind[p[behind, 5].argmax()]
    pixels = figure.axes[1].images[0].get_array()[:28, :28]
    np.testing.assert_array_equal(pixels, images.ink(DATA.X_test[surest].reshape(28, 28)))
    assert f"probability {p[surest, 5]:.3f}" in caption


def test_a_blank_drawing_is_answered_by_the_biases():
    _, caption = moved(explore.draw_a_digit, drawing=np.zeros((28, 28)))
    assert caption.startswith(
        f"Nothing is drawn: the biases alone say {load_replay().biases[50].argmax()}"
    )


def test_confusion_hides_all_other_errors_until_the_guess():
    figure, _ = moved(explore.confusion)
    shown = {
        place: text.get_text()
        for place, text in zip(np.ndindex(10, 10), figure.axes[0].texts, strict=True)
        if not is_answer(text)
    }
    assert set(shown) == {(3, 5), *((k, k) for k in range(10))} and shown[3, 5] == "9"
    assert is_answer(figure.axes[0].images[0])
