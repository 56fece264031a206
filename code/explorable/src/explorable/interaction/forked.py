"""Work that leaves nothing behind: it is done in a fork of this process, which then is gone."""

import os
import signal
import traceback
import warnings
from collections.abc import Callable, Iterable
from contextlib import suppress
from math import isfinite
from typing import Any

POSSIBLE = hasattr(os, "fork")
"""Not on Windows, and not on a page."""


def forked(work: Callable[[], Iterable[Any]], seconds: float) -> tuple[list[Any], bool]:
    """Return what `work` yields elsewhere, and whether it has come to its end.

    Its names, modules, random streams and open figures are copies of ours: whatever it does to
    them is gone with it. Files that it writes stay.

    Parameters
    ----------
    work : callable
        Yields what can be pickled.
    seconds : float
        How long it may take to yield; then it is ended, at whatever it is.

    Raises
    ------
    RuntimeError
        If `work` raises, with its traceback.
    """
    from multiprocessing import Pipe  # not above: pages have none

    here, there = Pipe(duplex=False)
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        child = os.fork()  # the threads of a kernel, which Python warns of, are not in it
    if not child:
        _work(work, there)
    there.close()
    patience = seconds if isfinite(seconds) else None
    results, ended = [], True
    try:
        with here, suppress(EOFError):
            while ended := here.poll(patience):
                failed, each = here.recv()
                if failed:
                    raise RuntimeError(each)
                results.append(each)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return results, ended


def _work(work: Callable[[], Iterable[Any]], there: Any) -> None:
    """Send what `work` yields, and end this process without what others do at their end."""
    from traitlets.log import get_logger

    # A kernel warns of each message to widgets, which a fork drops.
    get_logger().setLevel("CRITICAL")
    try:
        for each in work():
            there.send((False, each))
    except Exception:
        there.send((True, traceback.format_exc()))
    finally:
        os._exit(0)
