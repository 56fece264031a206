"""One tag on a cell, and page and JupyterLab fold it alike."""

import nbformat
import pytest
from explorable.authoring.kinds import KINDS, fold, kind_of
from explorable.authoring.notebooks import normalize, to_text
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook


def folded(*cells):
    notebook = new_notebook(cells=list(cells))
    fold(notebook)
    return notebook.cells


def tagged(*tags):
    return new_code_cell("draw()", metadata={"tags": list(tags)})


@pytest.mark.parametrize("kind", ["lesson", "exercise"])
def test_a_lesson_and_an_exercise_stay_open(kind):
    (cell,) = folded(tagged(kind))
    assert cell.metadata == {"tags": [kind]}


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("figure", "The code of this figure"),
        ("check", "The code of this check"),
        ("imports", "What the code below imports"),
    ],
)
def test_the_source_alone_is_folded(kind, title):
    (cell,) = folded(tagged(kind))
    assert cell.metadata.tags == [kind, "hide-input"]
    assert cell.metadata.jupyter == {"source_hidden": True}
    assert set(cell.metadata.mystnb.values()) == {title}


def test_a_solution_is_folded_whole_under_its_title():
    text, cell = folded(new_markdown_cell("An exercise."), tagged("solution"))
    assert text.source == "An exercise.\n\n**A solution**"
    assert cell.metadata.tags == ["solution", "hide-cell"]
    assert cell.metadata.jupyter == {"source_hidden": True, "outputs_hidden": True}
    assert set(cell.metadata.mystnb.values()) == {"A solution"}


def test_below_code_the_title_is_a_cell():
    assert [cell.source for cell in folded(tagged(), tagged("hint"))] == [
        "draw()",
        "**A hint**",
        "draw()",
    ]


def test_other_tags_and_settings_stay():
    cell = tagged("nbval-ignore-output", "figure")
    cell.metadata.mystnb = {"image": {"alt": "a line"}}
    (cell,) = folded(cell)
    assert cell.metadata.tags == ["nbval-ignore-output", "figure", "hide-input"]
    assert cell.metadata.mystnb.image == {"alt": "a line"}


def test_folding_twice_changes_nothing():
    cells = [new_markdown_cell("Text."), *map(tagged, KINDS)]
    once = to_text(normalize(new_notebook(cells=cells)))
    assert to_text(normalize(nbformat.reads(once, as_version=4))) == once


def test_without_its_tag_a_cell_is_open_again():
    (cell,) = folded(tagged("figure"))
    cell.metadata.tags.remove("figure")
    (cell,) = folded(cell)
    assert cell.metadata == {}


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        (tagged("figure", "check"), r"figure.*check.*at most one.*draw"),
        (
            new_markdown_cell("So.", metadata={"tags": ["solution"]}),
            r"solution.*markdown cell.*a code cell",
        ),
    ],
)
def test_code_alone_is_of_a_kind_and_of_one(cell, message):
    with pytest.raises(ValueError, match=message):
        kind_of(cell)
