"""The running example is the one that chapters speak of."""

import numpy as np
import pytest
from descent.datasets import drawn, photos
from descent.datasets.photos import BIASES, LABELS, POINTS, SCORES, WEIGHTS


def test_one_photo_of_three_is_scored_right():
    np.testing.assert_array_equal(SCORES.argmax(1), [1, 1, 1])
    np.testing.assert_allclose(SCORES.sum(1), [6.6, 8.2, 1.6])


def test_the_first_templates_are_right_about_most_photos_and_far_from_all():
    right = (POINTS @ WEIGHTS + BIASES).argmax(1) == LABELS
    assert right.reshape(3, 10).sum(1).tolist() == [7, 8, 9]


def test_photos_of_a_kind_lie_around_their_center():
    centers = POINTS.reshape(3, 10, 2).mean(1)
    np.testing.assert_allclose(centers, [[-1.1, -1.0], [1.5, -0.5], [-0.3, 1.5]], atol=0.35)
    assert 0.3 < (POINTS.reshape(3, 10, 2) - centers[:, None]).std() < 0.6


def test_what_all_share_cannot_be_written_to():
    shared = [value for value in vars(photos).values() if isinstance(value, np.ndarray)]
    for array in (*shared, photos.pixel_weights(), drawn.draw("cat")):
        with pytest.raises(ValueError, match="read-only"):
            array *= 0
    assert len(shared) == 6
