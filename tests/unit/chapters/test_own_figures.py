"""Figures that readers finish: their line finds the number that the question below asks for."""

import io
import re
from contextlib import redirect_stdout
from pathlib import Path

import ipywidgets
import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
from asking import cells_that_ask, define, show

CHAPTERS = Path(__file__).parents[3] / "chapters"
ASKS = "# Your line: "


def lowest(values, printed):
    return values[np.argmin(printed)]


FINISHED = {
    "02-regularization": ("print(((curve - np.sin(3 * between)) ** 2).mean())", lowest),
    "03-softmax": ("print(entropy(p))", lambda at, said: at[np.array(said) > np.log(2)][0]),
    "04-cross-entropy": (
        "print(softmax_cross_entropy(scores, 0))",
        lambda at, said: at[np.array(said) < 0.1][0],
    ),
    "05-gradient-descent": ("print(run.values[-1])", lowest),
    "07-optimizers": ("print(run.values[-1])", lowest),
    "09-neural-networks": (
        "print(sizes[-1] / sizes[0])",
        lambda at, said: lowest(at, np.abs(np.log(said))),
    ),
    "12-at-work": (
        "scores /= np.sqrt(width); print(softmax(scores).max())",
        lambda at, said: np.array(said)[at == 64][0],
    ),
}
"""By chapter, the line that its comment asks for, and what the question makes of all it prints."""


@pytest.mark.parametrize("chapter", FINISHED)
def test_the_line_finds_what_the_question_asks_for(chapter, monkeypatch):
    line, answer = FINISHED[chapter]
    path = CHAPTERS / f"{chapter}-practice.ipynb"
    first, *others = [c for c in nbformat.read(path, 4).cells if c.cell_type == "code"]
    (own,) = [cell for cell in others if ASKS in cell.source]
    moves = []
    monkeypatch.setattr(ipywidgets, "interact", lambda **at: lambda f: moves.append((f, at)))
    names = {}
    exec(first.source, names)
    exec(re.sub(f"{ASKS}.*", line, own.source), names)
    ((function, slider),) = moves
    ((name, (start, end, step)),) = slider.items()
    values, printed = np.arange(start, end + step / 2, step), []
    plt.close("all")  # what other tests have drawn
    for value in values:
        with redirect_stdout(io.StringIO()) as said:
            function(**{name: type(start)(value)})
        plt.close("all")
        printed.append(float(said.getvalue()))
    define(first.source, names)
    question = show(cells_that_ask(path)[0].source, names)
    assert question.answer == pytest.approx(answer(values, printed), abs=10**-question.digits / 2)
