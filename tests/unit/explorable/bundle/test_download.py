"""A file comes whole and checked or not at all, whatever the transfer suffers."""

import socket
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest
from explorable.bundle import download as room
from explorable.bundle.download import digest_of, download, store
from serving import running

DATA = np.random.default_rng(0).bytes(300_000)
DIGEST = sha256(DATA).hexdigest()


class Host(BaseHTTPRequestHandler):
    """Serves `DATA`; at another address half of it, or nothing."""

    def do_GET(self):
        if self.path == "/nowhere":
            return self.send_error(404)
        self.send_response(200)
        self.send_header("Content-Length", str(len(DATA)))
        self.end_headers()
        self.wfile.write(DATA[: len(DATA) // 2] if self.path == "/broken" else DATA)

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture
def host():
    with running(ThreadingHTTPServer(("127.0.0.1", 0), Host)) as address:
        yield address


@pytest.fixture
def target(tmp_path):
    return tmp_path / "new" / "file"


def test_a_file_is_fetched_into_a_folder_that_was_not_there(host, target):
    download(f"{host}/file", target, DIGEST)
    assert target.read_bytes() == DATA
    assert [path.name for path in target.parent.iterdir()] == ["file"]


@pytest.mark.parametrize(
    ("path", "digest", "said"),
    [
        ("broken", DIGEST, "/broken: IncompleteRead"),
        ("nowhere", DIGEST, "/nowhere: HTTP Error 404"),
        ("file", "0" * 64, "file must have the SHA-256 digest 0000"),
    ],
)
def test_what_is_broken_refused_or_another_leaves_nothing(host, target, path, digest, said):
    with pytest.raises(OSError, match=said):
        download(f"{host}/{path}", target, digest)
    assert not target.parent.exists()


def test_a_host_that_is_not_there_is_given_up(target):
    with socket.create_server(("127.0.0.1", 0)) as free:
        url = f"http://127.0.0.1:{free.getsockname()[1]}/file"
    with pytest.raises(OSError, match=r"/file: .*refused"):
        download(url, target, DIGEST)


def test_a_host_that_does_not_answer_is_given_up(target, monkeypatch):
    monkeypatch.setattr(room, "TIMEOUT", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/file"
        with pytest.raises(OSError, match=r"/file: .*timed out"):
            download(url, target, DIGEST)


def test_builds_that_store_the_same_at_once_do_not_disturb_each_other(target):
    with ThreadPoolExecutor(8) as builds:
        list(builds.map(lambda _: store(b"wave", target), range(400)))
    assert target.read_bytes() == b"wave"
    assert [each.name for each in target.parent.iterdir()] == [target.name]


def test_stored_data_is_checked(target):
    store(DATA, target, DIGEST)
    assert digest_of(target) == DIGEST
    with pytest.raises(OSError, match="file must have the SHA-256 digest"):
        store(b"another", target, DIGEST)
    assert target.read_bytes() == DATA
    assert digest_of(target.with_name("nothing")) == ""
