"""The results that the book shows: their form, and that a page names each of them."""

import json
import re
import subprocess
from datetime import date

import pytest
from _ext import measured
from benchmarking import ROOT, SPREAD, load
from explorable.bundle.node import node

RESULTS = sorted((ROOT / "benchmarks" / "results").glob("*.json"))
PAGES = {path.stem: path.read_text("utf-8") for path in (ROOT / "chapters").glob("*.md")}
FIELDS = {"title", "when", "machine", "columns", "rows", "note"}


@pytest.mark.parametrize("path", RESULTS, ids=lambda path: path.stem)
def test_a_result_has_the_form_that_pages_show_and_a_ratio_its_spread(path):
    result = json.loads(path.read_text("utf-8"))
    assert set(result) == FIELDS
    assert date.fromisoformat(result["when"]) <= date.today()
    assert result["title"] and result["note"] and " cores, " in result["machine"]
    assert result["rows"] and all(result["columns"])
    for row in result["rows"]:
        assert len(row) == len(result["columns"])
        assert all(isinstance(cell, str) for cell in row)

    for head, *cells in zip(result["columns"], *result["rows"], strict=True):
        if "ratio" in head or "yardsticks" in head:
            assert all(re.fullmatch(SPREAD, cell) for cell in cells if cell), head


def test_each_result_is_shown_once_and_each_that_is_shown_is_there():
    named = re.compile(r"^```\{measured\} (\S+)", re.MULTILINE)
    shown = sorted(name for text in PAGES.values() for name in named.findall(text))
    assert shown == [path.stem for path in RESULTS]


def test_the_page_types_no_result_by_hand():
    page = re.sub(r"```sh.*?```", "", PAGES["benchmarks"], flags=re.DOTALL)
    assert not re.findall(
        r"\d+(?:\.\d+)?",
        page.replace("1 the book", "").replace("below 1", "").replace("includes 1", ""),
    )


def test_a_number_is_found_by_its_row_and_column():
    result = {"columns": ["", "ms", "ratio", "ratio"], "rows": [["a", "1", "2 (1–3)", "4"]]}
    assert measured.cell(result, "a", "ratio") == "2"
    assert measured.cell(result, "a", "ratio 2") == "4"
    for row, column in (("b", "ratio"), ("a", "seconds")):
        with pytest.raises(ValueError):
            measured.cell(result, row, column)


def test_a_spread_is_the_median_with_the_range(monkeypatch):
    timing = load(monkeypatch, "timing")
    assert timing["spread"]([4.0, 2.0, 2.5]) == "2.50 (2.00–4.00)"
    assert timing["spread"]([1234.5, 99.96, 0.01234]) == "100.0 (0.012–1,234)"
    assert timing["ratios"]([2, 9], [1, 3]) == [2, 3]


def test_a_time_that_no_clock_shows_has_no_ratio(monkeypatch):
    """Firefox's clock has whole milliseconds."""
    timing = load(monkeypatch, "timing")
    assert timing["ratios"]([2, 9, 0], [0, 3, 4]) == [3, 0]
    assert timing["spread"](timing["ratios"]([2], [0])) == ""
    for clock in ("Math.floor(real())", "real()"):
        script = (
            f"const real = performance.now.bind(performance); performance.now = () => {clock};"
            f"console.log(({timing['YARDSTICK']})())"
        )
        told = subprocess.run([node(), "-e", script], capture_output=True, text=True, check=True)
        assert float(told.stdout) > 0


def test_functions_take_turns(monkeypatch):
    calls = []
    timing = load(monkeypatch, "timing")
    times = timing["turns"](lambda: calls.append("a"), lambda: calls.append("b"), rounds=2)
    assert calls == ["a", "b", *["a", "b"] * 2]
    assert [len(each) for each in times] == [2, 2]


@pytest.mark.parametrize(
    ("name", "agent", "said"),
    [
        ("chromium", "Mozilla/5.0 HeadlessChrome/156.0.0.0 Safari/537", "Chromium 156"),
        ("firefox", "Gecko/20100101 Firefox/153.0", "Firefox 153"),
        ("webkit", "AppleWebKit/605.1 Version/26.0 Safari/605.1", "WebKit 26"),
        ("webkit", "another", "WebKit"),
    ],
)
def test_a_browser_is_named_with_its_version(monkeypatch, name, agent, said):
    browser_of = load(monkeypatch, "timing")["browser_of"]
    assert browser_of(name, agent) == said


def test_what_is_kept_has_that_form(monkeypatch, tmp_path):
    keep = load(monkeypatch, "timing")["keep"]
    table = {"title": "A table", "columns": ["a", "b"], "rows": [["1", "2"]], "note": "Read it."}
    keep(tmp_path, "name", **table, packages=["SciPy", "scikit-learn"], browsers=["Firefox 153"])
    kept = json.loads((tmp_path / "name.json").read_text("utf-8"))
    assert set(kept) == FIELDS and table.items() <= kept.items()
    assert re.search(
        r", NumPy [\d.]+, SciPy [\d.]+, scikit-learn [\d.]+, Firefox 153$", kept["machine"]
    )


def test_what_is_measured_is_kept_when_the_next_row_fails(monkeypatch, tmp_path):
    def rows():
        yield ["first", "1"]
        raise TimeoutError("a figure that nobody sees")

    keep = load(monkeypatch, "timing")["keep"]
    with pytest.raises(TimeoutError):
        keep(tmp_path, "name", title="A table", columns=["a", "b"], rows=rows(), note="Read it.")
    assert json.loads((tmp_path / "name.json").read_text("utf-8"))["rows"] == [["first", "1"]]
