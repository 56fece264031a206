"""Benchmarks in tests: run as make runs them, but once; nothing is said of how fast they are."""

import os
import runpy
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SPREAD = r"[\d,.]+ \([\d,.]+–[\d,.]+\)"
"""A median with its range, as a pattern."""


def output(name: str, *options: str) -> str:
    """Return what the benchmark prints, which measures everything once."""
    paths = [str(ROOT / "tests" / "support"), str(ROOT), os.environ.get("PYTHONPATH", "")]
    run = subprocess.run(
        [sys.executable, f"benchmarks/{name}.py", "--rounds=1", *options],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))},
        capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return run.stdout


def load(monkeypatch, name: str) -> dict:
    """Return the names that a benchmark defines, without running it."""
    monkeypatch.chdir(ROOT)
    monkeypatch.syspath_prepend("benchmarks")
    return runpy.run_path(f"benchmarks/{name}.py")
