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


class _Counter:
    """What a frame is traced by; nothing but the frame keeps it.

    Python switches tracing off where a trace function raises, and lets go of it. What the reader's
    own `except:` has swallowed is raised again at the next line, since tracing is switched on again
    by what is let go of.
    """

    def __init__(self, bound: "_Bound"):
        self.bound = bound
        self.frame: FrameType | None = None

    def __call__(self, frame: FrameType, event: str, argument: Any) -> "_Counter":
        if event not in ("line", "opcode"):
            return self
        bound = self.bound
        bound.left -= 1
        if bound.left >= 0:
            return self
        self.frame = frame
        del self  # the traceback would keep it
        raise Endless(f"{bound.lines:,}")

    def __del__(self) -> None:
        if self.frame is not None and self.bound.runs:
            sys.settrace(self.bound.enter)
            self.frame.f_trace = _Counter(self.bound)


class _Bound:
    """How many lines are left of one call."""

    def __init__(self, lines: int):
        self.lines = self.left = lines
        self.runs = True

    def enter(self, frame: FrameType, event: str, argument: Any) -> _Counter | None:
        """Return what traces a frame; nothing traces those of libraries, and of this module."""
        # of a module, not of its code: what was compiled ahead does not know where it lies
        place = frame.f_globals.get("__file__") or ""
        if frame.f_globals is globals() or place.startswith(_LIBRARIES):
            return None
        frame.f_trace_opcodes = _spins(frame.f_code)
        return _Counter(self)


def bounded(function: Callable, *arguments: Any, lines: int = LINES) -> Any:
    """Call a function, and stop it after so many lines of Python outside of libraries.

    Where somebody else traces already, a debugger or a measurement of coverage, nothing is counted.
    """
    if sys.gettrace():
        return function(*arguments)
    bound = _Bound(lines)
    sys.settrace(bound.enter)
    try:
        return function(*arguments)
    finally:
        bound.runs = False
        sys.settrace(None)
