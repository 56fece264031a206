"""Kernels of nbval let `interact` live, as those of `make notebooks` and of the build do."""

from pathlib import Path

import pytest
from explorable.interaction import plug


def pytest_configure(config: pytest.Config) -> None:
    """Let the kernels that start from now on plug in."""
    plug.into_kernels(Path(config.rootpath, ".cache", "ipython"))
