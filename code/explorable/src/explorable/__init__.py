"""Figures that are alive in a notebook, on a static page and in a test.

An explorer is a function that draws once and returns how to update what it drew::

    from explorable import Slider, explorer

    @explorer(freq=Slider(0.5, 5, 0.5, start=1), question="What happens as the frequency grows?")
    def wave(figure):
        ...draw once...
        def update(freq):
            ...mutate artists...
            return f"frequency {freq:.1f}"
        return update

``check(wave)`` tests it, at every end of every control. Answers of readers are judged by
:mod:`explorable.judging`, and their own tables read by :mod:`explorable.table`.

Controls
--------
``Slider``, ``Time`` (a slider that plays), ``Choice``, ``Checkbox``, most short forms of
``ipywidgets.interact``, and ``Pad(rows, columns)``, a grid to draw on with mouse, finger or keys:
``update`` is given an array of numbers from 0 to 1.

Guesses
-------
A reader who has guessed looks. ``predict=`` of the decorator, one of :mod:`explorable.guess`
(``Number``, ``OneOf``, ``Ranking``, ``Mark``, ``Line``), asks for a guess below the question; until
it is made, or anything is moved, the caption does not answer, nor does what was given to
``guess.answer``.

Streams
-------
Where `update` takes long, as training does, let it be a generator that yields a caption whenever
there is a new picture to show::

    def update(rate):
        weights = np.zeros(784)
        for epoch in range(1, 21):
            weights = train(weights, rate)
            image.set_data(weights.reshape(28, 28))
            yield f"epoch {epoch}: loss {loss(weights):.3f}"

The reader runs it, by moving a control or with a button, stops it and continues; new values start
over. Each picture is asked for when the one before has been shown, by the same kind of message, so
that a kernel or a page hears everything else in between: yield often, ten times a second or more.
What stands still (a stored output, a printed page, ``caption_at``, ``render``) shows the last
picture. What is set before the first yield must not depend on an earlier run, which may have been
left anywhere.

What the package takes from others that they do not promise stands in ``PRIVATE.md``.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from explorable import controls
from explorable.controls import *  # noqa: F403 # the kinds, which are named there alone

if TYPE_CHECKING:
    from explorable.checking.moves import check
    from explorable.explorers import Explorer, explorer
    from explorable.interaction.jupyter import (
        fixed,
        interact,
        interact_manual,
        interactive,
        interactive_output,
    )

__version__ = "0.1.0"

__all__ = [
    *controls.__all__, "Explorer", "check", "explorer", "fixed", "interact", "interact_manual",
    "interactive", "interactive_output",
]  # fmt: skip

INTERACT = ("fixed", "interact", "interact_manual", "interactive", "interactive_output")
"""What is named as in ipywidgets, and does more: see :mod:`explorable.interaction`."""

_HOMES = {
    "check": "checking.moves",
    "Explorer": "explorers",
    "explorer": "explorers",
}


def setup(_app: Any) -> None:
    """Tell a project of Sphinx what its extension is called."""
    from sphinx.errors import ConfigError

    raise ConfigError('the extension is called "explorable.sphinx", not "explorable"')


def __getattr__(name: str) -> Any:
    """Import what draws when it is asked for: an answer is judged, a table read, without it."""
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    if name in INTERACT:
        import_module("ipywidgets")  # first, for a page then puts these into it
        on_a_page = import_module(f"{__name__}.kernel.ipython").is_registered()
        home = "page" if on_a_page else "jupyter"
        return getattr(import_module(f"{__name__}.interaction.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
