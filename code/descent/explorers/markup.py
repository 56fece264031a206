"""An explorer as HTML that reads without any script; ``front.js`` brings it to life."""

import json
from html import escape
from typing import Any

import numpy as np

_SPEEDS = {"½×": 0.5, "1×": 1, "2×": 2, "4×": 4}


def figure(question: str, spec: dict, message: dict) -> str:
    """Return picture, controls, caption and spec of an explorer as one ``<figure>``.

    Parameters
    ----------
    question : str
        What the reader should predict before moving anything.
    spec : dict
        Of :meth:`descent.explorers.core.Explorer.spec`.
    message : dict
        Of :meth:`descent.explorers.stage.Stage.show`, with the whole picture.
    """
    task = f'<p class="descent-question">{escape(question)}</p>' if question else ""
    rows = "".join(_control(n, c, spec["values"][n]) for n, c in spec["controls"].items())
    data = json.dumps(
        {**spec, "frames": message["frames"]}, ensure_ascii=False, default=np.ndarray.tolist
    )
    return (
        f'<figure class="descent-explorer" data-explorer="{spec["name"]}">{task}'
        f'<div class="descent-picture">{message["picture"]}</div>'
        f'<fieldset class="descent-controls" disabled><legend>{escape(spec["title"])}</legend>'
        f"{rows}{_buttons(spec)}</fieldset>"
        f'<figcaption class="descent-caption">{escape(message["caption"])}</figcaption>'
        f'<script type="application/json">{data.replace("</", chr(60) + chr(92) + "/")}</script>'
        f"</figure>"
    )


def _control(name: str, control: dict, value: Any) -> str:
    label = escape(control["label"] or name.replace("_", " "))
    build = {"choice": _choice, "check": _check}.get(control["kind"], _slider)
    return f'<div class="descent-control">{build(name, label, control, value)}</div>'


def _slider(name: str, label: str, control: dict, value: float) -> str:
    shown = f"{value:.{control['decimals']}f}"
    bounds = (
        f'min="{control["minimum"]}" max="{control["maximum"]}" step="{control["step"]}"'
        f' value="{shown}"'
    )
    player = _player(label) if control["kind"] == "time" else ""
    return (
        f"<label><span>{label}</span>"
        f'<input type="range" name="{name}" {bounds} autocomplete="off"></label>'
        f'<input type="number" data-for="{name}" {bounds} autocomplete="off"'
        f' aria-label="{label}, typed">{player}'
    )


def _player(label: str) -> str:
    speeds = "".join(
        f'<option value="{factor}"{" selected" if factor == 1 else ""}>{text}</option>'
        for text, factor in _SPEEDS.items()
    )
    return (
        f'<span class="descent-player"><button type="button" data-do="play">Play</button>'
        f'<button type="button" data-do="step">Step</button>'
        f'<select aria-label="Speed of {label}" autocomplete="off">{speeds}</select></span>'
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


def _buttons(spec: dict) -> str:
    presets = "".join(
        f'<button type="button" data-preset="{escape(name)}">{escape(name)}</button>'
        for name in spec["presets"]
    )
    return (
        f'<div class="descent-buttons">{presets}'
        f'<button type="button" data-do="reset">Reset</button>'
        f'<button type="button" data-do="fullscreen">Full screen</button></div>'
    )
