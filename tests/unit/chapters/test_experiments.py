"""Each experiment of the notebooks has its record, made by what its cell says now, and is small."""

import ast
from pathlib import Path

import nbformat
import pytest
from descent.experiments import FOLDER, differing, load_record

CHAPTERS = Path(__file__).parents[3] / "chapters"
STORED = sorted(path.stem for path in FOLDER.iterdir())


def functions_of(path):
    """Return the functions that a notebook's cells define: name, node and source."""
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code" and not cell.source.startswith("%"):
            for node in ast.parse(cell.source).body:
                if isinstance(node, ast.FunctionDef):
                    yield node, ast.get_source_segment(cell.source, node)


def declared(node):
    """Return what a function's ``@experiment(…)`` is given: its name, and the rest by keyword."""
    for each in node.decorator_list:
        if isinstance(each, ast.Call) and ast.unparse(each.func) == "experiment":
            (name,) = map(ast.literal_eval, each.args)
            return name, {each.arg: ast.literal_eval(each.value) for each in each.keywords}
    return None


FUNCTIONS = {path: list(functions_of(path)) for path in sorted(CHAPTERS.glob("*.ipynb"))}
EXPERIMENTS = {
    declaration[0]: (path, node.name, declaration[1])
    for path, functions in FUNCTIONS.items()
    for node, _ in functions
    if (declaration := declared(node))
}


def test_each_experiment_has_a_name_and_a_record_of_its_own():
    declarations = [declared(node) for functions in FUNCTIONS.values() for node, _ in functions]
    assert sorted(each[0] for each in declarations if each) == STORED, "run `make experiments`"
    assert 1 < len(STORED) < 40


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_a_record_was_made_by_what_the_notebook_says(name):
    path, function, settings = EXPERIMENTS[name]
    record, said = load_record(name), {}
    for node, source in FUNCTIONS[path]:
        said.setdefault(node.name, []).append(source)
    assert function in record.sources
    for called, source in record.sources.items():
        now = [({called: each}, {}) for each in said[called]]
        assert [] in [differing(({called: source}, {}), each) for each in now], called
    assert record.tolerance == settings.get("tolerance", 1e-6)


def test_no_experiment_makes_every_run_before_a_reader():
    assert not [name for name, (*_, settings) in EXPERIMENTS.items() if "full" in settings]


@pytest.mark.parametrize("name", STORED)
def test_a_record_is_small(name):
    assert (FOLDER / f"{name}.npz").stat().st_size <= 100_000
