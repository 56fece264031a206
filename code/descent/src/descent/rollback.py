"""What a training or a setting that fails leaves of an object: what was there before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def rollback(*models: object) -> Iterator[None]:
    """Let models stay as they were if what is done to them fails or is interrupted.

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
    before = [vars(model).copy() for model in models]
    try:
        yield
    except BaseException:  # Ctrl-C, too
        for model, state in zip(models, before, strict=True):
            vars(model).clear()
            vars(model).update(state)
        raise
