"""What an explorer asks to be guessed, as data and in the picture."""

import re

import numpy as np
import pytest
from asked import ASKED
from explorable import Slider, explorer, guess
from explorable.picture.drawing import Drawing

each_kind = pytest.mark.parametrize("falling", ASKED, indirect=True)


@each_kind
def test_a_page_is_told_all_that_it_needs(falling):
    told = falling.spec()["predict"]
    asked = falling.predict
    assert told["kind"] == asked.kind and told["seen"] == asked.seen
    assert told["at"] == asked.at and told["answer"] == asked.truth({})
    assert '<div class="explorable-guess"></div>' in falling.html()


def test_reasons_of_wrong_guesses_travel_only_where_there_are_any():
    plain = guess.Number(3, seen="A.")
    tempted = guess.Number(3, seen="A.", distractors={4: "One more.", 2.5: "A half."})
    assert "distractors" not in plain.spec({})
    told = plain.spec({}) | {"distractors": [[4, "One more."], [2.5, "A half."]]}
    assert tempted.spec({}) == told


def test_a_page_is_told_on_what_the_answer_depends_where_an_author_says_it():
    assert "given" not in guess.Number(3, seen="A.").spec({})
    assert guess.Number(3, given=("x",), seen="A.").spec({})["given"] == ["x"]

    def figure_of_x(figure):
        """Nothing."""

    ask = explorer(x=Slider(0.0, 1.0), predict=guess.Number(3, given=("y",), seen="A."))
    with pytest.raises(ValueError, match="has no y"):
        ask(figure_of_x)


def test_an_explorer_without_a_guess_says_nothing_of_one(bars):
    assert "predict" not in bars.spec() and "guess" not in bars.html()


@each_kind
def test_what_answers_is_named_in_every_picture_and_patch(falling):
    drawing = Drawing(falling)
    picture = drawing.show(falling.start)["picture"]
    (name,) = re.findall(r'id="([^"]*-answer)"', picture)
    assert name.startswith("falling-0-")
    falling_again = Drawing(falling)
    falling_again.figure.axes[0].lines[0].set_ydata([1, 0.5])
    assert f'id="{name}"' in falling_again.show(falling.start)["picture"]
    drawing.figure.axes[0].lines[0].set_ydata([1, 0.5])
    assert name in drawing.show({"steps": 3}, since=drawing.revision)["patch"]


def test_axes_that_answer_hide_what_they_hold():
    @explorer(x=Slider(0.0, 1.0), predict=guess.OneOf("up", ["up", "down"], seen="A point."))
    def two(figure):
        """Two axes."""
        left, right = figure.subplots(1, 2)
        (line,) = right.plot([0, 1], [0, 1])
        left.plot([0, 1])
        guess.answer(right)

        def update(x):
            line.set_ydata([0, x])
            return f"up to {x}"

        return update

    drawing = Drawing(two)
    drawing.show(two.start)
    (name,) = drawing.show({"x": 1.0}, since=drawing.revision)["patch"]
    assert name.startswith("two-1-answer-")


@each_kind
def test_the_guess_has_a_frame_where_it_stands_in_the_picture(falling):
    axes = Drawing(falling).show(falling.start)["axes"]
    assert len(axes) == (falling.predict.kind in ("number", "mark", "line"))


def test_an_answer_is_computed_from_what_the_drawing_function_is_given():
    @explorer(
        x=Slider(0.0, 1.0), predict=guess.Number(lambda top: 2 * top, seen="A bar.", maximum=9)
    )
    def bar(figure, top=1):
        """A bar."""

    assert bar(top=4).spec()["predict"]["answer"] == 8
    with pytest.raises(ValueError, match=r"between 0.0 and 9, where it can be guessed, got 10"):
        bar(top=5).spec()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (guess.Number(2 / 3, seen="A."), 0.666666667),
        (guess.Mark((1e5 + 1e-9, -1 / 3), seen="A."), [1e5, -0.333333333]),
        (guess.Line([2e-9 / 3, 123456], [1, 2], seen="A."), [6.66666667e-10, 123456]),
    ],
)
def test_an_answer_has_the_digits_that_processors_agree_on(asked, told):
    assert asked.truth({}) == told


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: guess.Number(3, seen=" "), "seen of a guess must say what is seen"),
        (lambda: guess.Number(300, seen="A."), "between 0.0 and 100.0"),
        (lambda: guess.Number(3, seen="A.", distractors={300: "Why."}), "between 0.0 and 100.0"),
        (
            lambda: guess.OneOf("up", ["up"], seen="A.", distractors={"no": ""}),
            "one of .'up'., got 'no'",
        ),
        (lambda: guess.Number(np.nan, seen="A."), "between 0.0 and 100.0"),
        (lambda: guess.Number(3, seen="A.", minimum=3, maximum=3), "a range and a step"),
        (lambda: guess.Number(3, seen="A.", step=0), "a range and a step"),
        (lambda: guess.Number(3, seen="A.", along="z"), "along of a guess"),
        (lambda: guess.OneOf("up", ["down"], seen="A."), r"one of \['down'\], got 'up'"),
        (lambda: guess.Ranking(["a"], ["a", "b"], seen="A."), r"order \['a', 'b'\]"),
        (lambda: guess.Mark((1, np.inf), seen="A."), "must be a point"),
        (lambda: guess.Line([1], [1, 2], seen="A."), r"a height for each of \[1.0, 2.0\]"),
        (lambda: guess.Line([0, 2], [1, 2], maximum=1.0, seen="A."), "between -inf and 1.0"),
    ],
)
def test_mistakes_of_authors_are_told(make, words):
    with pytest.raises(ValueError, match=words):
        make()


def test_a_guess_that_is_none_or_leads_nowhere_is_refused():
    with pytest.raises(TypeError, match=r"predict of an explorer must be one of explorable.guess"):
        explorer(x=(0.0, 1.0), predict="up")

    def two(figure):
        """Nothing."""

    asked = guess.OneOf("up", ["up", "down"], seen="A.", at={"x": 7})
    with pytest.raises(ValueError, match="x must be"):
        explorer(x=Slider(0.0, 1.0), predict=asked)(two)
