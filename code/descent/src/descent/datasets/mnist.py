"""MNIST, handwritten digits: a subset inside the package, or the whole set from a folder."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from io import BytesIO
from math import prod
from os import PathLike
from pathlib import Path
from typing import NamedTuple

import numpy as np

_SUBSET = Path(__file__).with_name("mnist.npz")
_SHA256 = "6bd70d254bd9e7ea58dbe33a122b0928947ecdb4deef9ee991b0ddd0d7c68c25"


class Dataset(NamedTuple):
    """Images and labels to learn from, and others to be judged by.

    Attributes
    ----------
    X_train, X_test : ndarray of float32, shape (N, D)
        One image per row, ink from 0 (none) to 1 (full).
    y_train, y_test : ndarray of int64, shape (N,)
        The digits, 0 to 9.
    """

    X_train: np.ndarray
    y_train: np.ndarray
    X_test: np.ndarray
    y_test: np.ndarray


def load_mnist(full: str | PathLike | None = None) -> Dataset:
    """Return MNIST: the first 5,000 training and 1,000 test images, or all of them.

    Parameters
    ----------
    full : path, optional
        A folder that holds the four original files, ``train-images-idx3-ubyte`` and so on, each
        with or without ``.gz``: then all 60,000 and 10,000 images are read from there.

    Returns
    -------
    Dataset
        X of shape (N, 784), rows of 28 pixels one after the other.

    Raises
    ------
    FileNotFoundError
        If a file is missing.
    ValueError
        If a file is not what it should be.

    References
    ----------
    Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, "Gradient-based learning applied to document
    recognition", Proceedings of the IEEE 86 (1998), 2278-2324. https://doi.org/10.1109/5.726791

    Examples
    --------
    >>> X_train, y_train, X_test, y_test = load_mnist()
    >>> X_train.shape, X_test.shape, y_train[:5]
    ((5000, 784), (1000, 784), array([5, 0, 4, 1, 9]))
    """
    if not isinstance(full, str | PathLike | None):
        raise ValueError(f"full must be the path of a folder, got {full!r}")
    X_train, y_train, X_test, y_test = _read_subset() if full is None else read_folder(Path(full))
    return Dataset(_scale(X_train), y_train.astype(int), _scale(X_test), y_test.astype(int))


def _scale(images: np.ndarray) -> np.ndarray:
    return images.reshape(len(images), -1).astype(np.float32) / 255


def _read_subset() -> list[np.ndarray]:
    try:
        content = _SUBSET.read_bytes()
    except FileNotFoundError:
        raise FileNotFoundError(f"{_SUBSET} is missing: install descent-book again") from None
    digest = hashlib.sha256(content).hexdigest()
    if digest != _SHA256:
        raise ValueError(
            f"{_SUBSET} is damaged: install descent-book again "
            f"(its SHA-256 should be {_SHA256}, is {digest})"
        )
    with np.load(BytesIO(content)) as arrays:
        return [arrays[name] for name in Dataset._fields]


def read_folder(folder: Path) -> list[np.ndarray]:
    """Return the training images and labels and the test images and labels of the original files.

    Raises
    ------
    FileNotFoundError
        If one of the files is missing.
    ValueError
        If one is no IDX file of such images or labels, or there is not one label for each image.
    """
    arrays = []
    for part in ("train", "t10k"):
        images = read_idx(folder / f"{part}-images-idx3-ubyte", ndim=3)
        labels = read_idx(folder / f"{part}-labels-idx1-ubyte", ndim=1)
        if len(images) != len(labels):
            raise ValueError(
                f"{folder} must hold one label for each image, got {len(images)} {part} images "
                f"and {len(labels)} labels"
            )
        if images.shape[1:] != (28, 28) or not len(images) or labels.max() > 9:
            raise ValueError(
                f"{folder} must hold images of 28 by 28 pixels and digits from 0 to 9, got {part} "
                f"images of shape {images.shape} and labels up to {labels.max(initial=0)}"
            )
        arrays += [images, labels]
    return arrays


def read_idx(path: Path, ndim: int) -> np.ndarray:
    """Return the data of an IDX file of bytes.

    The format: two zero bytes, the type (8: unsigned bytes), the number of dimensions, each
    dimension as a big-endian 32-bit integer, then the data.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If it is not a complete IDX file of bytes with `ndim` dimensions.
    """
    content = read_file(path)
    start = 4 + 4 * ndim
    header, data = content[:start], np.frombuffer(content[start:], np.uint8)
    shape = np.frombuffer(header[4:].ljust(4 * ndim, b"\0"), ">u4").astype(int)
    if header[:4] != bytes([0, 0, 8, ndim]) or data.size != prod(shape.tolist()):
        raise ValueError(
            f"{path} must be a complete IDX file of bytes in {ndim} dimensions, got "
            f"{len(content)} bytes that begin with {header.hex()!r}: get the file again"
        )
    return data.reshape(shape)


def read_file(path: Path) -> bytes:
    """Return what is in a file, unzipped if there is only `path`.gz."""
    zipped = path.with_name(path.name + ".gz")
    if path.is_file():
        return path.read_bytes()
    if not zipped.is_file():
        raise FileNotFoundError(
            f"{path} (or .gz) is missing: the folder must hold the four original files of MNIST"
        )
    try:
        return gzip.decompress(zipped.read_bytes())
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(f"{zipped} is damaged ({error}): get the file again") from error
