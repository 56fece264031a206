"""The benchmarks of living pages run through, each once; their page shows what is kept."""

import json
import re

import pytest
from _ext import measured
from benchmarking import ROOT, SPREAD, results
from bs4 import BeautifulSoup
from descent.explorers import catalogue

FEW = ["softmax_temperature", "draw_a_digit"]


@pytest.mark.sample(8, of="benchmarks/")
def test_a_first_visit_is_timed(tmp_path):
    (row,) = results(tmp_path, "first_visit")["first_visit"].values()
    assert all(re.fullmatch(SPREAD, cell) for cell in row)


@pytest.mark.sample(8, of="benchmarks/")
def test_starts_and_updates_are_timed(tmp_path):
    kept = results(tmp_path, "site", "--names", *FEW)
    told = " ".join(kept["starts"])
    for what in ("before any touch", "first touch", "first visit", "second visit"):
        assert what in told
    table = kept["updates"]
    assert sorted(table) == sorted(FEW)
    for name, (slowest, update, in_yardsticks, _) in table.items():
        assert slowest in catalogue()[name].controls
        assert re.fullmatch(SPREAD, update) and re.fullmatch(SPREAD, in_yardsticks)


def test_the_page_shows_each_result_as_a_table_with_a_caption(site):
    page = BeautifulSoup((site / "chapters/benchmarks.html").read_text("utf-8"), "html.parser")
    tables = page.select("table.measured")
    names = list(measured.names((ROOT / "chapters/benchmarks.md").read_text("utf-8")))
    for name, table in zip(names, tables, strict=True):
        result = json.loads((ROOT / f"benchmarks/results/{name}.json").read_text("utf-8"))
        assert result["title"] in plain(table.caption)
        assert list(map(plain, table.select("thead th"))) == result["columns"]
        assert len(table.select("tbody tr")) == len(result["rows"])


def plain(element):
    """Return its words, with the apostrophe of keyboards."""
    return element.get_text().strip().replace("’", "'")
