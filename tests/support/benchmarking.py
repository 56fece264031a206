"""Benchmarks in tests, which say nothing of how fast they are."""

import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]
SPREAD = r"[\d,.]+ \([\d,.]+–[\d,.]+\)"
"""A median with its range, as a pattern."""


def load(monkeypatch, name: str) -> dict:
    """Return the names that a benchmark defines, without running it."""
    monkeypatch.chdir(ROOT)
    monkeypatch.syspath_prepend("benchmarks")
    return runpy.run_path(f"benchmarks/{name}.py")
