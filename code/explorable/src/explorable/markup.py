"""An explorer as HTML that reads without any script; ``front/mount.js`` brings it to life."""

import json
from html import escape
from typing import cast

import numpy as np

from explorable.controls import made_again
from explorable.declaration import Declaration
from explorable.picture.drawing import Message
from explorable.stored import Spec
from explorable.words import button, word

_GUESS = '<div class="explorable-guess"></div>'
"""Where a living figure asks for a guess, and says afterwards what it was."""


_NOT_SAID = {"question", "caption", "baked", "unsaid"}
"""What a page's scripts are not told of an explorer: it stands there, or in a file of its own."""


def spec_of(declaration: Declaration, message: Message) -> Spec:
    """Return all that a page knows of an explorer beside its picture, as JSON has it."""
    pictures = message.get("stream", {}).get("count")
    spec = {
        **declaration.spec(message["values"]),
        "question": declaration.question,
        "caption": message["caption"],
        "frames": message["frames"],
        **({"pictures": pictures} if pictures else {}),
    }
    return cast(Spec, json.loads(json.dumps(spec, default=np.ndarray.tolist)))


def figure(spec: Spec, picture: str) -> str:
    """Return picture, caption, controls and spec of an explorer as one ``<figure>``.

    The caption stands between picture and controls, where a ``<figcaption>`` may not: the title
    names the figure, and the picture's own label repeats the caption. An empty line waits for what
    a page says of its state: nothing moves when that comes.
    """
    title = escape(spec["title"])
    rows = "".join(_control(spec, name) for name in spec["controls"])
    known = {name: each for name, each in spec.items() if name not in _NOT_SAID}
    data = json.dumps(known, ensure_ascii=False).replace("<", r"\u003c")
    # no text may end or comment out the script that holds it
    asked = f'<p class="explorable-question">{escape(spec["question"]) or title}</p>'
    kind = " explorable-function" if "function" in spec else ""  # it has no question, all is shown
    return (
        f'<figure class="explorable-explorer{kind}" aria-label="{title}"'
        f' data-explorer="{spec["name"]}">{"" if kind else asked}'
        f"{_GUESS if 'predict' in spec else ''}"
        f'<div class="explorable-room">'
        f'<div class="explorable-picture">{picture}</div></div>'
        f'<p class="explorable-caption">{escape(spec["caption"])}</p>'
        f'<p class="explorable-status"></p>'
        f'<fieldset class="explorable-controls" disabled><legend>{title}</legend>'
        f"{rows}{_run() if 'pictures' in spec else ''}{_press(spec)}{_presets(spec)}{_tools()}"
        f"</fieldset>"
        f'<script type="application/json">{data}</script>'
        f"</figure>"
    )


def _control(spec: Spec, name: str) -> str:
    told = spec["controls"][name]
    moves = made_again(told).html(name, escape(told["label"]), spec["values"][name])
    return f'<div class="explorable-control">{moves}</div>'


def _run() -> str:
    """Return what a stream is run and stopped with, and where it says how far it has come."""
    return (
        f'<div class="explorable-run">{button("run")}'
        '<progress hidden></progress><span class="explorable-count"></span></div>'
    )


def _press(spec: Spec) -> str:
    """Return the button of a figure that is drawn when that is pressed, not when it is moved."""
    if "manual" not in spec:
        return ""
    press = f'<button type="button" data-do="press">{escape(spec["manual"])}</button>'
    return f'<div class="explorable-presets">{press}<span>{escape(word("manual"))}</span></div>'


def _presets(spec: Spec) -> str:
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
