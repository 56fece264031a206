"""The built book, served on a free port; `make test-site` builds it first."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from descent.site.serve import book_server

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def site() -> Path:
    folder = ROOT / "_build" / "html"
    if not (folder / "index.html").exists():
        pytest.fail("no built book to test: run `make build`", pytrace=False)
    return folder


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with book_server(site, port=0) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
