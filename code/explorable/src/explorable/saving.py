"""A figure as one file of HTML: a picture for all values, and the front end that shows them.

It asks nobody for anything, so that it lives from a disk, in an ``<iframe>`` of any page, and when
whatever made it is gone.
"""

import json
from dataclasses import replace
from html import escape
from math import prod
from pathlib import Path
from typing import Any

from explorable import esm, markup, words
from explorable.declaration import Declaration
from explorable.frames import Limits, frames_of, states_of, sweeps_of
from explorable.picture.drawing import Drawing

_POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"
_LOOK = """:root { color-scheme: light dark; }
body { margin: 0 auto; max-width: 46rem; padding: 0.5rem; font: 1rem/1.5 system-ui, sans-serif; }
.explorable-explorer { margin: 0; }"""

LIMITS = Limits(combinations=400, seconds=60.0, size=5_000_000)
"""What a file may hold, and take to make, if whoever saves it says nothing else."""


def save(figure: Declaration, drawing: Drawing, file: Path, limits: Limits) -> Path:
    """Write `figure` into `file` and return it; see `Explorer.save`."""
    if drawing.streams:
        raise ValueError(f"{figure.name} streams: what it shows on its way needs Python")
    limits = replace(limits, values=limits.combinations + 1)
    _refuse_too_many(figure, limits)
    message = drawing.peek(figure.start)
    frames, beyond = frames_of(drawing, limits)
    if beyond:
        raise ValueError(
            f"{len(frames) + 1} of {len(states_of(figure, limits))} pictures take more than "
            f"{getattr(limits, beyond)} ({beyond}): name fewer values, or allow more, "
            f"save(…, limits={{{beyond!r}: …}})"
        )
    html = markup.figure(markup.spec_of(figure, message), message["picture"])
    file.write_text(_document(figure.title, html, frames), "utf-8")
    return file


def _refuse_too_many(figure: Declaration, limits: Limits) -> None:
    """Refuse a figure whose every picture a file cannot hold."""
    sweeps = sweeps_of(figure, limits)
    if endless := [name for name in figure.controls if name not in sweeps]:
        name = endless[0]
        raise ValueError(f"{name} has no end of values: name those to keep, save(…, {name}=[…])")
    if prod(map(len, sweeps.values())) > limits.combinations:
        most = max(sweeps, key=lambda name: len(sweeps[name]))
        counts = " × ".join(f"{len(each)} of {name}" for name, each in sweeps.items())
        raise ValueError(
            f"{figure.name} has more than {limits.combinations} pictures ({counts}): give a "
            f"control a larger step, name the values to keep, save(…, {most}=[…]), or allow more, "
            "save(…, limits={'combinations': …})"
        )


def _document(title: str, html: str, frames: list[dict]) -> str:
    return f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<title>{escape(title)}</title>
<style>{_LOOK}
{esm.style("front.css")}</style>
<body>
{html}
{_data("explorable-words", words.in_use())}
{_data("explorable-frames", frames)}
<script type="module">{esm.join(esm.FRONT.parent / "page" / "saved.js")}</script>
</body>
</html>
"""


def _data(name: str, data: Any) -> str:
    text = json.dumps(data, ensure_ascii=False).replace("<", r"\u003c")
    return f'<script type="application/json" id="{name}">{text}</script>'
