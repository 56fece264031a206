"""Explorers of a book about sound."""

import numpy as np
import tides
from explorable import Slider, explorer


@explorer(
    freq=Slider(0.5, 5, 0.5, start=1),
    amp=(0.0, 2.0, 0.1),
    question="Was geschieht, wenn die Frequenz steigt?",
)
def wave(figure):
    """A wave."""
    axes = figure.subplots()
    times = np.linspace(0, 2, 200)
    (line,) = axes.plot(times, 0 * times)
    axes.set_ylim(-2.1, 2.1)

    def update(freq, amp):
        line.set_ydata(amp * tides.moon(freq * times))
        return f"amplitude {amp:.1f}, frequency {freq:.1f}"

    return update
