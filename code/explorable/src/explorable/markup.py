"""An explorer as HTML that reads without any script; ``front/mount.js`` brings it to life."""

import json
from html import escape
from typing import Any

import numpy as np

from explorable import words
from explorable.declaration import Declaration
from explorable.pad import Pad

_GUESS = '<div class="explorable-guess"></div>'
"""Where a living figure asks for a guess, and says afterwards what it was."""

_SPEEDS = {"½×": 0.5, "1×": 1, "2×": 2, "4×": 4}


def figure(declaration: Declaration, message: dict) -> str:
    """Return picture, caption, controls and spec of an explorer as one ``<figure>``.

    The caption stands between picture and controls, where a ``<figcaption>`` may not: the title
    names the figure, and the picture's own label repeats the caption.

    Parameters
    ----------
    declaration : Declaration
    message : dict
        Of :meth:`explorable.picture.drawing.Drawing.show`, with the whole picture.
    """
    spec = declaration.spec(message["values"])
    title = escape(spec["title"])
    rows = "".join(_control(n, c, spec["values"][n]) for n, c in spec["controls"].items())
    pictures = message.get("stream", {}).get("count")
    known = {"frames": message["frames"], **({"pictures": pictures} if pictures else {})}
    data = json.dumps({**spec, **known}, ensure_ascii=False, default=np.ndarray.tolist).replace(
        "<", r"\u003c"
    )  # no text may end or comment out the script that holds it
    return (
        f'<figure class="explorable-explorer" aria-label="{title}"'
        f' data-explorer="{spec["name"]}">'
        f'<p class="explorable-question">{escape(declaration.question) or title}</p>'
        f"{_GUESS if 'predict' in spec else ''}"
        f'<div class="explorable-room">'
        f'<div class="explorable-picture">{message["picture"]}</div></div>'
        f'<p class="explorable-caption">{escape(message["caption"])}</p>'
        f'<fieldset class="explorable-controls" disabled><legend>{title}</legend>'
        f"{rows}{_run() if pictures else ''}{_presets(spec)}{_tools()}</fieldset>"
        f'<script type="application/json">{data}</script>'
        f"</figure>"
    )


def _control(name: str, control: dict, value: Any) -> str:
    label = escape(control["label"])
    build = {"choice": _choice, "check": _check, "pad": _pad}.get(control["kind"], _slider)
    return f'<div class="explorable-control">{build(name, label, control, value)}</div>'


def _slider(name: str, label: str, control: dict, value: float) -> str:
    shown = f"{value:.{control['decimals']}f}"
    bounds = (
        f'min="{control["minimum"]}" max="{control["maximum"]}" step="{control["step"]}"'
        f' value="{shown}"'
    )
    player = _player() if control["kind"] == "time" else ""
    return (
        f"<label><span>{label}</span>"
        f'<input type="range" name="{name}" {bounds} autocomplete="off"></label>'
        f'<input type="number" data-for="{name}" {bounds} autocomplete="off"'
        f' aria-label="{label}">{player}'
    )


def _player() -> str:
    speeds = "".join(
        f'<option value="{factor}"{" selected" if factor == 1 else ""}>{text}</option>'
        for text, factor in _SPEEDS.items()
    )
    return (
        f'<span class="explorable-player">{_button("play", "play")}{_button("step", "step")}'
        f'<select autocomplete="off">{speeds}</select></span>'  # named when it comes to life
    )


def _choice(name: str, label: str, control: dict, value: Any) -> str:
    options = "".join(
        f"<option{' selected' if option == value else ''}>{escape(str(option))}</option>"
        for option in control["options"]
    )
    return (
        f'<label><span>{label}</span><select name="{name}" autocomplete="off">{options}</select>'
        f"</label>"
    )


def _check(name: str, label: str, control: dict, value: bool) -> str:
    checked = " checked" if value else ""
    return (
        f'<label><input type="checkbox" name="{name}"{checked} autocomplete="off">'
        f"<span>{label}</span></label>"
    )


def _pad(name: str, label: str, control: dict, value: str) -> str:
    rows, columns = control["rows"], control["columns"]
    tools = _button("erase", "erase", ' aria-pressed="false"') + _button("clear", "clear")
    return (
        f'<div class="explorable-pad"><span>{label}</span>'
        f'<svg viewBox="0 0 {columns} {rows}" role="img" aria-label="{label}">'
        f'<g fill="currentColor">{Pad(rows, columns).ink(value)}</g></svg>'
        f'<span class="explorable-pad-tools">{tools}</span>'
        f'<input type="hidden" name="{name}" value="{value}" autocomplete="off"></div>'
    )


def _run() -> str:
    """Return what a stream is run and stopped with, and where it says how far it has come."""
    return (
        f'<div class="explorable-run">{_button("run", "run")}'
        '<progress hidden></progress><span class="explorable-count"></span></div>'
    )


def _presets(spec: dict) -> str:
    buttons = "".join(
        f'<button type="button" data-preset="{escape(name)}">{escape(name)}</button>'
        for name in spec["presets"]
    )
    return f'<div class="explorable-presets">{buttons}</div>' if buttons else ""


def _tools() -> str:
    """Return the tools; those that only a page has are hidden until its scripts offer them."""
    tools = [
        _button("reset", "reset"),
        _button("link", "link", " hidden"),
        _button("code", "code", " hidden"),
        _button("fullscreen", "fullScreen"),
    ]
    return f'<div class="explorable-tools">{"".join(tools)}</div>'


def _button(does: str, word: str, state: str = "") -> str:
    return (
        f'<button type="button" data-do="{does}" data-word="{word}"{state}>'
        f"{escape(words.word(word))}</button>"
    )
