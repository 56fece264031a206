"""Pixels as pictures that read on a light and on a dark page: opacity carries the value."""

from __future__ import annotations

import numpy as np
from explorable.palette import COLORS
from explorable.picture.style import INK
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.image import AxesImage
from numpy.typing import ArrayLike

from descent.validation import require_array, require_integer, require_number

FOR = COLORS["blue"]
AGAINST = COLORS["vermillion"]


def ink(values: ArrayLike) -> np.ndarray:
    """Return gray values as the page's text color, from none (0) to full (1).

    Parameters
    ----------
    values : array_like, shape (height, width)
        What lies outside 0 to 1 is cut off.

    Returns
    -------
    ndarray of uint8, shape (height, width, 4)
        Red, green, blue and opacity, for `draw`.

    Examples
    --------
    >>> ink([[0.0, 0.2, 1.0]])[..., 3]
    array([[  0,  51, 255]], dtype=uint8)
    """
    values = require_array("values", values, ndim=2)
    return _pixels(_bytes(INK), values)


def signed(values: ArrayLike, limit: float) -> np.ndarray:
    """Return numbers as color: blue where positive, vermillion where negative, clear at zero.

    Parameters
    ----------
    values : array_like, shape (height, width)
    limit : float
        The size that gets the full color.

    Returns
    -------
    ndarray of uint8, shape (height, width, 4)
        Red, green, blue and opacity, for `draw`.

    Examples
    --------
    >>> signed([[-1.0, 0.5]], limit=1)
    array([[[213,  94,   0, 255],
            [  0, 114, 178, 136]]], dtype=uint8)
    """
    values = require_array("values", values, ndim=2)
    limit = require_number("limit", limit, above=0, dtype=values.dtype)
    color = np.where(values[..., None] > 0, _bytes(FOR), _bytes(AGAINST))
    with np.errstate(over="ignore", under="ignore"):  # beyond all floats is beyond the limit
        return _pixels(color, np.abs(values) / limit)


def colored(pixels: ArrayLike) -> np.ndarray:
    """Return the pixels of a photo as they are: in the same colors on a light and a dark page.

    Parameters
    ----------
    pixels : array_like, shape (height, width, 3)
        Whole numbers from 0 to 255.

    Returns
    -------
    ndarray of uint8, shape (height, width, 4)
        Red, green, blue and opacity, for `draw`.

    Examples
    --------
    >>> colored([[[222, 136, 51]]])
    array([[[222, 136,  51, 255]]], dtype=uint8)
    """
    pixels = require_array("pixels", pixels, ndim=3, minimum=0, maximum=255)
    if pixels.shape[-1] != 3:
        raise ValueError(f"pixels must have shape (height, width, 3), got {pixels.shape}")
    if (pixels != pixels.round()).any():
        raise ValueError(f"pixels must be whole numbers, got {pixels[pixels != pixels.round()][0]}")
    pixels = pixels.astype(np.uint8)
    return np.concatenate([pixels, np.full((*pixels.shape[:2], 1), 255, np.uint8)], axis=2)


def _bytes(color: str) -> np.ndarray:
    return np.round(np.multiply(to_rgb(color), 255)).astype(np.uint8)


def _pixels(color: np.ndarray, opacity: np.ndarray) -> np.ndarray:
    pixels = np.empty((*opacity.shape, 4), np.uint8)
    pixels[..., :3] = color
    pixels[..., 3] = 17 * np.round(15 * np.clip(opacity, 0, 1))  # 16 steps: a smaller file
    return pixels


def center_digit(drawing: ArrayLike) -> np.ndarray:
    """Return a drawing as the digits of MNIST are: in a box of 20 by 20, its weight in the middle.

    The longer side of what is inked becomes 20 pixels, and the center of mass of the ink comes to
    the middle of the pixel in row 14 and column 14, counted from 0: so it is in the data.

    Parameters
    ----------
    drawing : array_like, shape (height, width)
        Ink from 0 to 1.

    Returns
    -------
    ndarray, shape (28, 28)
        In the type of `drawing`; blank if that is.

    References
    ----------
    Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, "Gradient-based learning applied to document
    recognition", Proceedings of the IEEE 86 (1998), section III.A.

    Examples
    --------
    >>> drawing = np.zeros((40, 40))
    >>> drawing[:10, 3:5] = 1  # a short 1, far from the middle
    >>> ink = center_digit(drawing).sum(axis=0)
    >>> round(float(ink @ np.arange(28) / ink.sum()), 2)
    14.0
    """
    drawing = require_array("drawing", drawing, ndim=2, minimum=0, maximum=1)
    inked = np.nonzero(drawing)
    if not inked[0].size:
        return np.zeros((28, 28), drawing.dtype)
    pixel = max(np.ptp(each) + 1 for each in inked) / 20  # of the result, in cells of the drawing
    with np.errstate(under="ignore"):
        rows, columns = (_resample(drawing.sum(axis=1 - axis), pixel) for axis in (0, 1))
        return np.clip(rows @ drawing @ columns.T, 0, 1).astype(drawing.dtype)


def _resample(ink: np.ndarray, pixel: float) -> np.ndarray:
    """Return what each of 28 pixels takes from each cell: tents around the center of mass."""
    cells = np.arange(len(ink)) + 0.5
    centers = ink @ cells / ink.sum() + pixel * (np.arange(28) - 14)
    width = max(pixel, 1)
    return np.clip(1 - np.abs(cells - centers[:, None]) / width, 0, None) / width


def tile(images: ArrayLike, columns: int, gap: int = 4) -> np.ndarray:
    """Return several images as one, row by row, with zeros in the gaps.

    Parameters
    ----------
    images : array_like, shape (n, 784) or (n, height, width)
        Rows of 784 numbers are taken as images of 28 by 28.
    columns : int
    gap : int
        Pixels between neighbors.

    Returns
    -------
    ndarray, shape (rows * height + gaps, columns * width + gaps)

    Examples
    --------
    >>> tile([[[1, 1]], [[2, 2]], [[3, 3]]], columns=2, gap=1).astype(int)
    array([[1, 1, 0, 2, 2],
           [0, 0, 0, 0, 0],
           [3, 3, 0, 0, 0]])
    """
    images = require_array("images", images, ndim=(2, 3))
    columns = require_integer("columns", columns, minimum=1)
    gap = require_integer("gap", gap, minimum=0)
    if images.ndim == 2 and images.shape[1] != 784:
        raise ValueError(
            f"images must have shape (n, 784) or (n, height, width), got {images.shape}"
        )
    images = images.reshape(len(images), 28, 28) if images.ndim == 2 else images
    count, height, width = images.shape
    rows = -(-count // columns)
    cells = np.zeros((rows * columns, height + gap, width + gap), images.dtype)
    cells[:count, :height, :width] = images
    grid = cells.reshape(rows, columns, height + gap, width + gap).swapaxes(1, 2)
    whole = grid.reshape(rows * (height + gap), columns * (width + gap))
    return whole[: whole.shape[0] - gap, : whole.shape[1] - gap]


def draw(axes: Axes, pixels: np.ndarray, *, bare: bool = True) -> AxesImage:
    """Draw pixels from `ink` or `signed`; return the image, for ``set_data``.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    pixels : ndarray of uint8, shape (height, width, 4)
    bare : bool
        Whether the axes lose their frame and ticks.

    Examples
    --------
    >>> from descent import plotting
    >>> figure, axes = plotting.subplots()
    >>> draw(axes, ink([[0.0, 1.0]])).get_array().shape
    (1, 2, 4)
    """
    height, width, _ = pixels.shape
    picture = AxesImage(axes, interpolation="none", extent=(-0.5, width - 0.5, height - 0.5, -0.5))
    picture.set_data(pixels)
    axes.add_image(picture)
    axes.set(aspect="equal", xlim=(-0.5, width - 0.5), ylim=(height - 0.5, -0.5))
    if bare:
        axes.set_axis_off()
    return picture
