"""A file comes whole and checked or not at all, whatever the transfer suffers."""

import socket
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from threading import Thread

import numpy as np
import pytest
from explorable.bundle import download as room
from explorable.bundle.download import download, progress, store, sum_of

DATA = np.random.default_rng(0).bytes(300_000)
DIGEST = sha256(DATA).hexdigest()


class Host(BaseHTTPRequestHandler):
    """Serves `DATA`; each transfer named in `breaks` ends after that many bytes."""

    def do_GET(self):
        asked = self.headers.get("Range")
        self.server.asked.append(asked)
        if self.path == "/nowhere":
            return self.send_error(404)
        start = int(asked[len("bytes=") : -1]) if asked and self.server.resumes else 0
        if start >= len(DATA):
            return self.send_error(416)
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(DATA) - start))
        self.end_headers()
        sent = self.server.breaks.pop(0) if self.server.breaks else len(DATA)
        self.wfile.write(DATA[start : start + sent])

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture
def host():
    with ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        server.asked, server.breaks, server.resumes = [], [], True
        server.url = f"http://127.0.0.1:{server.server_port}/file"
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def target(tmp_path):
    return tmp_path / "new" / "file"


def test_a_file_is_fetched_into_a_folder_that_was_not_there(host, target):
    download(host.url, target, DIGEST)
    assert target.read_bytes() == DATA
    assert [path.name for path in target.parent.iterdir()] == ["file"]
    assert host.asked == [None]


def test_a_broken_transfer_goes_on_where_it_broke(host, target):
    host.breaks = [100_000]
    download(host.url, target, DIGEST)
    assert target.read_bytes() == DATA
    assert host.asked == [None, "bytes=100000-"]


def test_a_host_that_cannot_resume_is_asked_for_all_again(host, target):
    host.breaks, host.resumes = [100_000], False
    download(host.url, target, DIGEST)
    assert target.read_bytes() == DATA


def test_a_transfer_that_breaks_twice_leaves_a_part_for_the_next_try(host, target):
    host.breaks = [1000, 2000]
    with pytest.raises(OSError, match="/file: the transfer broke twice"):
        download(host.url, target, DIGEST)
    assert not target.exists()
    download(host.url, target, DIGEST)
    assert target.read_bytes() == DATA
    assert host.asked[-1] == "bytes=3000-"


def test_a_part_that_is_whole_already_is_taken(host, target):
    target.parent.mkdir()
    target.with_name("file.part").write_bytes(DATA)
    download(host.url, target, DIGEST)
    assert target.read_bytes() == DATA


@pytest.mark.parametrize("left", [b"", b"left by another version"])
def test_a_wrong_file_is_thrown_away(host, target, left):
    target.parent.mkdir()
    target.with_name("file.part").write_bytes(left)
    with pytest.raises(OSError, match=r"file must have the SHA-256 sum .*, got "):
        download(host.url, target, DIGEST if left else "0" * 64)
    assert not list(target.parent.iterdir())


def test_a_refusal_names_the_address(host, target):
    with pytest.raises(OSError, match=r"/nowhere: HTTP Error 404"):
        download(host.url.replace("file", "nowhere"), target, DIGEST)
    assert not target.exists()


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


def test_stored_data_is_checked(target):
    store(DATA, target, DIGEST)
    assert sum_of(target) == DIGEST
    with pytest.raises(OSError, match="file must have the SHA-256 sum"):
        store(b"another", target, DIGEST)
    assert target.read_bytes() == DATA
    assert sum_of(target.with_name("nothing")) == ""


@pytest.mark.parametrize("installed", [True, False])
def test_a_transfer_shows_how_far_it_is(monkeypatch, capsys, installed):
    monkeypatch.setattr(room, "find_spec", lambda name: find_spec(name) if installed else None)
    with progress("wheel", 2_500_000) as advance:
        advance(2_000_000)
    shown = capsys.readouterr().out
    assert "wheel" in shown
    assert ("2.50M" if installed else "Fetching wheel: 2.5 MB") in shown
