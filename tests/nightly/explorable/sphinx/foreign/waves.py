"""Explorers of a book about sound."""

import numpy as np
import tides
from explorable import Slider, explorer
from explorable.question import Choice


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


@explorer(speed=Slider(1, 9, 1, start=3), question="Wann kommt die Flut?")
def flood(figure):
    """A flood that rises."""
    (line,) = figure.subplots().plot([], [])
    line.axes.set(xlim=(0, 60), ylim=(0, 540))

    def update(speed):
        for hour in range(1, 61):
            line.set_data(range(hour), speed * np.arange(hour))
            yield f"hour {hour}: {speed * hour} cm"

    return update


halved = Choice(
    "Eine Welle schwingt doppelt so *oft*. Was wird aus ihrer Länge $l$?",
    right="halbiert",
    wrong={
        "verdoppelt": "Das tut die Frequenz: in $l = c/f$ steht $f$ unten.",
        "unverändert": "Dann wäre die Welle selbst schneller.",
    },
    because="Das Tempo bleibt, wie [hier](wave.md#der-takt) steht.",
    see="wave.md#der-takt",
)
