"""The page on benchmarks shows what they have kept; `make prove` runs each once."""

import json
import re

from benchmarking import ROOT
from pages import read


def test_the_page_shows_each_result_as_a_table_with_a_caption(site):
    page = read(site / "chapters" / "benchmarks.html")
    tables = page.select("table.measured")
    text = (ROOT / "chapters/benchmarks.md").read_text("utf-8")
    names = re.findall(r"^```\{measured\} (\S+)$", text, re.MULTILINE)
    for name, table in zip(names, tables, strict=True):
        result = json.loads((ROOT / f"benchmarks/results/{name}.json").read_text("utf-8"))
        assert result["title"] in plain(table.caption)
        assert list(map(plain, table.select("thead th"))) == result["columns"]
        assert len(table.select("tbody tr")) == len(result["rows"])


def plain(element):
    """Return its words, with the apostrophe of keyboards."""
    return element.get_text().strip().replace("’", "'")
