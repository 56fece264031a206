"""What `interact` says of arguments, in a kernel and on a page."""

import sys
import warnings
from collections.abc import Iterable
from difflib import get_close_matches


def warn_of_strays(given: Iterable[str], names: list[str], function: object) -> None:
    """Warn of what was given for arguments that the function does not have."""
    called = getattr(function, "__name__", repr(function))
    for stray in given:
        near = get_close_matches(stray, names, 1)
        hint = f"; {near[0]}?" if near else f"; it has {', '.join(names) or 'none'}"
        warnings.warn(f"{stray} is no argument of {called}{hint}", stacklevel=_depth())


def _depth() -> int:
    """Return how far above the caller the cell stands."""
    depth, frame = 1, sys._getframe(1)
    while frame.f_back and frame.f_globals["__name__"].startswith(("explorable.", "ipywidgets.")):
        depth, frame = depth + 1, frame.f_back
    return depth
