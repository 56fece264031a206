"""The photos on the pages are those that the package draws."""

import numpy as np
import pytest
from descent.datasets import drawn
from PIL import Image

from tools import make_photos


@pytest.mark.parametrize("name", drawn.NAMES)
def test_a_stored_photo_is_what_the_package_draws(name):
    stored = Image.open(make_photos.FOLDER / f"{name}.png").convert("RGB")
    np.testing.assert_array_equal(np.asarray(stored)[1::3, 1::3], drawn.draw(name))


def test_every_photo_is_written(tmp_path):
    make_photos.main(tmp_path)
    assert {path.stem for path in tmp_path.iterdir()} == set(drawn.NAMES)
    with Image.open(tmp_path / "cat.png") as picture:
        assert picture.size == (96, 96)
