"""Coroutines run to their end, beside a browser too."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def finish(coroutine: Coroutine) -> Any:
    """Return what a coroutine returns, run in a thread: in this one Playwright has a loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()
