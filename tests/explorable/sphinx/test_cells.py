"""Cells on a page of a book in another language."""

import pytest
from docutils import nodes
from docutils.utils import new_document
from explorable import words
from explorable.sphinx.cells import Places, VerdictNode
from myst_nb.sphinx_ import HideCodeCellNode


@pytest.fixture(autouse=True)
def german():
    words.use({"solution": "Eine Lösung"})
    yield
    words.use({})


@pytest.mark.parametrize(
    ("tag", "title", "said"),
    [
        ("tag_solution", "A solution", "Eine Lösung"),
        ("tag_solution", "My way", "My way"),
        ("tag_hint", "A hint", "A hint"),
        ("tag_other", "A solution", "A solution"),
    ],
)
def test_a_fold_says_the_words_of_the_book_or_its_authors(tag, title, said):
    fold = HideCodeCellNode(prompt_show=title, prompt_hide=title)
    document = new_document("waves")
    document += nodes.container("", fold, nb_element="cell_code", classes=["cell", tag])
    Places(document).run()
    assert (fold["prompt_show"], fold["prompt_hide"]) == (said, said)


@pytest.mark.parametrize(("passed", "left"), [(True, 0), (False, 0), (None, 1)])
def test_an_exercise_shows_what_is_given_and_no_stored_judgment(passed, left):
    output = nodes.container("", VerdictNode(passed=passed), nb_element="cell_code_output")
    source = nodes.container(nb_element="cell_code_source")
    cell = nodes.container(
        "", source, output, nb_element="cell_code", classes=["cell", "tag_exercise"]
    )
    document = new_document("waves")
    document += cell
    Places(document).run()
    assert len(list(document.findall(VerdictNode))) == left
