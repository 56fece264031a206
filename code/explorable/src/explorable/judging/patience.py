"""A loop of a reader's that does not end is stopped, by counted work: a slow machine needs longer.

No thread and no alarm is needed, so it works in a browser, too. What runs inside of NumPy is one
line, however long it takes, and cannot be stopped.
"""

import sys
import sysconfig
from collections.abc import Callable
from types import FrameType
from typing import Any

LINES = 400_000
"""What a call may run; no exercise needs a third of that. Lines of NumPy take some seconds."""
_LIBRARIES = tuple({sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib")})


class Endless(BaseException):
    """What a function has run into that had no end; no `except Exception` of its own stops it."""


def bounded(function: Callable, *arguments: Any, lines: int = LINES) -> Any:
    """Call a function, and stop it after so many lines of Python outside of libraries.

    Where somebody else traces already, a debugger or a measurement of coverage, nothing is counted.
    """
    if sys.gettrace():
        return function(*arguments)
    left = lines

    def count(frame: FrameType, event: str, argument: Any) -> Callable:
        nonlocal left
        left -= 1
        if left < 0:
            raise Endless(f"{lines:,}")
        return count

    def enter(frame: FrameType, event: str, argument: Any) -> Callable | None:
        return None if frame.f_code.co_filename.startswith(_LIBRARIES) else count

    sys.settrace(enter)
    try:
        return function(*arguments)
    finally:
        sys.settrace(None)
