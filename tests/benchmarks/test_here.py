"""What benchmarks make of their times, without measuring: `make prove` runs each once."""

import json
from contextlib import contextmanager, nullcontext

import pytest
from benchmarking import load


def run(life, update):
    """What a peer has taken in a round."""
    return {"life": life, "sent": 2e6, "update": update, "loops": update / 2}


ONCE, SILENT = "1.00 (1.00–1.00)", ["no answer", "", "", "", "", ""]


@pytest.mark.parametrize(
    ("runs", "told"),
    [
        (
            {
                "living page": [run(2000, 4), run(4000, 2), run(3000, 3)],
                "other": [run(4000, 40), run(8000, 40), run(9000, 30)],
            },
            [
                ["3.00 (2.00–4.00)", ONCE, "2.00", "3.00 (2.00–4.00)", ONCE, "1.50 (1.00–2.00)"],
                [
                    *("8.00 (4.00–9.00)", "2.00 (2.00–3.00)", "2.00"),
                    *("40.0 (30.0–40.0)", "10.0 (10.0–20.0)", "20.0 (15.0–20.0)"),
                ],
            ],
        ),
        (
            {"living page": [None], "other": [run(1000, 20)], "silent": [None]},
            [SILENT, [ONCE, "", "2.00", "20.0 (20.0–20.0)", "", "10.0 (10.0–10.0)"], SILENT],
        ),
    ],
    ids=["each answers", "ours and another are silent"],
)
def test_peers_are_told_as_ratios_within_the_rounds_that_ours_answered(monkeypatch, runs, told):
    """Without the peers, which are large downloads: what is made of their times."""
    rows = load(monkeypatch, "peers")["rows"]("Firefox", runs)
    named = [[f"Firefox, {name}", *row] for name, row in zip(runs, told, strict=True)]
    assert list(rows) == named


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
    kept = tmp_path / "kept"
    (tmp_path / "fine.py").write_text(f"import sys; open({str(kept)!r}, 'w').write(sys.argv[1])")
    with pytest.raises(SystemExit, match=r"failed: [^,]*broken$"):
        in_turn["main"]([*names, "--rounds=1"])
    assert kept.read_text() == "--rounds=1"


def test_explorers_of_a_site_are_each_chapter_s_first_and_none_of_the_landing_page(monkeypatch):
    """Of its figures one is seen on a first visit, and the other by who comes back."""
    links = [
        f"https://example.org/chapters/{page}.html#explorer={name}"
        for page, name in [
            ("01-a", "one"), ("01-a", "two"), ("01-a-deeper", "three"), ("02-b-practice", "four"),
            ("02-b", "five"), ("intro", "six"),
        ]
    ]  # fmt: skip
    chosen = load(monkeypatch, "site")["chosen"]
    assert chosen(links, None) == [links[0], links[4]]
    assert chosen(links, ["six", "two"]) == [links[1], links[5]]


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
