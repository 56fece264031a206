"""A progress bar, if one is wanted and tqdm is installed."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib.util import find_spec


def show_progress(
    epochs: range, wanted: bool | None, name: str, unit: str = "epoch"
) -> Iterable[int]:
    """Return the epochs, in a progress bar if one is wanted; None wants one in a terminal.

    Examples
    --------
    >>> list(show_progress(range(3), False, "MLP"))
    [0, 1, 2]
    """
    if wanted is None:
        wanted = sys.stderr.isatty()
    if not wanted or find_spec("tqdm") is None:
        return epochs
    from tqdm.auto import tqdm

    return tqdm(epochs, desc=name, unit=unit, delay=1, leave=False)
