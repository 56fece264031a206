"""The room's server counts choices, keeps nothing else, and refuses junk without a loss."""

import http.client
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Thread
from urllib.request import Request, urlopen

import hosts
import pytest

from deploy.room import room as rooms

JSON = {"Content-Type": "application/json"}
GOOD = {"question": "03-softmax.ask-1a2b3c4d", "choice": "2"}
SCRIPT = Path(rooms.__file__)


@pytest.fixture
def ask() -> Iterator:
    """Ask a new room; gives the status and what was told."""
    with rooms.room(port=0) as server:
        Thread(target=server.serve_forever, daemon=True).start()

        def ask(method, path="/room/", body=None, headers=JSON):
            connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=30)
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            body = response.read()
            connection.close()
            return response, (json.loads(body) if body[:1] == b"{" else {})

        yield ask
        server.shutdown()


def count(ask, **answer):
    return ask("POST", body=json.dumps(GOOD | answer))[0].status


def counts(ask, question=GOOD["question"]):
    return ask("GET", f"/room/{question}")[1]


def test_choices_are_counted_question_by_question(ask):
    for choice in ["2", "0", "2", "-1.5e-7"]:
        assert count(ask, choice=choice) == 200
    count(ask, question="other")
    assert counts(ask) == {"2": 2, "0": 1, "-1.5e-7": 1}
    assert counts(ask, "other") == {"2": 1} and counts(ask, "unknown") == {}


def test_a_room_that_answers_at_once_is_counted_whole(ask):
    together = Barrier(300)

    def answer(_: int) -> int:
        together.wait(timeout=60)
        return count(ask)

    with ThreadPoolExecutor(together.parties) as many:
        assert set(many.map(answer, range(together.parties))) == {200}
    assert counts(ask) == {"2": together.parties}


NO_JSON = ["", "{", "null", "3", '"2"', "[1]", "[" * 300, '{"question": "a"}', b"\xff"]
NO_ANSWER = [
    {"choice": 2}, {"choice": "Ada"}, {"choice": ""}, {"choice": "1" * 41}, {"name": "Ada"},
    {"question": "a b"}, {"question": "<b>"}, {"question": "../x"}, {"question": None},
    {"question": "a" * 400},
]  # fmt: skip


@pytest.mark.parametrize("body", [*NO_JSON, *(json.dumps(GOOD | each) for each in NO_ANSWER)])
def test_junk_is_refused_in_words_and_costs_nothing(ask, body):
    count(ask)
    response, told = ask("POST", body=body)
    assert response.status == 400 and told["error"]
    assert counts(ask) == {"2": 1}


def test_what_another_site_s_page_could_send_is_refused(ask):
    for headers in ({"Content-Type": "text/plain"}, {}):
        assert ask("POST", body=json.dumps(GOOD), headers=headers)[0].status == 400
    assert ask("POST", "/elsewhere", json.dumps(GOOD))[0].status == 400
    assert (
        ask("POST", body=json.dumps(GOOD), headers=JSON | {"Content-Length": "x"})[0].status == 400
    )
    response, _ = ask("GET")
    assert "Access-Control-Allow-Origin" not in response.headers
    assert "Set-Cookie" not in response.headers


def test_memory_has_an_end_and_what_is_counted_stays(ask, monkeypatch):
    monkeypatch.setattr(rooms, "QUESTIONS", 2)
    monkeypatch.setattr(rooms, "CHOICES", 2)
    assert [count(ask, question=each) for each in ("a", "b", "c")] == [200, 200, 400]
    assert [count(ask, question="a", choice=each) for each in ("0", "1", "2")] == [200, 400, 200]
    assert counts(ask, "a") == {"2": 2, "0": 1} and counts(ask, "c") == {}


def test_behind_another_server_it_serves_no_file(ask):
    for method in ("GET", "HEAD"):
        for path in ("/", "/room", "/README.md", "/../etc/passwd", "//etc/passwd"):
            assert ask(method, path)[0].status == 404


def test_nothing_is_written_of_who_asks(ask, capfd):
    count(ask)
    counts(ask)
    ask("POST", body="{")
    assert capfd.readouterr() == ("", "")


def test_a_folder_that_is_no_site_is_named(tmp_path):
    run = subprocess.run(
        [sys.executable, SCRIPT, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert run.returncode == 1 and f"got {str(tmp_path)!r}" in run.stderr


@pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed")
def test_behind_nginx_with_the_lines_of_the_readme(tmp_path, monkeypatch):
    (lines,) = re.findall(
        r"```nginx\n(.+?)```", SCRIPT.with_name("README.md").read_text("utf-8"), re.DOTALL
    )
    (tmp_path / "html").mkdir()
    (tmp_path / "run").mkdir(mode=0o777)
    tmp_path.chmod(0o755)
    with rooms.room(port=0) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        passed_on = lines.replace("8008", str(server.server_port))
        site = (hosts.DEPLOY / "nginx.conf").read_text("utf-8")
        (tmp_path / "nginx.conf").write_text(
            site.replace("root html;", f"root html;\n{passed_on}"), "utf-8"
        )
        monkeypatch.setattr(hosts, "DEPLOY", tmp_path)
        with hosts.running("nginx", tmp_path) as address:
            sent = Request(f"{address}/room/", json.dumps(GOOD).encode(), JSON)
            assert urlopen(sent).status == 200
            assert json.load(urlopen(f"{address}/room/{GOOD['question']}")) == {"2": 1}
        server.shutdown()
