"""What a commit runs: the sample of a day, what a change touches, and a table of what is red."""

import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import gate
import parts
import pytest
from descent.explorers import catalogue

CHORD = catalogue()["chord"]
PAGE = "chapters/03-softmax"


@pytest.fixture(autouse=True)
def nothing_changed(monkeypatch):
    monkeypatch.setattr(gate, "PROVE", False)
    monkeypatch.setattr(gate, "changed", frozenset)
    monkeypatch.delenv("BASE", raising=False)


def items(*arguments, values=range(24), name="test", **options):
    """Cases of a test that is marked to be sampled."""
    mark = pytest.mark.sample(*arguments, **options).mark

    def item(value):
        return SimpleNamespace(
            nodeid=f"tests/test_x.py::{name}[{value}]",
            path=Path("tests/test_x.py"),
            callspec=SimpleNamespace(id=str(value), params={"value": value}),
            get_closest_marker=lambda _: mark,
        )

    return [item(value) for value in values]


def chosen(cases, *named):
    """The values of the cases that run."""
    config = SimpleNamespace(
        args=named or ["tests"], hook=SimpleNamespace(pytest_deselected=lambda items: None)
    )
    cases = list(cases)
    gate.select(config, cases)
    return {case.callspec.params["value"] for case in cases}


def on_days(monkeypatch, cases, count):
    """What runs on each of some days."""
    found = []
    for day in range(739_000, 739_000 + count):
        monkeypatch.setenv("DAY", str(day))
        found.append(chosen(cases))
    return found


def test_each_case_has_its_turn_once_in_n_days(monkeypatch):
    turns = on_days(monkeypatch, items(4), 4)
    assert sorted(value for turn in turns for value in turn) == list(range(24))
    assert all(len(turn) < 12 for turn in turns)


def test_tests_with_the_same_values_can_have_the_same_turn(monkeypatch):
    alone = [on_days(monkeypatch, items(4, name=name), 1) for name in ("a", "b")]
    together = [on_days(monkeypatch, items(4, name=name, together=True), 1) for name in ("a", "b")]
    assert alone[0] != alone[1] and together[0] == together[1]


def cells(notebook):
    """The cells of a notebook, as nbval collects them."""
    return [
        SimpleNamespace(
            nodeid=f"chapters/{notebook}.ipynb::Cell {number}",
            path=gate.ROOT / f"chapters/{notebook}.ipynb",
            callspec=SimpleNamespace(id="", params={"value": f"{notebook} {number}"}),
            get_closest_marker=lambda _: None,
        )
        for number in range(3)
    ]


def test_a_notebook_runs_from_its_first_cell_to_its_last(monkeypatch):
    notebooks = [cell for letter in "abcdefghijklmnop" for cell in cells(letter)]
    turns = on_days(monkeypatch, notebooks, 4)
    assert sorted(cell for turn in turns for cell in turn) == sorted(
        cell.callspec.params["value"] for cell in notebooks
    )
    for turn in turns:
        assert {f"{cell[0]} {number}" for cell in turn for number in range(3)} == turn


@pytest.mark.parametrize(
    "file", ["code/descent/src/descent/losses/cross_entropy.py", "requirements.lock"]
)
def test_notebooks_run_when_what_they_call_changes_or_somebody_names_them(monkeypatch, file):
    monkeypatch.setenv("DAY", str(739_000))
    asleep = next(letter for letter in "abcdefghijklmnop" if not chosen(cells(letter)))
    assert chosen(cells(asleep), str(gate.ROOT / f"chapters/{asleep}.ipynb")) != set()
    monkeypatch.setattr(gate, "changed", lambda: frozenset(["chapters/other.ipynb"]))
    assert chosen(cells(asleep)) == set()
    for path in (file, f"chapters/{asleep}.ipynb"):
        monkeypatch.setattr(gate, "changed", lambda path=path: frozenset([path]))
        assert len(chosen(cells(asleep))) == 3


def test_what_is_always_asked_or_named_or_proved_runs(monkeypatch):
    pages = [PAGE, *"abcdefgh"]
    assert all(
        PAGE in turn for turn in on_days(monkeypatch, items(99, values=pages, always=[PAGE]), 2)
    )
    assert len(chosen(items(99), "tests/test_x.py::test")) == 24
    monkeypatch.setattr(gate, "PROVE", True)
    assert len(chosen(items(99))) == 24


@pytest.mark.parametrize(
    ("path", "value", "options"),
    [
        ("chapters/03-softmax.ipynb", PAGE, {}),
        ("chapters/03-softmax.ipynb", "03-softmax", {}),
        ("chapters/03-softmax.ipynb", gate.ROOT / "chapters/03-softmax.ipynb", {}),
        ("code/descent/src/descent/explorers/convexity/chord.py", CHORD, {}),
        ("code/explorable/src/explorable/controls.py", CHORD, {}),
        ("benchmarks/site.py", 0, {"of": "benchmarks/"}),
        ("tests/test_x.py", 0, {}),
    ],
)
def test_a_case_about_what_has_changed_runs(monkeypatch, path, value, options):
    cases = items(10**9, values=[value], **options)
    monkeypatch.setenv("DAY", "0")
    assert not chosen(cases)
    monkeypatch.setattr(gate, "changed", lambda: frozenset([path]))
    assert chosen(cases) == {value}
    monkeypatch.setattr(gate, "changed", lambda: frozenset(["README.md"]))
    assert not chosen(cases)


def test_an_explorer_is_about_no_other_explorer():
    files = set(gate._files(CHORD))
    assert all((gate.ROOT / path).is_file() for path in files)
    assert len([path for path in files if "/explorers/" in path and "/_" not in path]) == 1


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """A repository of two commits; gives what makes a commit."""
    monkeypatch.setattr(gate, "ROOT", tmp_path)
    monkeypatch.setattr(gate, "KEPT", tmp_path / ".git" / "proved.json")
    gate._base.cache_clear()
    git = ["git", "-C", tmp_path, "-c", "user.name=a", "-c", "user.email=a@b"]
    subprocess.run([*git, "init", "--quiet"], check=True)

    def commit(**files):
        for name, text in files.items():
            (tmp_path / name).write_text(text)
        subprocess.run([*git, "add", "."], check=True)
        subprocess.run([*git, "commit", "--quiet", "--message=x"], check=True)

    commit(old="1", edited="1", removed="1")
    commit(last="1")
    yield commit
    gate._base.cache_clear()


CHANGED = gate.changed.__wrapped__


@pytest.fixture
def scope(monkeypatch):
    """What a run says of itself."""
    monkeypatch.setattr(gate, "changed", CHANGED)
    return gate.scope


def test_in_a_new_clone_what_is_written_since_has_changed(clone, scope, tmp_path):
    assert not CHANGED() and scope().endswith("nothing has changed since HEAD")
    (tmp_path / "edited").write_text("2")
    (tmp_path / "ü").write_text("new")
    (tmp_path / "removed").unlink()
    assert CHANGED() >= {"edited", "ü"} and not CHANGED() & {"old", "last"}


def test_in_a_clone_what_its_origin_lacks_has_changed(clone, scope, tmp_path):
    subprocess.run(["git", "-C", tmp_path, "update-ref", "refs/remotes/origin/HEAD", "HEAD"])
    clone(own="1")
    assert CHANGED() == {"own"}
    assert "what 1 files touch, changed since " in scope()


@pytest.mark.parametrize(
    ("base", "expected", "words"),
    [
        ("HEAD~1", {"last"}, "changed since HEAD~1"),
        ("0" * 40, {"old", "edited", "removed", "last"}, "(which this clone does not have)"),
    ],
)
def test_who_names_a_base_asks_what_has_changed_since(
    clone, scope, monkeypatch, base, expected, words
):
    gate.keep(gate.blobs())
    monkeypatch.setenv("BASE", base)
    assert CHANGED() == expected
    assert scope().endswith(words)


def test_who_names_a_base_proves_nothing_of_what_was_changed_before(clone, monkeypatch, tmp_path):
    gate.keep(gate.blobs())
    (tmp_path / "edited").write_text("2")
    with monkeypatch.context() as named:
        named.setenv("BASE", "HEAD")
        gate.keep(gate.blobs())
    assert CHANGED() == {"edited"}


def test_without_git_a_sample_is_proved(clone, scope, tmp_path):
    shutil.rmtree(tmp_path / ".git")
    assert not CHANGED() and "no git here" in scope()


def test_what_was_proved_has_not_changed_until_it_is_edited(clone, tmp_path):
    gate.keep(gate.blobs())
    assert not CHANGED()
    (tmp_path / "edited").write_text("2")
    assert CHANGED() == {"edited"}
    clone(edited="2")
    assert CHANGED() == {"edited"}
    gate.keep(gate.blobs())
    assert not CHANGED()


REPORT = """<testsuites><testsuite><testcase classname="tests.a" name="right" /><testcase
classname="tests.a" name="wrong"><failure /></testcase><testcase name="left out"><skipped
message="{}" /></testcase></testsuite></testsuites>"""
WITHOUT = "Caddy: not on this machine (Debian, as root: apt-get install caddy)"
SAYS = "import pathlib, sys; pathlib.Path(sys.argv[1]).write_text(sys.argv[2]); sys.exit(1)"


@pytest.fixture
def prove(monkeypatch, capsys, tmp_path):
    """Run parts, each a script with its arguments; give the code, the words and what is proved."""
    monkeypatch.setattr(parts, "ROOT", tmp_path)
    monkeypatch.setattr(gate, "blobs", dict)
    monkeypatch.chdir(tmp_path)

    def prove(**scripts):
        proved = []
        monkeypatch.setattr(gate, "keep", proved.append)
        commands = {name: [sys.executable, "-c", *each] for name, each in scripts.items()}
        monkeypatch.setattr(parts, "PARTS", commands)
        return parts.main(), capsys.readouterr().out, proved

    return prove


def test_a_part_that_fails_keeps_none_behind_it_from_running(prove):
    first = (SAYS, str(parts.REPORTS / "first.xml"), REPORT.format(WITHOUT))
    code, table, proved = prove(first=first, second=["raise SystemExit(3)"], third=[""])
    assert code == 1 and not proved
    assert "red: first: tests.a::wrong" in table
    rows = {line.split()[0]: line.split() for line in table.splitlines() if line}
    assert [rows[part][-1] for part in ("first", "second", "third")] == ["(1)", "(3)", "green"]
    assert rows["first"][1] == "2"
    assert f"not tried: {WITHOUT}; 1 tests\n" in table and "\nproved: " in table
    assert table.endswith("\n1 passed, 2 failed\n")
    code, _, proved = prove(third=[""])
    assert code == 0 and proved


def test_what_needs_the_book_is_not_run_without(prove):
    code, table, _ = prove(book=["raise SystemExit(2)"], pyodide=["print('beside')"], python=[""])
    rows = {line.split()[0]: line.split()[-1] for line in table.splitlines() if line}
    assert code == 1 and "beside" in table
    assert (rows["book"], rows["pyodide"]) == ("(2)", "green") and "python" not in rows


@pytest.mark.parametrize(("reason", "expected"), [(WITHOUT, 0), ("no time", 1)])
def test_a_skip_that_no_line_counts_is_red(prove, reason, expected):
    report = REPORT.format(reason).replace("<failure />", "")
    script = SAYS.replace("exit(1)", "exit(0)")
    code, table, _ = prove(first=(script, str(parts.REPORTS / "first.xml"), report))
    assert code == expected
    assert ("red: first: skipped: no time" in table) == bool(code)
    assert table.endswith(f"\n2 passed, {code} failed\n")
