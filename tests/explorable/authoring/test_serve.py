"""The book is served as static hosts do: text compressed, right types, a free port."""

import gzip
import os
from urllib.error import HTTPError
from urllib.request import Request, urlopen

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


def ask(url, **headers):
    """Return the answer's headers and body."""
    with urlopen(Request(url, headers={k.replace("_", "-"): v for k, v in headers.items()})) as got:
        return got.headers, got.read()


def test_serves_the_folder(address):
    assert ask(f"{address}/")[1] == b"the book"


@pytest.mark.parametrize(
    "path", ["", "index.html", "style.css", "a.mjs", "a.js", "a.json", "a.svg"]
)
def test_text_is_compressed_for_those_who_can_unpack_it(folder, address, path):
    text = "a wave " * 1000
    (folder / (path or "index.html")).write_text(text, encoding="utf-8")
    headers, body = ask(f"{address}/{path}", Accept_Encoding="br, gzip")
    assert headers["Content-Encoding"] == "gzip"
    assert len(body) == int(headers["Content-Length"]) < 200
    assert gzip.decompress(body).decode() == text
    headers, body = ask(f"{address}/{path}")
    assert "Content-Encoding" not in headers
    assert body.decode() == text


def test_a_changed_file_is_served_changed(folder, address):
    for text in ("before", "after it"):
        (folder / "index.html").write_text(text, encoding="utf-8")
        os.utime(folder / "index.html", (0, len(text)))
        assert gzip.decompress(ask(address, Accept_Encoding="gzip")[1]).decode() == text


def test_what_a_browser_has_is_not_sent_again(address):
    known = ask(f"{address}/index.html", Accept_Encoding="gzip")[0]["Last-Modified"]
    with pytest.raises(HTTPError, match="304"):
        ask(f"{address}/index.html", Accept_Encoding="gzip", If_Modified_Since=known)


@pytest.mark.parametrize(
    ("name", "type"),
    [
        ("a.mjs", "text/javascript"),
        ("a.js", "text/javascript"),
        ("a.css", "text/css"),
        ("a.svg", "image/svg+xml"),
        ("a.json", "application/json"),
        ("a.wasm", "application/wasm"),
    ],
)
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_types_do_not_depend_on_the_machine(folder, address, monkeypatch, name, type, encoding):
    monkeypatch.setattr("mimetypes.guess_type", lambda *a, **k: ("text/plain", None))
    (folder / name).write_bytes(b"x")
    assert ask(f"{address}/{name}", Accept_Encoding=encoding)[0].get_content_type() == type


def test_what_is_compressed_already_is_left_as_it_is(folder, address):
    (folder / "core.wasm.gz").write_bytes(gzip.compress(b"core"))
    headers, body = ask(f"{address}/core.wasm.gz", Accept_Encoding="gzip")
    assert "Content-Encoding" not in headers
    assert gzip.decompress(body) == b"core"


@pytest.mark.parametrize("path", ["nowhere.html", "nowhere/", "index.html/"])
def test_what_is_not_there_is_not_found(address, path):
    with pytest.raises(HTTPError, match="404"):
        ask(f"{address}/{path}", Accept_Encoding="gzip")


def test_a_taken_port_is_replaced_by_a_free_one(folder):
    first = book_server(folder, port=0)
    with first, book_server(folder, port=first.server_port) as second:
        assert second.server_port != first.server_port


def test_a_folder_without_a_book_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"folder must hold a built book .* got "):
        book_server(tmp_path)
