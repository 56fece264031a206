"""Explorers that tests of explorable share, as fixtures."""

import numpy as np
import pytest
from asked import ASKED
from explorable import Checkbox, Choice, Handle, Pad, Slider, Time, explorer, frames, guess


@pytest.fixture(autouse=True)
def no_frames(monkeypatch):
    """Frames are asked for by a test itself, and by nothing that ran before it in this process."""
    monkeypatch.setenv(frames.STORING, "")


@pytest.fixture
def bars():
    """An explorer with one control of each kind."""

    @explorer(
        height=Slider(-5.0, 5.0, 0.5, start=1.0, label="height h"),
        epoch=Time(0, 10, 1, start=0),
        mark=Choice({"dot": "o", "square": "s"}, start="dot"),
        shown=Checkbox(start=True),
        question="Where does the bar end?",
        presets={"upside down": {"height": -2.0}},
        handles=[Handle(x=0, y="height", label="top of the bar")],
    )
    def bars(figure, names=("cat", "car")):
        """A bar and a line.

        Watch the bar.
        """
        left, right = figure.subplots(1, 2)
        (bar, _) = left.bar(names, [1, 2])
        left.set_ylim(-5, 5)
        (line,) = right.plot([0, 1, 2], [0, 0, 0])
        right.set_ylim(0, 3)
        note = right.text(0.5, 0.5, "")

        def update(height, epoch, mark, shown):
            bar.set_height(height)
            line.set(ydata=[0, epoch / 10, 1], marker=mark, visible=shown)
            if right.get_ylim() != (0, max(3, epoch)):
                right.set_ylim(0, max(3, epoch))
            note.set_text(f"epoch {epoch}" if epoch else "")
            if height == 5:
                raise ArithmeticError("five is right out")
            return f"height {height:.1f}, epoch {epoch}, {mark}, {'shown' if shown else 'hidden'}"

        return update

    return bars


@pytest.fixture
def sketch():
    """An explorer with a pad."""

    @explorer(
        drawing=Pad(4, 5, label="your drawing"),
        question="Which rows have ink?",
        presets={"a corner": {"drawing": np.eye(4, 5) * [1, 0, 0, 0, 0]}},
    )
    def sketch(figure):
        """The ink of a drawing."""
        axes = figure.subplots()
        (line,) = axes.plot(range(4), [0] * 4)
        axes.set_ylim(0, 5)

        def update(drawing):
            rows = drawing.sum(axis=1)
            line.set_ydata(rows)
            return f"{(drawing > 0).sum()} cells, {rows.mean():.2f} a row"

        return update

    return sketch


@pytest.fixture
def descend():
    """An explorer that streams."""

    @explorer(
        rate=Slider(0.0, 1.0, 0.25, start=0.5, label="step size"),
        question="How fast does it fall?",
        presets={"too far": {"rate": 1.0}},
    )
    def descend(figure, steps=5):
        """A fall."""
        axes = figure.subplots()
        (line,) = axes.plot([], [], "o-")
        axes.set(xlim=(0, steps), ylim=(-1, 1))

        def update(rate):
            path = [1.0]
            for step in range(steps):
                path.append(path[-1] * (1 - 2 * rate))
                line.set_data(range(len(path)), path)
                yield f"step {step + 1} of {steps}: {path[-1]:.3f}"

        return update

    return descend


@pytest.fixture
def falling(request):
    """An explorer that asks for a guess, of the kind that the test names."""

    @explorer(
        steps=Time(0, 10, 1, start=0), question="How does it fall?", predict=ASKED[request.param]
    )
    def falling(figure):
        """A fall."""
        axes = figure.subplots()
        axes.set(xlim=(0, 10), ylim=(0, 1))
        guess.answer(*axes.plot([0, 10], [1, 0]))
        (ball,) = axes.plot([0], [1], "o")

        def update(steps):
            ball.set_data([steps], [1 - steps / 10])
            return f"After {steps} steps it has come down, from start by middle to end."

        return update

    return falling
