"""An explorer in a module that a page can import, for the tests of explorable."""

import numpy as np
from explorable import Slider, explorer


@explorer(
    pitch=Slider(0.1, 10.0, 0.1, start=1.0, label="pitch p"),
    question="Does a higher tone reach higher? Predict, then drag.",
    presets={"low": {"pitch": 0.5}, "high": {"pitch": 8.0}},
)
def tone(figure, overtones=(1.0, 0.5, 0.2)):
    """A tone of three parts."""
    left, right = figure.subplots(1, 2)
    left.bar(["first", "second", "third"], overtones)
    times = np.linspace(0, 1, 101)
    (line,) = right.plot(times, 0 * times)
    right.set_ylim(-2, 2)

    def update(pitch):
        waves = [np.sin(2 * np.pi * n * pitch * times) for n in (1, 2, 3)]
        sound = np.dot(overtones, waves)
        line.set_ydata(sound)
        return f"p = {pitch:.1f}: from {sound.min():.2f} to {sound.max():.2f}"

    return update
