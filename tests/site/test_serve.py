"""The book is served on the usual port, or on a free one."""

from threading import Thread
from urllib.request import urlopen

import pytest
from descent.site.serve import book_server


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "index.html").write_text("the book", encoding="utf-8")
    return tmp_path


def test_serves_the_folder(folder):
    with book_server(folder, port=0) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        with urlopen(f"http://127.0.0.1:{server.server_port}/") as answer:
            assert answer.read() == b"the book"
        server.shutdown()


def test_a_taken_port_is_replaced_by_a_free_one(folder):
    first = book_server(folder, port=0)
    with first, book_server(folder, port=first.server_port) as second:
        assert second.server_port != first.server_port


def test_a_folder_without_a_book_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"folder must hold a built book .* got "):
        book_server(tmp_path)
