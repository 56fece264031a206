"""A folder like MNIST's four original files, of random bytes."""

import struct
from pathlib import Path

import numpy as np


def idx(array: np.ndarray) -> bytes:
    """Return the array as such a file holds it."""
    return struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape) + array.tobytes()


def write_originals(folder: Path) -> Path:
    """Write 7 training and 3 test images with their labels."""
    rng = np.random.default_rng(0)
    for part, size in (("train", 7), ("t10k", 3)):
        images = rng.integers(0, 256, (size, 28, 28), np.uint8)
        labels = np.arange(size, dtype=np.uint8)
        (folder / f"{part}-images-idx3-ubyte").write_bytes(idx(images))
        (folder / f"{part}-labels-idx1-ubyte").write_bytes(idx(labels))
    return folder
