"""A sum of what explorers show: of a caption's numbers, and of where the artists of an axes stand.

Whoever changes one function in `_drawing.py` learns here which of the explorers look otherwise now.
It says that something has moved, not what is right: that is asked of formulas and oracles, in
`test_surprises.py` and the tests of each chapter. ``python -m tools.picture_sums`` writes the
sums anew, a line for each explorer.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from descent.explorers import catalogue
from explorable import Explorer
from explorable.checking.guesses import numbers
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

FILE = Path(__file__).parents[1] / "tests" / "unit" / "descent" / "explorers" / "picture_sums.json"


def states(explorer: Explorer) -> Iterator[dict[str, Any]]:
    """Yield what to set: nothing, the answer, each preset, each control at its ends."""
    yield {}
    yield from ([dict(explorer.predict.at)] if explorer.predict and explorer.predict.at else [])
    yield from map(dict, explorer.presets.values())
    for name, control in explorer.controls.items():
        yield from ({name: end} for end in control.ends())


def label(state: Mapping[str, Any]) -> str:
    """Return a state in words."""
    return ", ".join(f"{name}={str(value)[:20]}" for name, value in state.items())


@cache
def captions_and_moments(explorer: Explorer) -> dict[str, tuple[str, list[float]]]:
    """Return for each state a caption, a number for its numbers, and one for each axes.

    All tests of an explorer read what is computed once: some train a network for each state.
    """
    table = {}
    for state in states(explorer):
        caption = explorer.caption_at(**state)
        drawn = [[moment(each) for each in artists(axes)] for axes in explorer.drawing.figure.axes]
        table[label(state)] = caption, [moment(each) for each in (numbers(caption), *drawn)]
    return table


def artists(axes: Axes) -> Iterator[np.ndarray]:
    """Yield the numbers of each visible artist, in the data's units where it has some."""
    for line in axes.lines:
        yield opened(np.asarray(line.get_xydata())) * line.get_visible()
    for patch in axes.patches:
        corners = patch.get_patch_transform().transform(patch.get_path().vertices)
        yield opened(np.asarray(corners)) * patch.get_visible()
    for many in axes.collections:
        paths = [path.vertices for path in many.get_paths()]
        parts = [*paths, many.get_offsets(), many.get_array()]
        yield np.concatenate([np.ravel(part) for part in parts if part is not None])
    for image in axes.images:
        yield np.asarray(image.get_array())
    texts = [each for each in axes.texts if each.get_visible()]
    yield np.array([number for each in texts for number in numbers(each.get_text())])


def opened(points: np.ndarray) -> np.ndarray:
    """Return the points of a way, and of what is closed, and may begin anywhere, the ends."""
    closed = len(points) > 2 and np.allclose(points[0], points[-1])
    return np.array([points.min(0), points.max(0)]) if closed else points


def moment(values: ArrayLike) -> float:
    """Return one number for many: a mean in which each counts by its place, none too much."""
    values = np.nan_to_num(np.asarray(values, float).ravel()).clip(-1e9, 1e9)
    mean = np.arcsinh(values) @ np.linspace(1, 2, len(values)) / max(len(values), 1)
    return round(float(f"{mean:.5g}"), 9) + 0.0


def main() -> None:
    """Write the numbers of all explorers anew."""
    explorers = sorted(catalogue().items())
    tables = {name: captions_and_moments(each).values() for name, each in explorers}
    lines = [f"{json.dumps(n)}: {json.dumps([m for _, m in each])}" for n, each in tables.items()]
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


if __name__ == "__main__":
    main()
