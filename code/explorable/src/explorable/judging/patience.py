"""A loop of a reader's that does not end is stopped, by counted work: a slow machine needs longer.

No thread and no alarm is needed, so it works in a browser, too. What runs inside of NumPy is one
line, however long it takes, and cannot be stopped.
"""

import dis
import os
import sys
import sysconfig
from collections.abc import Callable
from functools import cache
from types import CodeType, FrameType
from typing import Any

LINES = 400_000
"""What a call may run; no exercise needs a third of that. Lines of NumPy take some seconds."""
_PLACES = {sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib")}
_LIBRARIES = (*_PLACES, os.path.dirname(os.__file__))  # which is an archive on a page


class Endless(BaseException):
    """What a function has run into that had no end; no `except Exception` of its own stops it."""


@cache
def _spins(code: CodeType) -> bool:
    """Return whether it has a loop without a body, which is one instruction, and no new line."""
    instructions = dis.get_instructions(code)
    return any("BACKWARD" in each.opname and each.argval == each.offset for each in instructions)


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
        # of a module, not of its code: what was compiled ahead does not know where it lies
        if (frame.f_globals.get("__file__") or "").startswith(_LIBRARIES):
            return None
        frame.f_trace_opcodes = _spins(frame.f_code)
        return count

    sys.settrace(enter)
    try:
        return function(*arguments)
    finally:
        sys.settrace(None)
