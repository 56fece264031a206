"""A text that goes on: the model's next character, where its heads look, and a draw."""

from functools import cache, lru_cache

import numpy as np
from explorable import Choice, Slider, Text, explorer, guess
from matplotlib.figure import Figure

from descent.datasets import load_alice
from descent.explorers._parts import HALVES, panels, set_axes, set_each, two_digits
from descent.models import load_attention
from descent.plotting import CLASSES, GRAY
from descent.sampling import min_p, top_k, top_p
from descent.simplex import softmax

_SHOWN, _QUOTED, _LENGTH, _BREAK, _AREA = 10, 14, 48, 16, 120
_START = "said the mock tur"
_CUTS = {
    "nothing": lambda p: p,
    "all but the top 5": lambda p: top_k(p, 5),
    "beyond 0.9 together (top-p)": lambda p: top_p(p, 0.9),
    "below 0.1 of the first (min-p)": lambda p: min_p(p, 0.1),
}
_model, _book = cache(load_attention), cache(load_alice)


@explorer(
    beginning=Text(_START, label="the text so far"),
    temperature=Slider(0.1, 2.0, 0.1, start=1.0, label="temperature T"),
    cut=Choice(list(_CUTS), start="nothing", label="cut off"),
    seed=Slider(0, 20, 1, start=0, label="seed of the draws"),
    question="A small model has read most of one book. The text so far is “said the mock tur”. "
    "What probability does it give to its favorite next character?",
    predict=guess.Number(
        lambda: float(softmax(_scores(_START)).max()),
        maximum=1.0,
        step=0.01,
        tolerance=0.02,
        along="y",
        given=("beginning", "temperature", "cut"),
        seen="It has 35 characters to choose from. Of a text of 16 or more, it looks at the last 9 "
        "alone.",
        says="It gives {answer} to a t, as in turtle, and 0.41 to an n, as in turn. Now write a "
        "beginning of your own.",
        foot=0.15,
    ),
    presets={
        "the book's own words": {"beginning": _START, "temperature": 1.0, "cut": "nothing"},
        "cold": {"beginning": "alice was ", "temperature": 0.3, "cut": "nothing"},
        "hot": {"beginning": "alice was ", "temperature": 2.0, "cut": "nothing"},
        "hot, and cut": {
            "beginning": "alice was ",
            "temperature": 2.0,
            "cut": "below 0.1 of the first (min-p)",
        },
    },
    size=(6.0, 4.0),
)
def next_character(figure: Figure):
    """How a text goes on.

    The bars are the model's probabilities for the next character, the largest first; gray ones are
    cut off. Below them, a dot's area is how much a head attends to a character before. At the
    bottom the text goes on, one draw after the other, on two lines.
    """
    axes, looks = panels(
        figure, 2, height_ratios=[6, 5], left=0.1, right=0.98, top=0.93, bottom=0.22, hspace=0.5
    )
    bars = axes.bar(range(_SHOWN), [0] * _SHOWN, color=CLASSES[0].color, width=0.6)
    texts = [axes.text(i, 0, "", ha="center", size=9) for i in range(_SHOWN)]
    set_axes(axes, "probability of the next character", ylim=(0, 1.15), xlim=(-0.6, _SHOWN - 0.4),
             **HALVES)  # fmt: skip
    axes.grid(axis="x", visible=False)
    heads, context = _model().heads, _model().context
    rows, columns = np.indices((heads, context))
    dots = looks.scatter(columns, rows, color=CLASSES[0].color, clip_on=False)
    set_axes(looks, "how much each head listens to a character (area of its dot)",
             xlim=(-0.6, context - 0.4), ylim=(heads - 0.4, -0.6))  # fmt: skip
    looks.set_yticks(range(heads), [f"head {i + 1}" for i in range(heads)], size=9)
    looks.tick_params(length=0)
    looks.grid(visible=False)
    line = figure.text(0.1, 0.02, "", family="monospace", size=13, linespacing=1.3)
    guess.answer(*bars, *texts, line)

    def update(beginning, temperature, cut, seed):
        text = _known(beginning)
        uncut = softmax(_scores(text), temperature=temperature)
        p = _CUTS[cut](uncut)
        first = np.argsort(-uncut, kind="stable")[:_SHOWN]
        names = [_name(_book().alphabet[i]) for i in first]
        numbers = two_digits(uncut[first])
        colors = [CLASSES[0].color if share else GRAY for share in p[first]]
        set_each(bars, height=uncut[first], color=colors)
        set_each(texts, y=uncut[first] + 0.02, text=numbers)
        axes.set_xticks(range(_SHOWN), names)
        piece, weights = _looks(text[-context:])
        dots.set_sizes(_AREA * weights.ravel())
        letters = piece.replace(" ", "␣").rjust(context)
        looks.set_xticks(range(context), letters)
        drawn = _go_on(text, temperature, cut, seed)
        end = f"…{text[-_QUOTED:]}" if len(text) > _QUOTED else text
        line.set_text(f"{end}|{drawn[:_BREAK]}\n{drawn[_BREAK:]}")
        best = ", ".join(
            f"{name} {share}" for name, share in list(zip(names, numbers, strict=True))[:3]
        )
        return (
            f"After “{end}” at T = {temperature:.1f}: {best}. "
            f"{(p > 0).sum()} of {len(p)} characters are left. Drawn: “{drawn}”. "
            f"Of “{piece}”, counted back from the next character, the heads listen most to "
            f"{_loudest(letters, weights)}."
            f"{_unread(beginning)}"
        )

    return update


def _unread(text: str) -> str:
    """Say which characters are none of the model's."""
    unread = sorted({*text.lower()} - {*_book().alphabet})
    return f" The model knows no {', '.join(unread)}: it reads a space." if unread else ""


def _known(text: str) -> str:
    """Return the text in the characters that the model knows; others become spaces."""
    alphabet = _book().alphabet
    return "".join(each if each in alphabet else " " for each in text.lower())


def _scores(text: str) -> np.ndarray:
    """Return the log-probabilities of the next character."""
    return _scores_after(text[-_model().context :])


@lru_cache(1000)  # a reader's texts have no end
def _scores_after(seen: str) -> np.ndarray:
    return _model().log_probabilities(_book().read(seen))[-1]


@lru_cache(1000)
def _looks(seen: str) -> tuple[str, np.ndarray]:
    """Return the characters that the answer after `seen` is made of, and how each head weighs them.

    They are those that `log_probabilities` looks at: a space and up to 15, or the last 9 of 16.
    """
    context = _model().context
    piece = f" {seen}" if len(seen) < context else seen[-(context // 2 + 1) :]
    weights = np.zeros((_model().heads, context))
    weights[:, -len(piece) :] = _model().attention_weights(_book().read(piece))[:, -1]
    return piece, weights


def _loudest(letters: str, weights: np.ndarray) -> str:
    """Return of each head the character with the largest weight, its place, and the weight."""
    best = weights.argmax(1)
    return ", ".join(
        f"{_name(letters[i].replace('␣', ' '))} ({len(letters) - i} back) with {share}"
        for i, share in zip(best, two_digits(weights.max(1)), strict=True)
    )


def _go_on(text: str, temperature: float, cut: str, seed: int) -> str:
    """Draw the characters that follow, by the inverse of the cumulated probabilities."""
    alphabet, drawn = _book().alphabet, ""
    for u in np.random.default_rng(seed).random(_LENGTH):
        p = _CUTS[cut](softmax(_scores(text + drawn), temperature=temperature))
        upto = np.cumsum(p)
        drawn += alphabet[np.searchsorted(upto, u * upto[-1], side="right").clip(max=len(p) - 1)]
    return drawn


def _name(character: str) -> str:
    return "space" if character == " " else character
