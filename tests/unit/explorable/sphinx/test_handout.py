"""What is handed out gives no answer away, and leaves the rest as it is."""

import pytest
from asking import show
from explorable.question import ask
from explorable.question.written import packed
from explorable.sphinx.handout import without_solutions
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

PROOF = "Text.\n\n````{dropdown} Proof\nHere.\n````"
HINTS = """\
````{dropdown} Hint 1
Add *two*.

```python
1 + 1
```
````

````{dropdown} Hint 2
It is even.
````

**A solution**"""

ASKED = r"""above = 2
ask('''
How many?
- [x] three {?= above + 1 == 3}
- [ ] two :: More.
! So.
! $\\pi$ says so.
''')"""


def tagged(source, *tags, **more):
    return new_code_cell(source, metadata={"tags": list(tags), **more})


@pytest.fixture
def notebook():
    shown = new_output("execute_result", {"text/plain": "Not yet: put your answer for the dots."})
    answered = new_output("execute_result", {"text/html": "<details>B, because …</details>"})
    exercise, question = tagged("answer = ...", "exercise"), tagged(ASKED, "question")
    exercise.outputs, question.outputs = [shown], [answered]
    question.metadata["jupyter"] = {"source_hidden": True}
    question.execution_count = 3
    return new_notebook(
        cells=[
            new_markdown_cell(f"{PROOF}\n\n```{{dropdown}} Answer\nFive.\n```"),
            exercise,
            new_markdown_cell(HINTS),
            tagged("answer = 2", "solution"),
            question,
            new_markdown_cell("**A solution**"),
            tagged("answer = 3", "solution"),
            new_markdown_cell("**A hint**"),
            tagged("1 + 1", "hint"),
            new_code_cell(""),
        ]
    )


def test_solutions_go_with_their_titles_and_hints_if_asked_and_the_rest_stays(notebook):
    before, question = repr(notebook), packed(ASKED)
    left = without_solutions(notebook).cells
    hints = HINTS.removesuffix("\n\n**A solution**")
    sources = [PROOF, "answer = ...", hints, question, "**A hint**", "1 + 1", ""]
    assert [cell.source for cell in left] == sources
    assert left[1].outputs == notebook.cells[1].outputs  # which tell no answer
    bare = without_solutions(notebook, hints=False).cells
    assert [cell.source for cell in bare] == [PROOF, "answer = ...", question, ""]
    assert repr(notebook) == before


def test_of_a_question_neither_the_answer_is_seen_nor_how_it_is_computed(notebook):
    question = without_solutions(notebook).cells[3]
    assert "three" not in question.source and "above" not in question.source
    shown = show(question.source, {"ask": ask})
    assert shown.right == "three" and shown == show(ASKED, {"ask": ask})
    assert (question.outputs, question.execution_count) == ([], None)
    assert "jupyter" not in question.metadata


TEXT = """
How many?
- [x] three
- [ ] two :: More.
! So.
"""
WAYS = {
    "a module's": f"from explorable import question\nquestion.ask({TEXT!r})",
    "another name": f"from explorable.question import ask as quiz\nquiz({TEXT!r})",
    "a kind": "from explorable.question import Choice\n"
    "Choice('How many?', right='three', wrong={'two': 'More.'}, because='So.')",
    "a function of the cell": "from explorable.question import ask\n"
    f"def asked():\n    return ask({TEXT!r})\nasked()",
    "a name": f"from explorable.question import ask\nasked = ask({TEXT!r})\nasked",
}


@pytest.mark.parametrize("source", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("tags", [("question",), ()], ids=["tagged", "untagged"])
def test_however_a_cell_asks_its_answer_is_packed(source, tags):
    cell = tagged(source, *tags)
    right = show(source, {})
    cell.outputs = [new_output("execute_result", right._repr_mimebundle_())]
    (packed_cell,) = without_solutions(new_notebook(cells=[cell])).cells
    assert "three" not in packed_cell.source and not packed_cell.outputs
    assert show(packed_cell.source, {}) == right


def test_a_cell_that_shows_nothing_last_is_packed_too():
    names = {}
    exec(packed("shown = 3"), names)
    assert names["shown"] == 3
