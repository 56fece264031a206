"""Data that comes with the package, and data that it makes up."""

from descent.datasets.alice import Text, load_alice
from descent.datasets.mnist import (
    Dataset,
    load_mnist,
)
from descent.datasets.replay import (
    HiddenReplay,
    Penalized,
    Replay,
    load_hidden_replay,
    load_penalized,
    load_replay,
)
from descent.datasets.synthetic import (
    make_blobs,
    make_houses,
    make_polynomial,
    make_spirals,
)

__all__ = [
    "Dataset",
    "HiddenReplay",
    "Penalized",
    "Replay",
    "Text",
    "load_alice",
    "load_hidden_replay",
    "load_mnist",
    "load_penalized",
    "load_replay",
    "make_blobs",
    "make_houses",
    "make_polynomial",
    "make_spirals",
]
