"""What the explorers of information share."""

from math import e

import numpy as np

UNITS = {"nats": e, "bits": 2.0}
GRID = np.linspace(0.001, 0.999, 201)
"""Probabilities at which a curve is drawn."""
