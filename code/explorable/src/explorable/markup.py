"""An explorer as HTML that reads without any script; ``front/mount.js`` brings it to life."""

import json
from html import escape
from typing import Any

import numpy as np

from explorable.declaration import Declaration
from explorable.picture.drawing import Message
from explorable.words import button

_GUESS = '<div class="explorable-guess"></div>'
"""Where a living figure asks for a guess, and says afterwards what it was."""


def figure(declaration: Declaration, message: Message) -> str:
    """Return picture, caption, controls and spec of an explorer as one ``<figure>``.

    The caption stands between picture and controls, where a ``<figcaption>`` may not: the title
    names the figure, and the picture's own label repeats the caption.

    Parameters
    ----------
    declaration : Declaration
    message : Message
        With the whole picture.
    """
    spec = declaration.spec(message["values"])
    title = escape(spec["title"])
    rows = "".join(_control(declaration, *each) for each in spec["values"].items())
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


def _control(declaration: Declaration, name: str, value: Any) -> str:
    moves = declaration.controls[name].html(name, escape(declaration.label(name)), value)
    return f'<div class="explorable-control">{moves}</div>'


def _run() -> str:
    """Return what a stream is run and stopped with, and where it says how far it has come."""
    return (
        f'<div class="explorable-run">{button("run")}'
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
        button("reset"),
        button("link", " hidden"),
        button("code", " hidden"),
        button("fullscreen", says="fullScreen"),
    ]
    return f'<div class="explorable-tools">{"".join(tools)}</div>'
