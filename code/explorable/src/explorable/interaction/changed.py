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
    found: Any = artist
    while found is not None and not isinstance(found, Figure):
        found = found.figure
    return found


@contextmanager
def changed(figures: Iterable[Figure]) -> Iterator[list[Figure]]:
    """Yield the list of those figures that are changed or drawn meanwhile."""
    found: list[Figure] = []
    with ExitStack() as stack:
        for each in figures:
            stack.enter_context(_watched(each, found))
        yield found


@contextmanager
def _watched(figure: Figure, found: list[Figure]) -> Iterator[None]:
    told, canvas = figure.stale_callback, figure.canvas

    def note(*_event: Any) -> None:
        if not any(each is figure for each in found):
            found.append(figure)

    def pass_on(*event: Any) -> None:
        note()
        if told:
            told(*event)

    figure.stale_callback = pass_on
    connection = canvas.mpl_connect("draw_event", note)
    try:
        yield
    finally:
        figure.stale_callback = told
        canvas.mpl_disconnect(connection)
