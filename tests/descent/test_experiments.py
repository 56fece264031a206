"""Experiments: the first call is made, others are looked up, for the same source and settings."""

import linecache

import numpy as np
import pytest
from descent import experiments
from descent.experiments import (
    FULL,
    SINGLE,
    NotStored,
    Record,
    differing,
    distance,
    experiment,
    load_record,
)

HEAD = "import numpy as np\nfrom descent.experiments import experiment\ntruth = 2.0\n"
CELL = """\
def halved(x):
    return x / truth


@experiment("halves", share={"steps": 2})
def halves(start, steps=5):  # one after the other
    note(start)
    way = [start]
    for _ in range(steps):
        way.append(halved(way[-1]))
    return np.array(way)
"""


class Notebook(dict):
    """A session: cells run in it as a kernel runs them, with their source at hand."""

    def __init__(self, head=HEAD):
        calls: list[float] = []
        super().__init__(__name__="__main__", calls=calls, note=calls.append)
        self.run(head)

    def run(self, source):
        file = f"<cell {len(linecache.cache)}>"
        linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
        exec(compile(source, file, "exec"), self)


@pytest.fixture
def notebook():
    return Notebook()


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(experiments, "load_record", lambda name: load_record(name, tmp_path))
    monkeypatch.setattr(experiments, "EXPERIMENTS", {})
    monkeypatch.delenv(FULL, raising=False)
    return tmp_path


@pytest.fixture
def stored(folder, monkeypatch):
    """Store a cell's runs, as the tool does, and return the record."""

    def store(cell=CELL, calls="halves(8), halves(1.5)", head=HEAD):
        with monkeypatch.context() as patch:
            patch.setenv(FULL, "1")
            made = Notebook(head)
            made.run(f"{cell}\n{calls}")
        for name, each in experiments.EXPERIMENTS.items():
            np.savez(folder / name, **each.record().arrays())
        return made["halves"].record()

    return store


def test_the_first_call_is_made_and_the_others_are_looked_up(stored, notebook, capsys):
    stored()
    notebook.run(f"{CELL}\nfirst, second = halves(8), halves(1.5)")
    assert notebook["calls"] == [8]
    assert notebook["first"].tolist() == [8, 4, 2, 1, 0.5, 0.25]
    assert notebook["second"].tolist() == [1.5 / 2**k for k in range(6)]
    told = capsys.readouterr().out
    assert told == (
        "Ran halves(8, 2): as stored.\nIts 2 runs took 0 seconds; full=True makes all again.\n"
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  # one after the other", ""),
        ("return x / truth", "return (\n        x\n        / truth\n    )"),
        ('share={"steps": 2}', 'share={"steps": 3}, full=False'),
    ],
    ids=["comment", "layout", "decorator"],
)
def test_what_says_the_same_is_the_same_experiment(stored, notebook, old, new):
    stored()
    notebook.run(f"{CELL.replace(old, new)}\nhalves(8), halves(1.5)")
    assert notebook["calls"] == [8]


@pytest.mark.parametrize(
    ("head", "cell", "changed"),
    [
        ("", CELL.replace("way = [start]", "way = [1 * start]"), "halves"),
        ("", CELL.replace("return x / truth", "return 0.5 * x"), "halved"),
        ("truth = 3.0", CELL, "truth"),
        ("truth = np.array(2.0)", CELL, "truth"),
        ("truth = int(2)", CELL, "truth"),
    ],
)
def test_with_other_sources_or_settings_nothing_is_looked_up(
    stored, notebook, capsys, head, cell, changed
):
    stored()
    notebook.run(f"{head}\n{cell}\nfirst = halves(8)")
    assert len(notebook["first"]) == 3, "the share runs as it is written"
    told = capsys.readouterr().out
    assert (
        "Ran halves(8, 2). Nothing is looked up:\nwhat is stored belongs to other settings" in told
    )
    assert changed in told.partition("settings")[2]
    with pytest.raises(NotStored, match=r"other settings .*With full=True every run"):
        notebook["halves"](1.5)


def test_a_run_with_other_arguments_is_not_stored(stored, notebook, capsys):
    stored()
    notebook.run(f"{CELL}\nhalves(8)")
    with pytest.raises(NotStored, match=r"halves\(3, 5\) is none of the stored runs"):
        notebook["halves"](3)
    notebook.run(f"{CELL}\nhalves(3)")
    assert "Nothing is looked up:\nhalves(3, 5) is none" in capsys.readouterr().out


def test_without_a_record_the_share_runs(notebook, capsys):
    notebook.run(f"{CELL}\nfirst = halves(8)")
    assert notebook["first"].tolist() == [8, 4, 2]
    assert "there is no record 'halves'" in capsys.readouterr().out


def test_data_that_were_changed_are_noticed(stored, notebook):
    """Mean and spread do not tell two orders apart; the run does."""
    cell = CELL.replace("x / truth", "x / truth[0]")
    stored(cell, head=f"{HEAD}truth = np.array([2.0, 4.0])\n")
    notebook.run(f"truth = np.array([4.0, 2.0])\n{cell}")
    message = (
        "the result of halves must begin what is stored as 'halves', to within 1e-06, got a dif"
    )
    for _ in range(2):
        with pytest.raises(AssertionError, match=message):
            notebook["halves"](8)


def test_a_number_may_be_off_by_the_tolerance(stored, notebook):
    cell = CELL.replace("x / truth", "x / truth[0]")
    stored(cell, head=f"{HEAD}truth = np.array([2.0, 4.0])\n")
    notebook.run(f"truth = np.array([4.0, 2.0])\n{cell.replace('share', 'tolerance=3, share')}")
    assert notebook["halves"](8).tolist() == [8, 4, 2, 1, 0.5, 0.25]


def test_full_makes_every_run(stored, notebook, capsys):
    stored()
    notebook.run(
        f"{CELL.replace('share', 'full=True, share')}\nfirst, other = halves(8), halves(3)"
    )
    assert notebook["calls"] == [8, 3] and len(notebook["first"]) == 6
    assert not capsys.readouterr().out


PARTS = """\
@experiment("halves")
def halves(start, seeds=(0, 1)):
    return {"rights": np.arange(3) < start, "loss": np.float16(start / 3), "nan": [np.nan, 1]}
"""


def test_a_record_is_read_as_it_was_written(stored, notebook, folder):
    record = stored(PARTS, "halves(2), halves(np.float64(1 / 3), seeds=np.arange(2))")
    read = load_record("halves", folder)
    assert read[:-1] == record[:-1] and read.runs == ["[2, [0, 1]]", "[0.3333333333, [0, 1]]"]
    assert read.sources == {"halves": PARTS} and read.settings == {"np": "numpy"}
    for part, array in record.results.items():
        assert array.dtype == read.results[part].dtype
        assert distance(array, read.results[part]) == 0
    notebook.run(f"{PARTS}\nfirst, second = halves(2), halves(1 / 3)")
    assert notebook["first"]["loss"] == np.float16(2 / 3)
    assert notebook["second"]["rights"].tolist() == [True, False, False]
    assert np.isnan(notebook["second"]["nan"][0])


def test_a_number_comes_back_as_a_number(stored, notebook):
    cell = CELL.replace("np.array(way)", "way[-1]").replace('share={"steps": 2}', "")
    assert stored(cell).results.keys() == {SINGLE}
    notebook.run(f"{cell}\nnumbers = [halves(8), halves(1.5)]")
    assert notebook["numbers"] == [0.25, 1.5 / 32]


@pytest.mark.parametrize(
    ("head", "summary"),
    [
        ("truth = [1, (2.5, 'x'), None]", [1, [2.5, "x"], None]),
        ("truth = {'a': range(3), 1: np.float32(0.5)}", {"a": [0, 1, 2], "1": 0.5}),
        ("truth = np.array([[True, False]])", [[1, 2], "bool", 0.5, 0.5]),
        ("truth = np.array(['a'])", [[1], "str32"]),
        ("truth = np.sign", "sign"),
        ("from descent import SGD as truth", "SGD"),
        (
            "from descent import SGD\ntruth = SGD(0.5)",
            ["SGD", {"learning_rate": 0.5, "momentum": 0.0, "nesterov": False}],
        ),
        ("from descent.surfaces import Saddle\ntruth = Saddle()", ["Saddle", {}]),
        (
            "from functools import partial\ntruth = partial(int, base=2)",
            ["int", [], {"base": 2}],
        ),
        ("truth = [lambda x: x]", ["truth = [lambda x: x]"]),
        ("from descent import softmax as truth", ["softmax"]),
    ],
)
def test_what_a_function_reads_is_told_from_something_else(stored, head, summary):
    cell = PARTS.replace("3)", "3 + 0 * len(str(truth)))")
    assert stored(cell, "halves(2)", f"{HEAD}{head}\n").settings["truth"] == summary


def test_names_of_attributes_are_no_settings(stored):
    cell = CELL.replace("np.array(way)", "np.array(way).real")
    record = stored(cell, head=f"{HEAD}real = append = 3\n")
    assert record.settings.keys() == {"note", "truth", "np"}


def refused(cell, calls, error, match, notebook):
    with pytest.raises(error, match=match):
        notebook.run(f"{cell.replace('share', 'full=True, share')}\n{calls}")


def test_what_cannot_be_stored_is_refused(notebook):
    refused(
        CELL,
        "halves({1})",
        TypeError,
        r"must take numbers, texts and sequences .* got \{1\}",
        notebook,
    )
    generator = CELL.replace("x / truth", "x / rng.integers(2, 3)")
    head = "rng = np.random.default_rng(0)\n"
    refused(
        head + generator,
        "halves(8)",
        TypeError,
        "a generator is made inside, from a seed",
        notebook,
    )
    moved = "halves(8)\ntruth = 3.0\nhalves(1)"
    refused(CELL, moved, ValueError, "halves reads must stay .* got another truth", notebook)
    refused(
        CELL, "halves.record()", ValueError, "'halves' must have been called with full", notebook
    )
    uneven = "halves(8), halves(8, steps=3)\nhalves.record()"
    refused(CELL, uneven, ValueError, "same shape", notebook)


def test_a_function_within_a_function_is_refused():
    scale = 2
    with pytest.raises(ValueError, match=r"top of its cell, got .*inside, which reads scale of"):

        @experiment("inside")
        def inside(x):
            return scale * x


def test_an_error_is_shown_in_a_line():
    assert NotStored("why")._render_traceback_() == ["Not stored: why"]


@pytest.mark.parametrize(
    ("array", "expected", "apart"),
    [
        ([1, 2], [1, 2], 0),
        ([1, 2], [1, 2, 3], np.inf),
        ([np.nan, 1], [np.nan, 1], 0),
        ([np.nan, 1], [1, 1], np.inf),
        ([np.inf, 1], [np.inf, 1], 0),
        ([np.inf, 1], [1, 1], np.inf),
        ([], [], 0),
        ([True, True, False, True], [True] * 4, 0.25),
        ([3, 1], [1, 1], 2),
        (np.float16([1.001]), np.float16([1]), 0),
        (np.float16([1.002]), np.float16([1]), 2**-10),
    ],
)
def test_distances(array, expected, apart):
    assert distance(np.asarray(array), np.asarray(expected)) == apart


def test_rounding_of_another_processor_is_no_difference():
    def script(number, count=1):
        return {}, {"data": [[count], number, {"eta": -number}]}

    assert differing(script(1 / 3), script(1 / 3 + 1e-12)) == []
    assert differing(script(1e-18), script(-1e-17)) == []
    assert differing(script(np.nan), script(np.nan)) == []
    assert differing(script(1 / 3), script(0.334)) == ["data"]
    assert differing(script(1, 1), script(1, True)) == ["data"]
    assert differing(({}, {}), script(1)) == ["data"]


def test_what_a_record_holds_is_what_a_reader_sees():
    assert Record._fields == ("sources", "settings", "runs", "seconds", "tolerance", "results")


@pytest.mark.parametrize("change", ["truth = 3.0", "table['scale'] = 3.0"])
def test_settings_that_change_between_calls_are_noticed(stored, notebook, capsys, change):
    cell = CELL.replace("x / truth", "x / truth / table['scale']")
    stored(cell, head=f"{HEAD}table = {{'scale': 1.0}}\n")
    notebook.run(f"table = {{'scale': 1.0}}\n{cell}\nhalves(8), halves(1.5)\n{change}\nhalves(1.5)")
    assert notebook["calls"] == [8, 1.5]
    assert "Ran halves(1.5, 2). Nothing is looked up" in capsys.readouterr().out
