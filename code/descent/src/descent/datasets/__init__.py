"""Data that comes with the package, and data that it makes up."""

from descent.datasets.mnist import (
    Dataset as Dataset,
    load_mnist as load_mnist,
)
from descent.datasets.replay import (
    HiddenReplay as HiddenReplay,
    Penalized as Penalized,
    Replay as Replay,
    load_hidden_replay as load_hidden_replay,
    load_penalized as load_penalized,
    load_replay as load_replay,
)
from descent.datasets.synthetic import (
    make_blobs as make_blobs,
    make_houses as make_houses,
    make_polynomial as make_polynomial,
    make_spirals as make_spirals,
)
