"""The photos on the pages are those that the package draws."""

import numpy as np
from descent.datasets import drawn
from PIL import Image

from tools import make_photos


def test_the_stored_photos_are_what_the_script_writes(tmp_path):
    make_photos.main(tmp_path)
    assert {path.stem for path in tmp_path.iterdir()} == set(drawn.NAMES)
    for path in tmp_path.iterdir():
        stored = Image.open(make_photos.FOLDER / path.name).convert("RGB")
        np.testing.assert_array_equal(Image.open(path), stored)
