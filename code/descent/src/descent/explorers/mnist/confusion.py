"""Which digits are taken for which, and the images behind each number."""

from functools import cache

import numpy as np
from explorable import Handle, Slider, Time, explorer, guess
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from descent import images
from descent.explorers._parts import panels, set_axes, set_each
from descent.explorers.mnist._digits import digits, replay, share
from descent.plotting import INK
from descent.simplex import softmax

TILES = 9
"""How many of the images behind a number are shown."""


class _Table:
    """Ten by ten counts; the more ink an error has, the more frequent it is."""

    def __init__(self, axes: Axes):
        self.picture = images.draw(axes, images.ink(np.zeros((10, 10))), bare=False)
        axes.grid(visible=False)
        set_axes(axes, "true digit", xticks=range(10), yticks=range(10), xlabel="guess")
        style = {"ha": "center", "va": "center", "size": 8.5}
        self.texts = {
            (true, taken): axes.text(taken, true, "", **style) for true, taken in np.ndindex(10, 10)
        }

    def errors(self, but: tuple[int, int]) -> list[Text]:
        """Return the numbers off the diagonal, all but one."""
        return [text for cell, text in self.texts.items() if cell != but and cell[0] != cell[1]]

    def set(self, counts: np.ndarray):
        errors = counts - np.diag(counts.diagonal())
        self.picture.set_data(images.ink(0.5 * errors / max(errors.max(), 1)))
        set_each(self.texts.values(), text=[f"{count or ''}" for count in counts.flat])


@cache
def _probabilities(epoch: int) -> np.ndarray:
    """Return those of all test images."""
    (inks, inked), trained = _inks(), replay()
    return softmax(inks @ trained.weights[epoch][inked] + trained.biases[epoch])


@cache
def _inks() -> tuple[np.ndarray, np.ndarray]:
    """Return the test images where any has ink, and where: elsewhere a weight adds nothing."""
    X, _ = digits()
    inked = np.flatnonzero(X.any(0))
    return np.array(X[:, inked], float, order="C"), inked


@explorer(
    true=Slider(0, 9, 1, start=3, label="true digit"),
    taken=Slider(0, 9, 1, start=5, label="guess"),
    epoch=Time(0, 50, 1, start=50, label="epochs of training"),
    question="Nine images of a 3 are taken for a 5: here they are. How many of a 5 are taken for "
    "a 3?",
    predict=guess.Number(
        lambda: int((_probabilities(50).argmax(1)[digits()[1] == 5] == 3).sum()),
        unit="images",
        maximum=20,
        tolerance=0.5,
        at={"true": 5, "taken": 3},
        given=("true", "taken", "epoch"),
        seen="On the diagonal: how many of each digit are read rightly, of 1,000 test images.",
        says="Only {answer}: the table is not symmetric. Drag the frame to see the others.",
    ),
    presets={
        "threes like fives": {"true": 3, "taken": 5, "epoch": 50},
        "fours like nines": {"true": 4, "taken": 9, "epoch": 50},
        "never confused": {"true": 0, "taken": 1, "epoch": 50},
        "all are zeros": {"true": 3, "taken": 0, "epoch": 0},
    },
    handles=[Handle(x="taken", y="true", label="a pair of digits")],
    size=(6.0, 3.5),
)
def confusion(figure: Figure):
    """The confusion matrix of 1,000 test images, beside it the most confident ones in its frame."""
    X, y = digits()
    left, right = panels(
        figure, 1, 2, width_ratios=[5, 4], left=0.06, right=0.99, top=0.9, bottom=0.14, wspace=0.12
    )
    table = _Table(left)
    guess.answer(table.picture, *table.errors(but=(3, 5)))
    frame = left.add_patch(Rectangle((0, 0), 1, 1, fill=False, edgecolor=INK, linewidth=2))
    picture = images.draw(right, images.ink(images.tile(np.zeros((TILES, 784)), columns=3)))

    def update(true, taken, epoch):
        p = _probabilities(epoch)
        predicted = p.argmax(1)
        counts = np.bincount(10 * y + predicted, minlength=100).reshape(10, 10)
        table.set(counts)
        frame.set_xy((taken - 0.5, true - 0.5))
        matches = np.flatnonzero((y == true) & (predicted == taken))
        matches = matches[np.argsort(-p[matches, taken], kind="stable")]
        pixels = np.zeros((TILES, 784))
        pixels[: len(matches)] = X[matches[:TILES]]
        picture.set_data(images.ink(images.tile(pixels, columns=3)))
        return _caption(true, taken, counts, matches, p)

    return update


def _caption(true: int, taken: int, counts: np.ndarray, matches: np.ndarray, p: np.ndarray) -> str:
    number, total = counts[true, taken], counts[true].sum()
    read = "is" if number == 1 else "are"
    verb = "read rightly" if true == taken else f"taken for {taken}"
    first = f", the most confident with probability {share(p[matches[0], taken])}" if number else ""
    right = counts.trace()
    return (
        f"Of {total} test images of a {true}, {number} {read} {verb}{first}. Of all "
        f"{counts.sum():,}, {right} are read rightly, {counts.sum() - right} are not."
    )
