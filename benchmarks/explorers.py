"""Explorers against plain `ipywidgets.interact`, in the same real kernel; then every explorer.

The peer does what interact is usually used for: it draws the same figure anew with pyplot and
shows it. Measured from a new value to the message that carries the new picture having been sent.
"""

import json
import statistics
import time

import explorable
import numpy as np
from descent.explorers import catalogue
from explorable.picture.drawing import Drawing
from jupyter_client.manager import run_kernel

IN_KERNEL = """
%matplotlib inline
import json, statistics, time
import ipywidgets, matplotlib.pyplot as plt
from IPython.display import display
from descent import plotting
from descent.explorers.softmax import scores_to_probabilities as explorer

def measure(move, times=60):
    spans = []
    for n in range(times):
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


def in_a_real_kernel() -> dict[str, float]:
    """Return the medians in ms of both ways, measured by the kernel itself."""
    printed = []
    with run_kernel() as client:
        client.execute_interactive(
            IN_KERNEL,
            timeout=300,
            output_hook=lambda message: printed.append(message["content"].get("text", "")),
        )
    (line,) = [line for line in "".join(printed).splitlines() if line.startswith("RESULT")]
    return json.loads(line.removeprefix("RESULT"))


def sweep(explorer, times: int = 30) -> tuple[float, float, float]:
    """Return the median ms of an update by patch, of a whole drawing, and the patch's kB.

    Of the control whose updates take longest.
    """
    return max(
        _sweep(explorer, name, control, times) for name, control in explorer.controls.items()
    )


def _sweep(explorer, name: str, control, times: int) -> tuple[float, float, float]:
    stage = Drawing(explorer)
    stage.show(explorer.start)
    options = _options(control)
    patched, drawn, sizes = [], [], []
    for n in range(times):
        values = {**explorer.start, name: options[n % len(options)]}
        start = time.perf_counter()
        message = stage.show(values)
        patched.append(time.perf_counter() - start)
        sizes.append(len(json.dumps(message)))
    for _ in range(5):
        start = time.perf_counter()
        stage.show(explorer.start, whole=True)
        drawn.append(time.perf_counter() - start)
    median = statistics.median
    return 1000 * median(patched), 1000 * median(drawn), median(sizes) / 1000


def _options(control) -> list:
    ends = control.spec()
    if ends["kind"] == "check":
        return [False, True]
    return ends.get("options") or [ends["minimum"], ends["maximum"], ends["start"]]


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


def main() -> None:
    """Print both tables."""
    both = in_a_real_kernel()
    print(f"new value to message sent, in a kernel: explorer {both['explorer']:.1f} ms,")
    print(f"plain interact {both['interact']:.1f} ms: {both['interact'] / both['explorer']:.0f} x")
    print(f"\n{'explorer':28}{'update, ms':>12}{'whole, ms':>12}{'message, kB':>13}")
    clouds = {"5,000 points, pixels": points(True), "5,000 points, vectors": points(False)}
    for name, explorer in (catalogue() | clouds).items():
        update, whole, size = sweep(explorer)
        print(f"{name:28}{update:12.1f}{whole:12.1f}{size:13.1f}")


if __name__ == "__main__":
    main()
