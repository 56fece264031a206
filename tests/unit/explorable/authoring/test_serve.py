"""The book is served as static hosts do: right types, a free port."""

from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from explorable.authoring.serve import book_server
from serving import serving


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "index.html").write_text("the book", encoding="utf-8")
    return tmp_path


@pytest.fixture
def address(folder):
    with serving(folder) as address:
        yield address


@pytest.mark.parametrize(
    ("name", "type"),
    [
        ("a.mjs", "text/javascript"),
        ("a.js", "text/javascript"),
        ("a.css", "text/css"),
        ("a.svg", "image/svg+xml"),
        ("a.json", "application/json"),
    ],
)
def test_files_are_served_with_types_that_do_not_depend_on_the_machine(
    folder, address, monkeypatch, name, type
):
    monkeypatch.setattr("mimetypes.guess_type", lambda *a, **k: ("text/plain", None))
    (folder / name).write_bytes(b"x")
    with urlopen(f"{address}/{name}") as got:
        assert got.headers.get_content_type() == type
        assert got.read() == b"x"


@pytest.mark.parametrize("path", ["nowhere.html", "nowhere/", "index.html/"])
def test_what_is_not_there_is_not_found(address, path):
    with pytest.raises(HTTPError, match="404"):
        urlopen(f"{address}/{path}")


@pytest.mark.parametrize("path", ["nowhere.html", "no/such/place.html"])
def test_what_is_not_there_has_the_book_s_own_page(folder, address, path):
    (folder / "404.html").write_text("not here, 100%", encoding="utf-8")
    with pytest.raises(HTTPError, match="404") as missed:
        urlopen(f"{address}/{path}")
    assert missed.value.read() == b"not here, 100%"


def test_a_taken_port_is_replaced_by_a_free_one(folder):
    first = book_server(folder, port=0)
    with first, book_server(folder, port=first.server_port) as second:
        assert second.server_port != first.server_port
