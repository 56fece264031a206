"""The benchmark of engines runs through and has a row for all that it promises."""

import pytest
from benchmarking import load, results

pytestmark = pytest.mark.sample(8, of="benchmarks/")


def test_what_readers_wait_for_is_timed_in_each_engine(tmp_path):
    table = results(tmp_path, "browsers")["browsers"]
    assert {"ravine, yardsticks", "Python starts, second visit, s"} <= set(table)
    assert all(times and all(times) for times in table.values())


def test_a_living_page_is_timed_as_its_peers_are(monkeypatch, playwright, site):
    """Without the peers, which are large downloads."""
    peers = load(monkeypatch, "peers")
    run = peers["measure"](playwright, "chromium", peers["PAGES"][0], site)
    assert 100 < run["life"] < 60_000
    assert run["sent"] > 5e6
    assert run["update"] > 0 and run["loops"] > 0
