"""`check` of a function that `interact` has shown: what it refuses, and what it says could stay."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from explorable import check, fixed, interactive
from explorable.checking.functions import _fraction
from explorable.checking.trial import CheckError
from explorable.interaction import page

X = np.linspace(0, 6, 300)


def framed(n):
    plt.plot(X, np.sin(n * X))
    plt.plot(X, np.cos(X))
    plt.ylim(-1, 1)
    plt.title("Two waves")


def growing(n):
    """A line whose axes follow it."""
    plt.plot([0, n], [0, n])
    axes = plt.gca()
    axes.set(title=f"to {n}")
    axes.spines[:].set_visible(False)
    axes.patch.set_visible(False)


def test_it_says_what_stays_and_what_a_move_would_take():
    report = check(interactive(framed, n=(1, 4)), values=1)
    assert report.advice == "7 of 8 artists stay: return an update and a move takes a quarter"
    assert report.whole == 0
    assert str(report).endswith(report.advice)


def test_where_axes_follow_what_is_drawn_it_says_what_would_keep_them():
    advice = check(interactive(growing, n=(1, 4)), values=0).advice
    assert "1 of 4 artists stay: limits that are set, such as plt.ylim(0, 1)" in advice


def test_without_words_it_says_the_line_to_add():
    def silent(n, kind):
        plt.plot([0, n] if kind == "up" else [n, 0])

    advice = check(interactive(silent, n=(1, 4), kind=["up", "down"]), values=0).advice
    assert advice.endswith(
        'it says nothing in words: end it with return f"…, n {n}, kind {kind}"'
    )  # fmt: skip


def test_text_alone_needs_no_advice():
    assert check(interactive(lambda n: print(n), n=(1, 4))).advice == ""


@pytest.mark.parametrize("home", [interactive, page.interactive])
def test_it_takes_what_a_kernel_and_a_page_have_and_a_function_with_its_widget(home):
    shown = home(framed, n=(1, 4))
    assert check(shown).moves == check(shown.figure).moves

    def decorated(n):
        print(n)

    decorated.widget = home(decorated, n=(1, 4))
    assert check(decorated).name == "decorated"


def inverse(n):
    print(1 / n)


def remembering(n, called=[]):  # noqa: B006
    called.append(n)
    print(n, len(called))


def heavy(n, k):
    plt.scatter(*np.random.default_rng(n).random((2, 4_000)))  # more would be pixels


REFUSED = {
    "function inverse at n=0: ZeroDivisionError": (inverse, {"n": (0, 4)}),
    "at the start: the same values show something else": (
        remembering,
        {"n": (0, 4), "called": fixed([])},
    ),
    "seed what is random in the function": (
        lambda n: print(np.random.rand(n)),  # noqa: NPY002
        {"n": (1, 4)},
    ),
    "control m: it moves nothing": (lambda n, m: print(n), {"n": (0, 4), "m": (0, 4)}),
    "kB, more than 200; draw fewer points": (heavy, {"n": (1, 2), "k": fixed(1)}),
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("message", "function", "controls"), [(k, *v) for k, v in REFUSED.items()])
def test_what_a_function_may_not_do_is_named(message, function, controls):
    with pytest.raises(CheckError) as caught:
        check(interactive(function, **controls))
    assert message in str(caught.value)


def test_a_plain_function_is_refused():
    with pytest.raises(CheckError, match="no function that interact has shown"):
        check(framed)


def test_a_text_has_no_other_value_to_be_tried_with():
    assert check(interactive(lambda n, name: print(n, name), n=(1, 4), name="Bo")).moves > 3


@pytest.mark.parametrize(
    ("share", "words"), [(1, "all"), (0.5, "half"), (0.11, "a ninth"), (0.04, "4 %"), (0, "0 %")]
)
def test_shares_are_said_in_words(share, words):
    assert _fraction(share) == words
