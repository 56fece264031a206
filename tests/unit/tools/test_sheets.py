"""A sheet has every exercise and question of a chapter's pages; answers are in one of the two."""

import pytest
from explorable.question import Choice, Explain, Lines, Number, SelfTest

from tools.sheets import items, sheet, write

MORE = {"because": "TOLD", "hint": "Think."}
CHOICE = Choice("Which?", right="This", wrong={"That": "TOLD"}, see="03-a.ipynb#a", **MORE)
EXPLAIN = Explain("Say why.", must=["TOLD"], **MORE)
LINES = Lines("Order them.", lines=["z", "y"], **MORE)
NUMBER = Number("How many?", answer=7.25, otherwise="TOLD", **MORE)


def exercise(number, words=""):
    return f"""
<div class="exercise admonition {words}" id="ex-{number}">
<p class="admonition-title"><span class="caption-number">Exercise 3.{number} </span></p>
<section id="exercise-content"><p>Do <a href="x.html">{number}</a>.</p></section></div>"""


def code(kind, source):
    return f'<div class="cell tag_{kind}"><div class="cell_input"><pre>{source}</pre></div></div>'


def fold(title, text):
    return f"""<details class="sd-dropdown"><summary>{title} <svg/></summary>
<div class="sd-summary-content">{text}</div></details>"""


def asked(inside):
    return f'<div class="cell tag_question"><div class="cell_output">{inside}</div></div>'


PAGE = "".join(
    [
        "<article><h1>Softmax<a class='headerlink'>#</a></h1>",
        fold("Proof", "A theorem's."),
        exercise(1, "code hard"),
        code("exercise", "def f(x): ...  # your code here\n\n\ncheck(f)"),
        fold("Hint 1", "First."),
        fold("Hint 2", "Second."),
        code("solution", "def f(x):\n    return 'TOLD'\n\n\ncheck(f)"),
        asked(CHOICE.html),
        exercise(2, "explain easy"),
        asked(EXPLAIN.html),
        exercise(3, "prove middle"),
        asked(LINES.html),
        exercise(4),
        fold("An answer", "TOLD"),
        fold("What you should have seen", "A figure's."),
        asked(NUMBER.html),
        asked(SelfTest([CHOICE]).html),
    ]
)


def test_exercises_and_questions_are_told_apart():
    exercises, questions = items(PAGE)
    assert [each.title for each in exercises] == [f"Exercise 3.{i}" for i in (1, 2, 3, 4)]
    assert [each.words for each in exercises][:2] == [["code", "hard"], ["explain", "easy"]]
    assert [each.lines for each in exercises] == [10, 8, 0, 8]
    assert len(questions) == 3 and "How many?" in questions[1].text


def test_a_sheet_for_students_tells_nothing_but_hints():
    text = sheet("3 Softmax", [PAGE], solutions=False)
    assert "TOLD" not in text and "7.25" not in text and "data-right" not in text
    assert "def f(x):" in text and "check(f)" not in text
    assert text.index("Question 3") < text.index("Hints") < text.index("First.")
    assert text.count("Think.") == 5
    assert "<details" not in text and "<a " not in text


def test_a_sheet_with_solutions_tells_them_all():
    text = sheet("3 Softmax", [PAGE], solutions=True)
    assert text.count('<div class="solution"></div>') == 0
    assert "return &#x27;TOLD&#x27;" in text and "7.25" in text
    assert "class=line" not in text and "Hints" not in text
    assert "A theorem's." not in text and "A figure's." not in text


def test_the_pages_of_a_chapter_share_a_sheet_and_count_on(tmp_path):
    chapters = tmp_path / "html" / "chapters"
    chapters.mkdir(parents=True)
    (chapters / "03-softmax.html").write_text(PAGE, encoding="utf-8")
    (chapters / "03-softmax-deeper.html").write_text(PAGE, encoding="utf-8")
    written = write(tmp_path / "html", tmp_path / "sheets")
    assert [path.name for path in written] == ["03-softmax.html", "03-softmax-solutions.html"]
    text = written[0].read_text("utf-8")
    assert "<h1>3 Softmax: exercises</h1>" in text and "Question 6" in text


@pytest.mark.parametrize("lines", [2, 12])
def test_there_is_room_for_a_program_as_long_as_the_solution(lines):
    page = exercise(1) + code("exercise", "f = ...\ncheck(f)")
    page += code("solution", "a = 1\n" * lines + "check(f)")
    (found,), _ = items(page)
    assert found.lines == max(8, lines + 3)


def test_an_exercise_on_paper_has_the_numbers_that_its_cell_has_drawn_and_their_answer():
    drawn = '<p class="explorable-verdict">Your numbers: n = 4.5. Put your answer for the dots.</p>'
    found = '<p class="explorable-verdict">Correct: TOLD.</p>'
    page = exercise(1, "compute easy") + "".join(
        code(kind, "twice = ...\ncheck(twice)").replace("</pre>", f"</pre>{shown}")
        for kind, shown in (("exercise", drawn), ("solution", found))
    )
    asks = sheet("3 Softmax", [f"<article>{page}"], solutions=False)
    assert "<p>Your numbers: n = 4.5.</p>" in asks and "TOLD" not in asks
    assert "Correct: TOLD." in sheet("3 Softmax", [f"<article>{page}"], solutions=True)
