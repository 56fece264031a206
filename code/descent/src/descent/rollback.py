"""What a training or a setting that fails leaves of an object: what was there before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def rollback(model: object) -> Iterator[None]:
    """Let a model stay as it was if what is done to it fails or is interrupted.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> model = SimpleNamespace(weight=1)
    >>> with rollback(model):
    ...     model.weight = 2
    ...     raise ZeroDivisionError
    Traceback (most recent call last):
        ...
    ZeroDivisionError
    >>> model.weight
    1
    """
    before = vars(model).copy()
    try:
        yield
    except BaseException:  # Ctrl-C, too
        vars(model).clear()
        vars(model).update(before)
        raise
