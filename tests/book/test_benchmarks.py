"""The benchmarks of living pages run through, each once, and print what they promise."""

from benchmarking import load, output, rows

FEW = ["softmax_temperature", "draw_a_digit"]


def test_a_first_visit_is_timed():
    assert "first visit" in output("first_visit")


def test_starts_and_updates_are_timed():
    printed = output("site", "--names", *FEW)
    for what in ("first touch", "first visit", "second visit", "page before any touch"):
        assert f"\n{what}" in f"\n{printed}"
    table = rows(printed)
    assert sorted(table) == sorted(FEW)
    assert {numbers.pop() for numbers in table.values()} == {"temperature", "drawing"}
    assert all(float(number) > 0 for numbers in table.values() for number in numbers)


def test_beside_jupyterlite_a_living_page_is_timed_in_seconds(monkeypatch, browser, address):
    """Without JupyterLite, which is a large download."""
    opened, touched = load(monkeypatch, "lite")["living_page"](browser, address)
    assert 0.1 < touched < opened < 60
