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
_FOLDERS = {sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib")}
_PACKAGE = os.path.dirname(os.path.dirname(__file__))  # of this module, which counts nothing of it
_LIBRARIES = (*_FOLDERS, os.path.dirname(os.__file__), _PACKAGE)  # the second an archive on a page
ROOM = 4
"""How much farther Python's own limit of recursion is meanwhile."""
STEPS = 20
"""How many frames of libraries lie between two that know how deep they are."""


class Endless(BaseException):
    """What a function has run into that had no end; no `except Exception` of its own stops it."""

    def __init__(self, lines: int):
        super().__init__(f"had not ended after {lines:,} lines, and was stopped")


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

    def __init__(self, bound: "_Bound", depth: int):
        self.bound, self.depth = bound, depth
        self.frame: FrameType | None = None

    def __call__(self, frame: FrameType, event: str, argument: Any) -> "_Counter":
        if event not in ("line", "opcode"):
            return self
        bound = self.bound
        bound.left -= 1
        too_deep = self.depth > bound.deepest
        if bound.left >= 0 and not too_deep:
            return self
        self.frame = frame
        del self  # the traceback would keep it
        if bound.left < 0:
            raise Endless(bound.lines)
        raise RecursionError("maximum recursion depth exceeded")

    def __del__(self) -> None:
        if self.frame is not None and self.bound.runs:
            sys.settrace(self.bound.enter)
            self.frame.f_trace = _Counter(self.bound, self.depth)


class _Bound:
    """How many lines are left of one call, and how deep it may go."""

    def __init__(self, lines: int):
        self.lines = self.left = lines
        self.deepest = sys.getrecursionlimit()
        self.runs = True

    def enter(self, frame: FrameType, event: str, argument: Any) -> _Counter | None:
        """Return what traces a frame; lines of libraries, and of this package, are not counted."""
        if frame.f_globals is globals():
            return None
        above, steps = frame.f_back, 1
        while above and not isinstance(above.f_trace, _Counter):
            above, steps = above.f_back, steps + 1
        counter = above and above.f_trace
        depth = steps + (counter.depth if isinstance(counter, _Counter) else 0)
        # of a module, not of its code: what was compiled ahead does not know where it lies
        file = frame.f_globals.get("__file__") or ""
        is_counted, too_deep = not file.startswith(_LIBRARIES), depth > self.deepest
        if not (is_counted or too_deep or steps > STEPS):
            return None
        frame.f_trace_lines = is_counted or too_deep
        frame.f_trace_opcodes = is_counted and _spins(frame.f_code)
        return _Counter(self, depth)


def bounded(function: Callable, *arguments: Any, lines: int = LINES) -> Any:
    """Call a function, and stop it after so many lines of Python outside of libraries.

    Recursion ends where Python ends it. Python itself does not, whose limit is `ROOM` times as far
    meanwhile: where no room is left to call a trace function, it switches tracing off.
    Where somebody else traces already, a debugger or a measurement of coverage, nothing is counted.
    """
    if sys.gettrace():
        return function(*arguments)
    bound = _Bound(lines)
    sys.setrecursionlimit(ROOM * bound.deepest)
    sys.settrace(bound.enter)
    try:
        return function(*arguments)
    finally:
        bound.runs = False
        sys.settrace(None)
        sys.setrecursionlimit(bound.deepest)
