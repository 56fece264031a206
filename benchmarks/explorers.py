"""Explorers against plain `ipywidgets.interact`, in the same real kernel; then every explorer.

Updates are told in ms and beside a fixed loop that is timed in turns with them.

The peer does what interact is usually used for: it draws the same figure anew with pyplot and
shows it. Measured from a new value to the message that carries the new picture having been sent.
"""

import json
import statistics
import time
from collections.abc import Callable
from itertools import cycle

import explorable
import numpy as np
from descent.explorers import catalogue
from explorable.picture.drawing import Drawing
from jupyter_client.manager import run_kernel
from timing import loop, options, print_table

HEADER = ["explorer", "update, ms", "in loops", "whole, ms", "message, kB"]
IN_KERNEL = """
%matplotlib inline
import json, statistics, time
import ipywidgets, matplotlib.pyplot as plt
from IPython.display import display
from descent import plotting
from descent.explorers.softmax import scores_to_probabilities as explorer

def measure(move):
    spans = []
    for n in range(ROUNDS):
        start = time.perf_counter()
        move(-5 + n / 10)
        spans.append(time.perf_counter() - start)
    return 1000 * statistics.median(spans)

def redraw(cat):
    with plotting.style():
        figure = plt.figure(figsize=explorer.size)
        update = explorer.draw(figure)
        print(update(**{**explorer.start, "cat": cat}))
        plt.show()

slider = ipywidgets.FloatSlider(min=-10, max=10, step=0.1)
ipywidgets.interact(redraw, cat=slider)
display(explorer)
explorer.widget._receive(explorer.widget, {"values": {}, "serial": "0"}, [])
result = {
    "interact": measure(lambda value: setattr(slider, "value", value)),
    "explorer": measure(lambda value: setattr(explorer, "value", {"cat": value})),
}
print("RESULT", json.dumps(result))
"""


def in_a_real_kernel(rounds: int) -> dict[str, float]:
    """Return the medians in ms of both ways, measured by the kernel itself."""
    printed = []
    with run_kernel() as client:
        client.execute_interactive(
            f"ROUNDS = {rounds}\n{IN_KERNEL}",
            timeout=300,
            output_hook=lambda message: printed.append(message["content"].get("text", "")),
        )
    (line,) = [line for line in "".join(printed).splitlines() if line.startswith("RESULT")]
    return json.loads(line.removeprefix("RESULT"))


def timed(act: Callable[[], object]) -> tuple[float, object]:
    """Return the ms that `act` takes, and what it returns."""
    start = time.perf_counter()
    result = act()
    return 1000 * (time.perf_counter() - start), result


def row(name: str, explorer: explorable.Explorer, rounds: int) -> list[str]:
    """Return what an explorer's updates take, of the control whose updates take longest."""
    stage = Drawing(explorer)
    stage.show(explorer.start)
    update, loops, size = max(sweep(stage, control, rounds) for control in explorer.controls)
    whole = [timed(lambda: stage.show(explorer.start, whole=True))[0] for _ in range(rounds)]
    numbers = update, update / loops, statistics.median(whole), size
    return [name, *(f"{number:.1f}" for number in numbers)]


def sweep(stage: Drawing, name: str, rounds: int) -> tuple[float, float, float]:
    """Return medians while one control moves: ms of an update and of the loop, kB of a message."""
    explorer = stage.declaration
    spans, loops, sizes = [], [], []
    for _, value in zip(range(rounds), cycle(moves(explorer, name)), strict=False):
        values = {**explorer.start, name: value}
        span, message = timed(lambda values=values: stage.show(values))
        spans.append(span)
        loops.append(timed(loop)[0])
        sizes.append(len(json.dumps(message)) / 1000)
    median = statistics.median
    return median(spans), median(loops), median(sizes)


def moves(explorer: explorable.Explorer, name: str) -> list:
    """Return values for a control: up to twenty of a slider; drawings are the presets'."""
    control = explorer.controls[name]
    if isinstance(control, explorable.Check):
        return [True, False]
    if isinstance(control, explorable.Choice):
        return list(control.options)
    if isinstance(control, explorable.Pad):
        return [preset[name] for preset in explorer.presets.values() if name in preset]
    steps = round((control.maximum - control.minimum) / control.step)
    some = np.linspace(0, steps, min(steps + 1, 20)).round()
    values = np.minimum(control.minimum + some * control.step, control.maximum)
    return [control.check(name, value) for value in values.tolist()]


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


def main(rounds: int, names: list[str]) -> None:
    """Print both tables, the second of these explorers or of all."""
    both = in_a_real_kernel(rounds)
    ours, theirs = both["explorer"], both["interact"]
    print("new value to message sent, in a kernel:")
    print(f"explorer {ours:.1f} ms, plain interact {theirs:.1f} ms: {theirs / ours:.0f} x\n")
    clouds = {"5,000 points, pixels": points(True), "5,000 points, vectors": points(False)}
    every = catalogue() | clouds
    print_table(HEADER, [row(name, every[name], rounds) for name in names or every])


if __name__ == "__main__":
    parser = options(__doc__, rounds=30)
    parser.add_argument("names", nargs="*", help="explorers; all without it")
    main(**vars(parser.parse_args()))
