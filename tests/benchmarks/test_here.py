"""Benchmarks that need nothing but the packages run through, and keep what they promise."""

import json
import re
from contextlib import contextmanager, nullcontext

import pytest
from benchmarking import SPREAD, load, output, results
from descent.explorers import catalogue
from originals import write_originals


@pytest.mark.sample(8, of="benchmarks/")
def test_numerics_stand_beside_the_peers_and_beside_exp_alone(tmp_path):
    kept = results(tmp_path, "numerics")
    assert set(kept["memory"]) == {"100,000 × 10", "1,000 × 10,000"}
    speed = kept["numerics"]
    counts = [sum(map(bool, column)) for column in zip(*speed.values(), strict=True)]
    ours, exp_alone, scipy, sklearn, _ = counts
    assert (ours, exp_alone, scipy, sklearn) == (26, 6, 24, 12)
    for cells in speed.values():
        assert all(re.fullmatch(SPREAD, cell) for cell in cells if cell)


def test_without_pytorch_its_cells_are_empty(monkeypatch):
    numerics = load(monkeypatch, "numerics")
    monkeypatch.setitem(numerics["loss_rows"].__globals__, "torch", None)
    column = 2 + numerics["PEERS"].index("PyTorch")
    assert {row[column] for row in numerics["loss_rows"]((9, 3), "float32", 1)} == {""}


@pytest.mark.sample(8, of="benchmarks/")
def test_explorers_are_timed_whatever_their_controls(tmp_path):
    one_of_each = {
        control.kind: explorer.name
        for explorer in catalogue().values()
        for control in explorer.controls.values()
    }
    assert {"slider", "time", "choice", "check", "pad", "text"} == set(one_of_each)
    names = sorted(set(one_of_each.values()))
    kept = results(tmp_path, "explorers", *names)
    assert sorted(kept["explorers"]) == names
    assert len(kept["interact"]) == 5
    for cells in [*kept["interact"].values(), *kept["explorers"].values()]:
        assert all(float(re.match(r"[\d.]+", cell.replace(",", ""))[0]) > 0 for cell in cells)


@pytest.mark.sample(8, of="benchmarks/")
def test_the_experiment_on_all_of_mnist_has_a_row_for_each_run(tmp_path):
    printed = output("full_mnist", str(write_originals(tmp_path)))
    runs = [line.split()[0] for line in printed.splitlines()[1:]]
    assert runs == ["l1_b32", "l1_b1", "l1_b1", "l2_b32", "l2_b1", "l2_b1"]


def test_peers_are_told_as_ratios_within_a_round(monkeypatch):
    """Without the peers, which are large downloads: what is made of their times."""
    peers = load(monkeypatch, "peers")

    def run(life, update):
        return {"life": life, "sent": 2e6, "update": update, "loops": update / 2}

    living = [run(2000, 4), run(4000, 2), run(3000, 3)]
    runs = {"living page": living, "other": [run(4000, 40), run(8000, 40), run(9000, 30)]}
    first, second = peers["rows"]("Firefox", runs)
    assert first[:3] == ["Firefox, living page", "3.00 (2.00–4.00)", "1.00 (1.00–1.00)"]
    assert second[2:] == [
        "2.00 (2.00–3.00)", "2.00", "40.0 (30.0–40.0)", "10.0 (10.0–20.0)", "20.0 (15.0–20.0)",
    ]  # fmt: skip


def test_a_peer_that_does_not_answer_is_told_so(monkeypatch):
    peers = load(monkeypatch, "peers")
    living = [{"life": 1000, "sent": 1e6, "update": 1, "loops": 1}]
    _, silent = peers["rows"]("WebKit", {"living page": living, "other": [None]})
    assert silent == ["WebKit, other", "no answer", "", "", "", "", ""]


def test_where_ours_does_not_answer_a_peer_is_told_without_ratios(monkeypatch):
    peers = load(monkeypatch, "peers")
    other = [{"life": 1000, "sent": 1e6, "update": 20, "loops": 10}]
    ours, told = peers["rows"]("WebKit", {"living page": [None], "other": other})
    assert ours == ["WebKit, living page", "no answer", "", "", "", "", ""]
    assert told[1:] == ["1.00 (1.00–1.00)", "", "1.00", "20.0 (20.0–20.0)", "", "10.0 (10.0–10.0)"]


class Tab:
    """A tab in which every page answers but one."""

    def goto(self, address):
        self.silent = address.endswith("/silent")

    def wait(self, condition):
        assert not self.silent, "waited in vain"

    def evaluate(self, function, *moves):
        return [[4], [2]] if moves else "Chrome/156"


@pytest.mark.parametrize("lost", ["before", "while", "after"])
def test_a_peer_that_never_answers_keeps_no_other_from_being_measured(monkeypatch, tmp_path, lost):
    """Its page is silent, or its browser does not begin, or does not end."""
    peers = load(monkeypatch, "peers")
    (tmp_path / "index.html").touch()
    tabs = []

    @contextmanager
    def engine(playwright):
        tabs.append(Tab())
        its_own = len(tabs) == 1  # the silent one is the first
        assert not (its_own and lost == "before"), "no browser"
        yield tabs[-1]
        if its_own and lost == "after":
            raise ConnectionResetError("no driver")

    def page(name):
        return peers["Page"](
            name, f"/{name}", live=lambda tab: tab.wait("drawn"), move="", shown=""
        )

    silent = page("silent" if lost == "while" else "lost")
    for name, fake in {
        "ENGINES": {"chromium": engine},
        "PAGES": [silent, page("living page")],
        "folders": lambda places: {silent.name: tmp_path, "living page": tmp_path},
        "sync_playwright": nullcontext,
    }.items():
        monkeypatch.setitem(peers["main"].__globals__, name, fake)
    peers["main"](1, tmp_path, [])
    rows = json.loads((tmp_path / "peers.json").read_text("utf-8"))["rows"]
    assert rows[0] == [f"Chromium, {silent.name}", "no answer", "", "", "", "", ""]
    assert rows[1][4:] == ["4.00 (4.00–4.00)", "1.00 (1.00–1.00)", "2.00 (2.00–2.00)"]


def test_a_benchmark_that_fails_keeps_none_behind_it_from_running(monkeypatch, tmp_path):
    in_turn = load(monkeypatch, "in_turn")
    names = [str(tmp_path / name) for name in ("broken", "fine")]
    (tmp_path / "broken.py").write_text("import no_such_module")
    (tmp_path / "fine.py").write_text(f"open({str(tmp_path / 'kept')!r}, 'w')")
    with pytest.raises(SystemExit, match=r"failed: [^,]*broken$"):
        in_turn["main"](names)
    assert (tmp_path / "kept").exists()
    in_turn["main"](names[1:])


def test_lighthouse_is_told_by_medians(monkeypatch):
    """Without Lighthouse, which is a large download: what is made of its reports."""
    lighthouse = load(monkeypatch, "lighthouse")

    def report(score, time):
        times = {"first-contentful-paint": time, "total-blocking-time": time / 2}
        return {
            "categories": {key: {"score": score} for key in lighthouse["CATEGORIES"]},
            "audits": {name: {"numericValue": value} for name, value in times.items()},
        }

    runs = [report(0.9, 800), report(0.98, 1000), report(1, 5000)]
    row = lighthouse["row"]("a page", runs)
    assert row == ["a page", *["98.0"] * 4, "1,000 (800–5,000)", "500 (400–2,500)"]


@pytest.mark.parametrize("name", ["browsers", "first_visit", "latency", "peers", "site"])
def test_what_needs_a_book_or_jupyterlab_says_what_it_can_be_asked(name):
    assert "--rounds" in output(name, "--help")


def test_what_a_visit_costs_is_what_the_host_logs(monkeypatch, tmp_path):
    load_test = load(monkeypatch, "load")
    log = tmp_path / "said"
    host = load_test["Host"](log)
    log.write_text('- - "GET /old HTTP/1.1" 200 7\n')
    assert host.news() == [("/old", 7)]
    with log.open("a") as file:
        file.write('- "GET /a.css?v=1 HTTP/1.1" 304 0 "-"\nnoise\n- "GET /b HTTP/1.1" 200 1500\n')
    news = host.news()
    assert news == [("/a.css?v=1", 0), ("/b", 1500)]
    assert load_test["cost"](news) == "2 kB in 2"
    assert host.news() == []
