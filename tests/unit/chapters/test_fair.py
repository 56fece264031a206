"""Comparisons are fair by machine: settings are chosen by `tune`, and ± is written by `spread`."""

import ast

import pytest
from nbformat.v4 import new_code_cell
from prose import PAGES, code_of, each_page, tags_of

PICKS = {"argmin", "argmax", "nanargmin", "nanargmax"}
NOT_JUDGED = {"figure", "exercise", "solution", "question"}
NO_COMPARISON = {
    ("12-at-work-deeper", line): "c is the most probable character, and what is drawn"
    for line in (
        'print(f"{text.alphabet[c]}: wanted {p[c]:.3f}, drafted {q[c]:.3f},",',
        'f"written {shares[c]:.3f}")',
    )
} | {
    (
        "09-neural-networks",
        "mean, median = guess[squared.argmin()], guess[absolute.argmin()]",
    ): "where two losses are least is what is shown",
}
"""Lines that choose and compare no methods by it, each with the reason."""


def judged(path):
    """Return the sources of a page's cells whose results it speaks of."""
    return [cell.source for cell in code_of(path) if not tags_of(cell) & NOT_JUDGED]


def called(node):
    """Return the last part of the name that a call calls."""
    function = node.func
    return getattr(function, "attr", getattr(function, "id", None))


def picks(node):
    """Whether an expression holds a call that looks for the place of the least or the greatest."""
    calls = (each for each in ast.walk(node) if isinstance(each, ast.Call))
    return any(called(call) in PICKS for call in calls)


def choices(source):
    """Return the lines of a cell that choose among what was tried, but not by `tune`.

    These are ``grid[costs.argmin()]``, with or without a name in between, and ``min(grid, key=…)``.
    """
    tree = ast.parse(source)
    assigned = [each for each in ast.walk(tree) if isinstance(each, ast.Assign)]
    places = {t.id for each in assigned if picks(each.value) for t in each.targets if is_name(t)}
    found = [node for node in ast.walk(tree) if is_choice(node, places)]
    return sorted({source.splitlines()[node.lineno - 1].strip() for node in found})


def is_name(node):
    return isinstance(node, ast.Name)


def is_choice(node, places):
    if isinstance(node, ast.Subscript):
        names = {each.id for each in ast.walk(node.slice) if is_name(each)}
        return picks(node.slice) or bool(names & places)
    is_best = isinstance(node, ast.Call) and called(node) in ("min", "max")
    return is_best and any(keyword.arg == "key" for keyword in node.keywords)


@each_page
def test_what_is_best_is_chosen_by_tune(path):
    found = [line for source in judged(path) for line in choices(source)]
    assert not [line for line in found if (path.stem, line) not in NO_COMPARISON]


@each_page
def test_plus_or_minus_is_written_by_spread(path):
    cells = [cell for cell in code_of(path) if "question" not in tags_of(cell)]
    assert not [cell.source for cell in cells if "±" in cell.source]


def test_no_reason_is_left_of_a_line_that_went():
    lines = {(path.stem, line) for path in PAGES for s in judged(path) for line in choices(s)}
    assert not set(NO_COMPARISON) - lines


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("best = etas[np.argmin(losses)]", True),
        ("k = losses.argmin()\nbest = etas[k]", True),
        ("best = min(bits, key=bits.get)", True),
        ("right = (scores.argmax(axis=1) == y).mean()", False),
        ("best = tune({'SGD': (cost, etas)})['SGD'].value", False),
        ("y = names[2]", False),
    ],
)
def test_a_choice_is_known(source, expected):
    assert bool(choices(new_code_cell(source).source)) == expected
