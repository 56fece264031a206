"""Make the stored models of characters: ``python -m tools.make_characters``."""

import numpy as np
from descent.datasets import load_alice
from descent.models import AttentionModel
from descent.models.characters import TRAINED

from tools.make_mnist import write_npz

SEEDS = range(5)


def train(seed: int, **settings: int) -> np.ndarray:
    """Return all parameters of a model after training, one after the other."""
    text = load_alice()
    model = AttentionModel(len(text.alphabet), random_state=seed, **settings).fit(text.train)
    return np.concatenate([array.ravel() for array in model._parameters.values()])


def main() -> None:
    """Train and write, in half precision."""
    parameters = np.array([train(seed) for seed in SEEDS])
    write_npz(TRAINED, {"parameters": parameters.astype(np.float16)})


if __name__ == "__main__":
    main()
