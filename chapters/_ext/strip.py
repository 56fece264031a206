"""The course in one picture, at each chapter's head: from scores to a step that betters them.

Five small pictures of the running example's first photo, each a link to the section that teaches
it. All numbers are computed by the package.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
from descent import softmax, softmax_cross_entropy, softmax_cross_entropy_gradient
from descent.datasets import photos
from descent.plotting import CLASSES, GRADIENT, LOSS
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

WIDTH, HEIGHT = 64, 36
"""Of a picture, in px."""
TRUE, ETA = 0, 4.0
"""The photo shows a cat; with this step size one step is enough for it to win."""
SCORES = photos.SCORES[TRUE]
PROBABILITIES = softmax(SCORES)
SLOPES = softmax_cross_entropy_gradient(SCORES, TRUE)


class Part(NamedTuple):
    """A part of the course: where it is taught, its picture, and the words for it."""

    section: str
    drawn: str
    words: str


def strip(app: Sphinx, page: str, lit: Iterable[str]) -> str:
    """Return the strip of a page, with the parts that it teaches lit, as HTML."""
    unknown = set(lit) - set(PARTS)
    if unknown or not lit:
        raise ExtensionError(f"course.yml: {page} lights {lit}, of {list(PARTS)}")
    items = "".join(_item(app, page, name, name in lit) for name in PARTS)
    title = "The course in one picture"
    return f'<nav class="course-strip" aria-label="{title}"><ol>{items}</ol></nav>'


def _item(app: Sphinx, page: str, name: str, lit: bool) -> str:
    section, drawn, words = PARTS[name]
    current = ' aria-current="true"' if lit else ""
    link = f'<a href="{_address(app, page, section)}"{current}>'
    return f"<li>{link}{_picture(drawn, words)}{name}</a></li>"


def _address(app: Sphinx, page: str, label: str) -> str:
    """Return the address of a label, as seen from a page."""
    if label not in (known := app.env.get_domain("std").anonlabels):
        raise ExtensionError(f"the strip leads to {label}, which no chapter has")
    target, anchor, *_others = known[label]
    return f"{app.builder.get_relative_uri(page, target)}#{anchor}"


def _picture(drawn: str, words: str) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img" '
        f'aria-label="{words}"><title>{words}</title>{drawn}</svg>'
    )


def _stems(values: Sequence[float], limits: Iterable[float], spec: str) -> tuple[str, str]:
    """Draw a stem for each class from 0 to its value, with the class's mark at its end."""
    y = _scale(limits)
    drawn = [_zero(y)]
    for k, value in enumerate(values):
        color = CLASSES[k].color
        drawn.append(f'<path d="M{_x(k)} {y(0):.1f}V{y(value):.1f}" stroke="{color}" '
                     'stroke-width="3"/>')  # fmt: skip
        drawn.append(_mark(k, _x(k), y(value)))
    return "".join(drawn), _named(values, spec)


def _loss() -> tuple[str, str]:
    """Draw −log p over p, and the cat's place on it."""
    p, loss = PROBABILITIES[TRUE], softmax_cross_entropy(SCORES, TRUE)
    y = _scale([0, 3])
    grid = np.linspace(np.exp(-3), 1, 25)
    curve = " ".join(f"{6 + 52 * x:.1f},{y(-np.log(x)):.1f}" for x in grid)
    line = f'<polyline points="{curve}" fill="none" stroke="{LOSS}" stroke-width="2"/>'
    return _zero(y) + line + _mark(TRUE, 6 + 52 * p, y(loss)), f"minus log {p:.2f} = {loss:.2f}"


def _step() -> tuple[str, str]:
    """Draw where the scores were, where a step leads them, and an arrow between the two."""
    after = SCORES - ETA * SLOPES
    y = _scale([*SCORES, *after])
    arrows = "".join(
        f'<path d="M{_x(k)} {y(old):.1f}V{y(new):.1f}" stroke="{GRADIENT}" stroke-width="3"/>'
        for k, (old, new) in enumerate(zip(SCORES, after, strict=True))
    )
    marks = "".join(_mark(k, _x(k), y(old), "none") for k, old in enumerate(SCORES))
    marks += "".join(_mark(k, _x(k), y(new)) for k, new in enumerate(after))
    return _zero(y) + arrows + marks, _named(after, ".1f")


def _mark(k: int, x: float, y: float, fill: str | None = None) -> str:
    """Draw the mark of class k: a circle, a square, a triangle."""
    shape = {
        "o": f"M{x - 3.5:.1f} {y:.1f}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z",
        "s": f"M{x - 3:.1f} {y - 3:.1f}h6v6h-6z",
        "^": f"M{x - 4:.1f} {y + 3:.1f}h8l-4-7z",
    }[CLASSES[k].marker]
    color = CLASSES[k].color
    return f'<path d="{shape}" fill="{fill or color}" stroke="{color}"/>'


def _zero(y: Callable[[float], float]) -> str:
    return f'<path d="M4 {y(0):.1f}H{WIDTH - 4}" stroke="currentColor" stroke-opacity=".6"/>'


def _x(k: int) -> int:
    return 14 + 18 * k


def _scale(values: Iterable[float]) -> Callable[[float], float]:
    """Return the height in the picture of a value, so that these and 0 are seen."""
    low, high = min(0, *values), max(0, *values)
    return lambda value: 5 + (HEIGHT - 10) * (high - float(value)) / (high - low)


def _named(values: Iterable[float], spec: str) -> str:
    words = [f"{c.name} {value:z{spec}}" for c, value in zip(CLASSES, values, strict=True)]
    return ", ".join(words).replace("-", "−")


PARTS = {
    "scores": Part("a2-scores", *_stems(SCORES, SCORES, ".1f")),
    "probabilities": Part("c1-softmax", *_stems(PROBABILITIES, [0, 1], ".2f")),
    "loss": Part("d3-loss", *_loss()),
    "gradient": Part("d4-gradient", *_stems(SLOPES, [-1, 1], ".2f")),
    "step": Part("e1-taylor", *_step()),
}
