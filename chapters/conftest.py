"""The kernels of nbval let `interact` live, as those do that `make notebooks` and the build start."""

from pathlib import Path

import pytest
from explorable.interaction import plug


def pytest_configure(config: pytest.Config) -> None:
    plug.into_kernels(Path(config.rootpath, ".cache", "ipython"))
