"""The built book, served on a free port; `make test-site` builds it first."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import serving

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def site() -> Path:
    folder = ROOT / "_build" / "html"
    if not (folder / "index.html").exists():
        pytest.fail("no built book to test: run `make build`", pytrace=False)
    return folder


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with serving(site) as address:
        yield address
