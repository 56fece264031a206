import pytest
from explorable import Check, Choice, Handle, Slider, Time, explorer


@pytest.fixture
def bars():
    """An explorer with one control of each kind."""

    @explorer(
        height=Slider(-5.0, 5.0, 0.5, start=1.0, label="height h"),
        epoch=Time(0, 10, 1, start=0),
        mark=Choice({"dot": "o", "square": "s"}, start="dot"),
        shown=Check(start=True),
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
