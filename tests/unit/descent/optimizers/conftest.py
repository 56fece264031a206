import numpy as np
import pytest


@pytest.fixture(scope="session")
def descend():
    """Return a function that gives an optimizer some gradients and says where it ends."""

    def run(optimizer, start, gradients):
        theta = np.array(start, dtype=float)
        optimizer = optimizer.fresh()
        for g in gradients:
            optimizer.update([theta], [g])
        return theta

    return run
