"""A figure as one file of HTML: a picture for all values, and the front end that shows them.

It asks nobody for anything, so that it lives from a disk, in an ``<iframe>`` of any page, and when
whatever made it is gone.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from itertools import product
from math import prod
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from explorable import esm, markup, words
from explorable.controls import Choice

if TYPE_CHECKING:
    from explorable.explorers import Explorer

MODULES = (*esm.FIGURE, "request", "../page/baked", "../page/saved")
"""Each after those that it imports."""

_POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"
_LOOK = """:root { color-scheme: light dark; }
body { margin: 0 auto; max-width: 46rem; padding: 0.5rem; font: 1rem/1.5 system-ui, sans-serif; }
.explorable-explorer { margin: 0; }"""


@dataclass(frozen=True)
class Limits:
    """How much a file may hold, and take to make.

    Parameters
    ----------
    frames : int
        Combinations of the values of all controls; they are counted before one is drawn.
    seconds : float
    size : int
        Characters.
    """

    frames: int = 400
    seconds: float = 60.0
    size: int = 5_000_000


LIMITS = Limits()


def save(
    figure: "Explorer", file: Path, limits: Limits, chosen: Mapping[str, Iterable[Any]]
) -> Path:
    """Write `figure` into `file` and return it; see `Explorer.save`."""
    figure = _with(figure, chosen)
    drawing = figure.drawn()
    if drawing.streams:
        raise ValueError(f"{figure.name} streams: what it shows on its way needs Python")
    stops = _stops(figure, limits)
    message = drawing.peek(figure.start)
    frames = list(_within(limits, drawing.frames(stops), len(stops)))
    shown = markup.figure(markup.spec_of(figure, message), message["picture"])
    file.write_text(_document(figure.title, shown, frames), "utf-8")
    return file


def _with(figure: "Explorer", chosen: Mapping[str, Iterable[Any]]) -> "Explorer":
    """Return the figure whose controls have these values alone, and what still moves it."""
    menus = {}
    for name, given in chosen.items():
        values = [figure.validate({name: each})[name] for each in given]
        start = figure.start.get(name)
        first = start if start in values else values[0]
        menus[name] = Choice(values, start=first, label=figure.controls[name].label)
    handles = tuple(each for each in figure.handles if not menus.keys() & set(each.names))
    return replace(
        figure, controls={**figure.controls, **menus}, handles=handles,
        presets={} if menus else figure.presets, predict=None if menus else figure.predict,
    )  # fmt: skip


def _stops(figure: "Explorer", limits: Limits) -> list[dict[str, Any]]:
    """Return all values that readers can set, each without those that are the start's."""
    sweeps = {name: each.sweep(limits.frames + 1) for name, each in figure.controls.items()}
    for name, values in sweeps.items():
        if not values:
            raise ValueError(
                f"{name} has no end of values: name those to keep, save(…, {name}=[…])"
            )
    if prod(map(len, sweeps.values())) > limits.frames:
        most = max(sweeps, key=lambda name: len(sweeps[name]))
        counts = " × ".join(f"{len(each)} of {name}" for name, each in sweeps.items())
        raise ValueError(
            f"{figure.name} has more than {limits.frames} pictures ({counts}): give a control a "
            f"larger step, name the values to keep, save(…, {most}=[…]), or allow more, "
            f"save(…, limits=Limits(frames=…))"
        )
    found = [dict(zip(sweeps, each, strict=True)) for each in product(*sweeps.values())]
    named = [*figure.presets.values(), *([figure.predict.at] if figure.predict else [])]
    moved = [figure.moved(each) for each in [*found, *named]]
    return [each for n, each in enumerate(moved) if each and each not in moved[:n]]


def _within(limits: Limits, frames: Iterator[dict], count: int) -> Iterator[dict]:
    begun, size = monotonic(), 0
    for n, frame in enumerate(frames, 1):
        size += len(json.dumps(frame))
        for name, used in {"seconds": monotonic() - begun, "size": size}.items():
            if used > getattr(limits, name):
                raise ValueError(
                    f"{n} of {count} pictures take {used:.0f} {name}: name fewer values, or allow "
                    f"more, save(…, limits=Limits({name}=…))"
                )
        yield frame


def _document(title: str, shown: str, frames: list[dict]) -> str:
    return f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<title>{escape(title)}</title>
<style>{_LOOK}
{(esm.FRONT / "front.css").read_text("utf-8")}</style>
<body>
{shown}
{_data("explorable-words", words.in_use())}
{_data("explorable-frames", frames)}
<script type="module">{esm.join(MODULES)}</script>
</body>
</html>
"""


def _data(name: str, data: Any) -> str:
    text = json.dumps(data, ensure_ascii=False).replace("<", r"\u003c")
    return f'<script type="application/json" id="{name}">{text}</script>'
