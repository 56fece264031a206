"""The images within a picture, for tests that look at its pixels."""

import base64
import io
import re

import numpy as np
from PIL import Image


def images(markup: str) -> list[tuple[dict[str, float], np.ndarray]]:
    """Return place, size and pixels of each image."""
    found = []
    for tag in re.findall(r"<image [^>]*>", markup):
        number = {n: float(v) for n, v in re.findall(r'(?<= )(x|y|width|height)="([^"]*)"', tag)}
        data = base64.b64decode(tag.partition("base64,")[2].partition('"')[0])
        found.append((number, np.asarray(Image.open(io.BytesIO(data)))))
    return found
