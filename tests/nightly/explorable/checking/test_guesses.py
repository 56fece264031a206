"""`check` refuses an explorer that tells before the guess, or does not tell afterwards."""

from dataclasses import replace

import pytest
from asked import ASKED
from explorable import Slider, check, explorer, guess
from explorable.checking.trial import CheckError


@pytest.mark.parametrize("falling", ASKED, indirect=True)
def test_an_answer_that_waits_passes(falling):
    check(falling)


def made(predict, *, title="", caption="After 7 steps it falls down.", hide=True):
    @explorer(steps=Slider(0, 10, 1), predict=predict)
    def made(figure):
        """A fall."""
        axes = figure.subplots()
        (line,) = axes.plot([0, 10], [1, 0])
        answers = line, axes.set_title(title)
        axes.set(xticks=[0, 7], yticks=[])  # what an axis says is no answer
        if hide:
            guess.answer(*answers)

        def update(steps):
            line.set_ydata([1, steps])
            return f"{caption}{' ' * steps}"

        return update

    return made


NUMBER = replace(ASKED["number"], at={})
ONE = replace(ASKED["one"], at={})
MARK = replace(ASKED["mark"], at={})


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (made(replace(NUMBER, seen="7 steps lie ahead.")), "seen: it tells the answer, 7.0"),
        (made(replace(NUMBER, tolerance=1, seen="It is 6.2.")), "seen: it tells the answer, 7.0"),
        (made(NUMBER, title="7 steps", hide=False), "the picture: it tells the answer, 7.0"),
        (
            made(replace(NUMBER, says=""), caption="It falls."),
            "the answer: the caption does not say 7.0",
        ),
        (made(replace(ONE, seen="It goes down.")), "seen: it tells the answer, 'down'"),
        (made(ONE, caption="It goes."), "the answer: the caption does not say 'down'"),
        (made(ONE, caption="It goes up and down."), "the caption does not say 'down'"),
        (made(ASKED["order"], caption="end, start, middle"), "the caption does not say"),
        (made(replace(ONE, seen="It falls down."), caption="It falls down."), "seen: it "),
        (made(replace(ONE, seen="A ball. " * 11)), "longer than the caption"),
        (made(MARK, hide=False), "the start shows it"),
        (made(ASKED["line"], hide=False), "the start shows it"),
    ],
)
def test_what_tells_too_early_or_never_is_refused(broken, words):
    with pytest.raises(CheckError) as caught:
        check(broken)
    assert words in str(caught.value)


@pytest.mark.parametrize("asked", [NUMBER, replace(ONE, says="It falls down.")])
def test_what_is_said_behind_the_caption_answers_too(asked):
    check(made(asked, caption="It falls."))


def test_words_that_hold_an_option_are_no_answer():
    check(made(replace(ONE, seen="The download of a ball."), caption="It falls down."))


def test_a_title_that_waits_tells_nothing():
    check(made(NUMBER, title="7 steps"))
