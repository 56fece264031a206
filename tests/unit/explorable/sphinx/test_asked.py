"""What a page asks of its readers is noted while it is read."""

from docutils import nodes
from docutils.utils import new_document
from explorable.identity import identity
from explorable.question.digest import digest
from explorable.sphinx.asked import in_document
from explorable.sphinx.cells import ExplorerNode, VerdictNode
from explorable.sphinx.questions import QuestionNode
from samples import TEST

FIRST = TEST.questions[0]


def exercise(label, text):
    content = nodes.section("", nodes.paragraph("", text))
    return nodes.admonition("", nodes.title("", "Exercise"), content, type="exercise", label=label)


def cell(*children, tag="tag_exercise"):
    return nodes.container("", *children, classes=["cell", tag])


def page(*children):
    document = new_document("page")
    document += children
    return document


def test_an_exercise_counts_if_the_cell_below_it_is_judged():
    document = page(
        exercise("ex-judged", "Compute."),
        cell(VerdictNode(passed=False)),
        cell(VerdictNode(passed=False), tag="tag_solution"),
        exercise("ex-read", "Explain."),
        cell(nodes.raw("", "<p>no verdict</p>", format="html")),
        exercise("ex-last", "Prove."),
        cell(VerdictNode(passed=False), tag="tag_solution"),
    )
    assert in_document(document)["exercises"] == {"ex-judged": identity("Compute.")}


def test_each_exercise_carries_the_digest_of_its_text_and_not_of_its_title():
    one, same = exercise("ex-one", "Compute."), exercise("ex-two", "Compute.")
    same[0][0] = nodes.Text("Exercise 2")
    in_document(page(one, same))
    assert one[-1].astext() == same[-1].astext()
    assert f'value="{identity("Compute.")}" hidden' in one[-1].astext()


def test_a_question_counts_once_however_often_it_stands_there():
    test, question = QuestionNode("", asked=TEST.asked), QuestionNode("", asked=FIRST.asked)
    found = in_document(page(question, test, question.deepcopy()))
    assert found["answers"] == [digest(each.asked) for each in TEST.questions]


def test_a_guess_has_its_figure_s_name_and_the_number_of_its_copy():
    sea, land = {"name": "sea", "predict": {}}, {"name": "land"}
    figures = (ExplorerNode("", spec=spec) for spec in (sea, land, sea))
    assert in_document(page(*figures))["guesses"] == ["sea-1", "sea-2"]
