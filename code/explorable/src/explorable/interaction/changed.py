"""Figures that stand outside of a function, which changes them: a module's own ``fig, ax``."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from matplotlib.artist import Artist
from matplotlib.figure import Figure

from explorable.interaction.reach import reached


def figures_of(function: Callable) -> list[Figure]:
    """Return the figures that a function can change by the names it knows, or parts of them."""
    artists = (each for each in reached(function) if isinstance(each, Artist))
    return list({id(f): f for f in map(_home, artists) if f is not None}.values())


def _home(artist: Artist) -> Figure | None:
    parent: Any = artist
    while parent is not None and not isinstance(parent, Figure):
        parent = parent.figure
    return parent


@contextmanager
def changed(figures: Iterable[Figure]) -> Iterator[list[Figure]]:
    """Yield the list of those figures that are changed or drawn meanwhile."""
    updated: list[Figure] = []
    with ExitStack() as stack:
        for each in figures:
            stack.enter_context(_watched(each, updated))
        yield updated


@contextmanager
def _watched(figure: Figure, updated: list[Figure]) -> Iterator[None]:
    callback, canvas = figure.stale_callback, figure.canvas

    def note(*_event: Any) -> None:
        if not any(each is figure for each in updated):
            updated.append(figure)

    def pass_on(*event: Any) -> None:
        note()
        if callback:
            callback(*event)

    figure.stale_callback = pass_on
    connection = canvas.mpl_connect("draw_event", note)
    try:
        yield
    finally:
        figure.stale_callback = callback
        canvas.mpl_disconnect(connection)
