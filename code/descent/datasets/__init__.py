"""Data that comes with the package, and data that it makes up."""

from descent.datasets.mnist import Dataset, load_mnist
from descent.datasets.synthetic import make_blobs, make_houses, make_polynomial, make_spirals

__all__ = [
    "Dataset",
    "load_mnist",
    "make_blobs",
    "make_houses",
    "make_polynomial",
    "make_spirals",
]
