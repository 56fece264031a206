"""Pictures of a cat, a car and a frog, 32 by 32 pixels: drawn for the book, by this code.

They stand for the photos of the running example, and are shared under the book's license.
"""

from functools import cache

import numpy as np
from numpy.typing import ArrayLike

SIZE = 32
"""Pixels along each side."""
_FINE = 4
"""Points in a pixel, along each side; a pixel is their mean."""

_across = (np.arange(SIZE * _FINE) + 0.5) / _FINE
_X, _Y = np.meshgrid(_across, _across)
"""Where the points are, in pixels from the left and from the top."""


def _ellipse(x: float, y: float, width: float, height: float, tilt: float = 0) -> np.ndarray:
    """Return which points lie in an ellipse, given its center, half its axes, and degrees."""
    c, s = np.cos(np.radians(tilt)), np.sin(np.radians(tilt))
    along, aside = (_X - x) * c + (_Y - y) * s, (_Y - y) * c - (_X - x) * s
    return (along / width) ** 2 + (aside / height) ** 2 <= 1


def _polygon(*corners: tuple[float, float]) -> np.ndarray:
    """Return which points lie in a polygon, by counting the edges to their right."""
    inside = np.zeros(_X.shape, bool)
    for (x0, y0), (x1, y1) in zip(corners, (*corners[1:], corners[0]), strict=True):
        if y0 != y1:
            crossed = (y0 <= _Y) != (y1 <= _Y)
            inside ^= crossed & (x0 + (_Y - y0) * (x1 - x0) / (y1 - y0) > _X)
    return inside


def _stroke(x0: float, y0: float, x1: float, y1: float, width: float) -> np.ndarray:
    """Return which points lie within half a width of a line segment."""
    dx, dy = x1 - x0, y1 - y0
    along = np.clip(((_X - x0) * dx + (_Y - y0) * dy) / (dx * dx + dy * dy), 0, 1)
    return np.hypot(_X - x0 - along * dx, _Y - y0 - along * dy) <= width / 2


def _mirrored(shape: np.ndarray) -> np.ndarray:
    """Return a shape with its mirror image, left for right."""
    return shape | shape[:, ::-1]


def _shade(top: ArrayLike, bottom: ArrayLike, begin: float = 0, end: float = SIZE) -> np.ndarray:
    """Return colors that go from one to another, down from a height to a lower one."""
    share = np.clip((_Y - begin) / (end - begin), 0, 1)[..., None]
    return (1 - share) * np.asarray(top) + share * np.asarray(bottom)


def _paint(*layers: tuple[np.ndarray | bool, ArrayLike]) -> np.ndarray:
    """Return the pixels of shapes with colors, each painted over those before it."""
    points = np.zeros((*_X.shape, 3))
    for shape, color in layers:
        points = np.where(np.asarray(shape)[..., None], color, points)
    grain = np.random.default_rng(7).normal(scale=3.0, size=(SIZE, SIZE, 1))  # of a small sensor
    pixels = points.reshape(SIZE, _FINE, SIZE, _FINE, 3).mean(axis=(1, 3)) + grain
    return np.clip(np.round(pixels), 0, 255).astype(np.uint8)


def _cat() -> np.ndarray:
    fur, dark, pale, pink = (226, 138, 52), (158, 82, 22), (250, 234, 208), (236, 150, 140)
    head = _ellipse(16, 15.5, 10.5, 9)
    ears = _mirrored(_polygon((5.6, 12.5), (6.2, 1.5), (14, 7.5)))
    stripes = (
        _stroke(16, 5, 16, 10, 1.3)
        | _mirrored(_stroke(12.7, 6.5, 13.6, 10, 1.2))
        | _mirrored(_stroke(4.5, 15.5, 8, 16.5, 1.2))
        | _mirrored(_stroke(5.5, 19.5, 8.5, 19, 1.2))
    )
    body = _ellipse(16, 32, 11, 10)
    return _paint(
        (True, _shade((176, 196, 208), (120, 146, 168))),
        (_Y > 28, (108, 96, 92)),
        (body, _shade(fur, dark, 24, 36)),
        (_ellipse(16, 31, 5.5, 7.5), pale),
        (ears, fur),
        (_mirrored(_polygon((7.3, 10.5), (7.4, 4.6), (11.8, 8))), pink),
        (head, _shade((240, 158, 70), (212, 122, 40), 7, 24)),
        (stripes & (head | ears), dark),
        (_mirrored(_ellipse(13.4, 20.2, 3.6, 3.1)), pale),
        (_mirrored(_ellipse(11.3, 14.4, 2.6, 2.3)), (40, 30, 24)),
        (_mirrored(_ellipse(11.3, 14.4, 2.1, 1.9)), (172, 208, 74)),
        (_mirrored(_ellipse(11.3, 14.4, 0.75, 1.9)), (20, 18, 16)),
        (_ellipse(10.7, 13.6, 0.5, 0.5) | _ellipse(20.1, 13.6, 0.5, 0.5), (255, 255, 255)),
        (_polygon((14.2, 17.6), (17.8, 17.6), (16, 19.6)), (206, 92, 92)),
        (_stroke(16, 19.4, 16, 20.8, 0.7), (90, 50, 36)),
        (_mirrored(_stroke(16, 20.9, 13.4, 21.8, 0.8)), (90, 50, 36)),
        (_mirrored(_stroke(11.5, 19.8, 2.5, 18.4, 0.5)), (255, 250, 240)),
        (_mirrored(_stroke(11.5, 20.8, 2.8, 22.6, 0.5)), (255, 250, 240)),
    )


def _car() -> np.ndarray:
    glass, shine, trim = (132, 184, 216), (222, 240, 248), (120, 10, 18)
    cabin = _polygon((8.5, 14.5), (12, 8.2), (21, 8.2), (25.5, 14.5))
    hull = _polygon(
        (2, 15.2), (8.5, 14), (25.5, 14), (29.3, 15.4), (30.3, 18), (30.3, 22.4), (1.7, 22.4)
    )
    arches, wheels, hubs = (
        _ellipse(8.6, 22.4, radius, radius) | _ellipse(23.6, 22.4, radius, radius)
        for radius in (4.5, 3.7, 1.7)
    )
    return _paint(
        (True, _shade((142, 190, 232), (214, 230, 240), 0, 20)),
        (_Y + 0.8 * np.sin(_X / 3) > 17.5, (96, 140, 88)),
        (_Y > 21.5, _shade((126, 126, 130), (92, 92, 98), 21.5)),
        (_stroke(0, 29.4, 12, 29.4, 0.9) | _stroke(20, 29.4, 32, 29.4, 0.9), (226, 220, 196)),
        (_ellipse(16, 25.8, 14.5, 1.3), (60, 60, 66)),
        (cabin, (176, 22, 30)),
        (hull, _shade((232, 70, 70), (158, 16, 24), 14, 23)),
        (_polygon((10.4, 14.2), (12.9, 9.6), (16.2, 9.6), (16.2, 14.2)), glass),
        (_polygon((17.3, 14.2), (17.3, 9.6), (20.4, 9.6), (23.8, 14.2)), glass),
        (_polygon((11.6, 12), (12.9, 9.6), (14.4, 9.6), (12, 14.2), (10.4, 14.2)), shine),
        (_stroke(4, 15.8, 27.5, 15.8, 0.7), (255, 176, 170)),
        (_stroke(16.8, 14.6, 16.8, 21.5, 0.5), trim),
        (_stroke(18.2, 16.9, 20, 16.9, 0.7), (240, 226, 220)),
        (_polygon((27.9, 16.2), (29.7, 16.2), (30.2, 18.4), (28.4, 18.4)), (255, 244, 178)),
        (_polygon((1.8, 16.4), (3.2, 16.2), (3.2, 18.4), (1.8, 18.4)), (255, 150, 60)),
        (arches, (70, 12, 16)),
        (wheels, (28, 28, 32)),
        (hubs, (196, 198, 204)),
    )


def _frog() -> np.ndarray:
    green, dark, belly = (92, 168, 52), (46, 104, 30), (222, 228, 146)
    eyes = _mirrored(_ellipse(9, 8.2, 4.3, 4.3))
    legs = _mirrored(_ellipse(5.3, 24.6, 4.6, 4.3, 30))
    feet = (
        _mirrored(_ellipse(5.5, 28.6, 4.3, 1.3))
        | _mirrored(_ellipse(12, 28.8, 2.9, 1.2))
        | _mirrored(_stroke(11.6, 22, 12, 28.5, 2.6))
    )
    return _paint(
        (True, _shade((64, 110, 132), (38, 78, 100))),
        (_ellipse(16, 28.5, 15.5, 4), (58, 126, 74)),
        (_ellipse(16, 27.8, 15, 3.2), (104, 168, 104)),
        (legs, dark),
        (_ellipse(16, 21.5, 9, 7.6), green),
        (_ellipse(16, 22.5, 6, 6), belly),
        (feet, (74, 146, 40)),
        (eyes, green),
        (_ellipse(16, 13.6, 12, 6.7), _shade((128, 200, 70), (78, 152, 46), 7, 20)),
        (_ellipse(16, 17.6, 9.6, 2.6), (196, 214, 120)),
        (_mirrored(_ellipse(9, 7.6, 3.1, 3.1)), (250, 226, 96)),
        (_mirrored(_ellipse(9, 7.8, 2.4, 1.3)), (16, 18, 14)),
        (_ellipse(8, 6.6, 0.6, 0.6) | _ellipse(22, 6.6, 0.6, 0.6), (255, 255, 255)),
        (_mirrored(_stroke(16, 16.6, 9, 15.8, 0.9)), (38, 70, 24)),
        (_mirrored(_stroke(9, 15.8, 5.6, 13.6, 0.9)), (38, 70, 24)),
        (_mirrored(_ellipse(14.7, 11.8, 0.45, 0.35)), (38, 70, 24)),
    )


_DRAWN = {"cat": _cat, "car": _car, "frog": _frog}
NAMES = tuple(_DRAWN)


@cache
def draw(name: str) -> np.ndarray:
    """Return the picture of a cat, a car or a frog.

    Parameters
    ----------
    name : {"cat", "car", "frog"}

    Returns
    -------
    ndarray of uint8, shape (32, 32, 3)
        Red, green and blue, from 0 to 255; it cannot be written to.

    Examples
    --------
    >>> draw("frog")[11, 16]  # between its eyes: most of all, green
    array([109, 179,  62], dtype=uint8)
    """
    pixels = _DRAWN[name]()
    pixels.setflags(write=False)
    return pixels
