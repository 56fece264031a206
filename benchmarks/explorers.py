"""Explorers and our `interact` against that of ipywidgets, in one kernel; then every explorer.

The peer does what interact is usually used for: it draws the same figure anew with pyplot and
shows it. Measured from a new value to the message that carries the new picture having been sent.
"""

import json
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from statistics import median

import explorable
import numpy as np
from descent.explorers import catalogue
from explorable.picture.drawing import Drawing
from jupyter_client.manager import run_kernel
from timing import keep, number, options, ratios, spread, timed, turns, yardstick

BESIDE = {
    "scores_to_probabilities": "cat",
    "softmax_temperature": "temperature",
    "hinge_by_hand": "cat",
    "ravine": "rate",
    "backprop_steps": "weight",
}
"""Explorers from five chapters, and the slider that is moved."""
IN_KERNEL = """
%matplotlib inline
import json
import explorable, ipywidgets, matplotlib.pyplot as plt
from IPython.display import display
from descent import plotting
from descent.explorers import catalogue
from timing import turns, yardstick

def compare(explorer, name):
    control = explorer.controls[name]
    slider, other = (
        ipywidgets.FloatSlider(
            min=control.minimum, max=control.maximum, step=control.step, value=explorer.start[name])
        for _ in range(2)
    )
    kind = type(explorer.start[name])

    def redraw(value):
        with plotting.style():
            update = explorer.draw(plt.figure(figsize=explorer.size))
            print(update(**{**explorer.start, name: kind(value)}))
            plt.show()

    ipywidgets.interact(redraw, value=slider)
    explorable.interact(redraw, value=other)
    display(explorer)
    explorer.widget._receive(explorer.widget, {"values": {}, "serial": "0"}, [])
    steps = round((control.maximum - control.minimum) / control.step)
    values = [control.minimum + control.step * (n % steps) for n in range(1, 2 * ROUNDS + 4)]
    ours, anew, theirs = (iter(values) for _ in range(3))
    return turns(
        lambda: setattr(explorer, "value", {name: kind(next(ours))}),
        lambda: setattr(other, "value", next(anew)),
        lambda: setattr(slider, "value", next(theirs)),
        yardstick, rounds=ROUNDS,
    )

result = {name: compare(catalogue()[name], control) for name, control in BESIDE.items()}
print("RESULT", json.dumps(result))
"""


def in_a_real_kernel(rounds: int) -> dict[str, list[list[float]]]:
    """Return the ms of the three ways and of the yardstick, measured by the kernel itself."""
    printed = []
    here = str(Path(__file__).parent)
    given = f"import sys; sys.path.append({here!r})\nROUNDS, BESIDE = {rounds}, {BESIDE}"
    with run_kernel() as client:
        client.execute_interactive(
            f"{given}\n{IN_KERNEL}",
            timeout=300,
            output_hook=lambda message: printed.append(message["content"].get("text", "")),
        )
    (line,) = [line for line in "".join(printed).splitlines() if line.startswith("RESULT")]
    return json.loads(line.removeprefix("RESULT"))


def row(name: str, explorer: explorable.Explorer, rounds: int) -> list[str]:
    """Return what an explorer's updates take, of the control whose updates take longest."""
    drawing = Drawing(explorer)
    drawing.show(explorer.start)
    sweeps = [sweep(drawing, control, rounds) for control in explorer.controls]
    updates, loops, size = max(sweeps, key=lambda each: median(each[0]))
    (whole,) = turns(lambda: drawing.show(explorer.start), rounds=rounds)
    in_loops = spread(ratios(updates, loops))
    return [name, spread(updates), in_loops, number(median(whole)), number(size)]


def sweep(drawing: Drawing, name: str, rounds: int) -> tuple[list[float], list[float], float]:
    """Return, while one control moves, the ms of updates and of yardsticks, and a message's kB."""
    explorer = drawing.declaration
    updates, loops, sizes = [], [], []
    for _, value in zip(range(rounds), cycle(moves(explorer, name)), strict=False):
        values = {**explorer.start, name: value}
        span, message = timed(lambda values=values: drawing.show(values, since=drawing.revision))
        updates.append(span)
        loops.append(timed(yardstick)[0])
        sizes.append(len(json.dumps(message)) / 1000)
    return updates, loops, median(sizes)


def moves(explorer: explorable.Explorer, name: str) -> list:
    """Return values for a control: up to twenty of a sweep, or what the presets draw and write."""
    presets = [preset[name] for preset in explorer.presets.values() if name in preset]
    return explorer.controls[name].sweep(20) or presets or [explorer.start[name]]


def points(rasterized: bool) -> explorable.Explorer:
    """Return an explorer that moves 5,000 points, as pixels or as vectors."""

    @explorable.explorer(scale=(0.1, 1.0, 0.1), size=(6.0, 3.0))
    def cloud(figure):
        """Five thousand points."""
        where = np.random.default_rng(0).standard_normal((5000, 2))
        axes = figure.subplots()
        dots = axes.scatter(*where.T, s=4, rasterized=rasterized)

        def update(scale):
            dots.set_offsets(scale * where)
            return f"times {scale:.1f}"

        return update

    return cloud


def beside_interact(rounds: int) -> Iterator[list[str]]:
    """Yield the lines of the table of the three ways."""
    for name, (ours, anew, theirs, loops) in in_a_real_kernel(rounds).items():
        gains = ratios(theirs, ours), ratios(theirs, anew), ratios(ours, loops)
        told = map(spread, (ours, anew, theirs, *gains))
        yield [name, *told]


def main(rounds: int, results: Path, names: list[str]) -> None:
    """Measure both ways, then updates of these explorers or of all."""
    keep(
        results, "interact", title="Explorers and our interact beside plain interact, in a kernel",
        columns=[
            "explorer", "explorer, ms", "our interact, ms", "interact, ms", "ratio",
            "ratio of both interacts", "explorer in yardsticks",
        ],
        rows=beside_interact(rounds), packages=["Matplotlib", "ipywidgets"],
        note="From a new value to the message with the new picture. The ratios say how many times "
        "as long plain interact takes, as an explorer and as our interact of the same function; "
        "median of the rounds and their range. A yardstick is a loop that adds twenty thousand "
        "square roots, timed in turns.",
    )  # fmt: skip
    clouds = {"5,000 points, pixels": points(True), "5,000 points, vectors": points(False)}
    every = catalogue() | clouds
    keep(
        results, "explorers", title="Updates of every explorer, in Python",
        columns=["explorer", "update, ms", "in yardsticks", "whole picture, ms", "message, kB"],
        rows=(row(name, every[name], rounds) for name in names or every),
        note="Of the control whose updates take longest; the last two lines move a cloud of points "
        "that is sent as pixels or as vectors. Median of the moves and their range.",
    )  # fmt: skip


if __name__ == "__main__":
    parser = options(__doc__, rounds=30)
    parser.add_argument("names", nargs="*", help="explorers; all without it")
    main(**vars(parser.parse_args()))
