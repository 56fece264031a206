"""Benchmarks that need nothing but the packages run through, and print what they promise."""

import sys

import pytest
from benchmarking import load, output, rows
from descent.explorers import catalogue
from originals import write_originals


def test_numerics_stand_beside_scipy_and_beside_exp_alone():
    printed, beside_torch, memory = output("numerics").partition("\nPeak memory")
    lines = [line for line in printed.splitlines() if " x " in line]
    for beside, count in (("exp alone", 4), ("scipy softmax", 12)):
        assert sum(f"  {beside}  " in line for line in lines) == count
    assert {"100,000 x 10", "1,000 x 10,000"} == set(rows(beside_torch + memory))


def test_without_pytorch_its_rows_are_left_out(monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    numerics = load(monkeypatch, "numerics")
    beside = {row[1] for row in numerics["loss_rows"]((9, 3), "float32", 1)}
    assert beside == {"exp alone", "scipy softmax"}


def test_explorers_are_timed_whatever_their_controls():
    one_of_each = {
        control.kind: explorer.name
        for explorer in catalogue().values()
        for control in explorer.controls.values()
    }
    assert {"slider", "time", "choice", "check", "pad"} == set(one_of_each)
    names = sorted(set(one_of_each.values()))
    printed = output("explorers", *names)
    assert "plain interact" in printed
    table = rows(printed)
    assert sorted(table) == names
    for numbers in table.values():
        assert all(float(number) > 0 for number in numbers)


def test_the_experiment_on_all_of_mnist_has_a_row_for_each_run(tmp_path):
    printed = output("full_mnist", str(write_originals(tmp_path)))
    runs = [line.split()[0] for line in printed.splitlines()[1:]]
    assert runs == ["l1_b32", "l1_b1", "l1_b1", "l2_b32", "l2_b1", "l2_b1"]


def test_jupyterlite_is_told_in_seconds(monkeypatch, capsys):
    """Without JupyterLite, which is a large download: the table alone."""
    load(monkeypatch, "lite")["print_medians"]([(2.0, 1.5, 6.0), (3.0, 2.0, 9.0), (2.5, 2.0, 9.0)])
    times = [line.split("  ", 1)[1].split() for line in capsys.readouterr().out.splitlines()[1:]]
    assert times[0][-2:] == ["9.00", "s"]
    assert times[1][:3] == ["2.50", "s", "3.6"]
    assert times[2][-3:] == ["2.00", "s", "4.5"]


def test_lighthouse_is_told_by_medians(monkeypatch, capsys):
    """Without Lighthouse, which is a large download: what is made of its reports."""

    def report(score, time):
        times = {"first-contentful-paint": time, "total-blocking-time": time / 2}
        return {
            "categories": {"performance": {"score": score}},
            "audits": {name: {"numericValue": value} for name, value in times.items()},
        }

    runs = [report(0.9, 800), report(0.98, 1000), report(1, 5000)]
    load(monkeypatch, "lighthouse")["print_medians"]("phone", runs)
    words = [line.split()[1:] for line in capsys.readouterr().out.splitlines()]
    assert words[0][:2] == ["performance", "98"]
    assert words[1:] == [["first", "paint", "1000", "ms"], ["blocked", "500", "ms"]]


@pytest.mark.parametrize("name", ["first_visit", "latency", "site"])
def test_what_needs_a_book_or_jupyterlab_says_what_it_can_be_asked(name):
    assert "--rounds" in output(name, "--help")
