"""An explorer as HTML that reads without any script; ``front/mount.js`` brings it to life."""

import json
from collections.abc import Iterable
from html import escape
from typing import cast

import numpy as np

from explorable.controls import made_again
from explorable.declaration import Declaration
from explorable.picture.drawing import Message
from explorable.stored import Spec
from explorable.words import button, word

_OPEN, _CHIPS, _SEEN = 2, 3, 8
"""How many controls, presets and things to press in all, handles and menu among them, are seen at
once; the other controls and presets wait behind one fold."""


_LEFT_OUT = {
    "question",
    "caption",
    "longest",
    "baked",
    "nondeterministic",
    "missing_description",
    "timed_out",
}
"""What a page's scripts are not told of an explorer: it stands there, or in a file of its own."""


def spec_of(declaration: Declaration, message: Message) -> Spec:
    """Return all that a page knows of an explorer beside its picture, as JSON has it."""
    pictures = message.get("stream", {}).get("count")
    spec = {
        **declaration.spec(message["values"]),
        "question": declaration.question,
        "caption": message["caption"],
        "axes": message["axes"],
        **({"pictures": pictures} if pictures else {}),
    }
    return cast(Spec, json.loads(json.dumps(spec, default=np.ndarray.tolist)))


def figure(spec: Spec, picture: str) -> str:
    """Return picture, caption, controls and spec of an explorer as one ``<figure>``.

    The caption stands between picture and controls, where a ``<figcaption>`` may not: the title
    names the figure, and the picture's own label repeats the caption. There is room for the longest
    caption that is known, and what a page says of its state, or of an error, comes last: no words
    that come move what a reader presses. A guess is asked for below the question, and until it is
    made the caption's place says what is seen.
    """
    title = escape(spec["title"])
    known = {name: each for name, each in spec.items() if name not in _LEFT_OUT}
    data = json.dumps(known, ensure_ascii=False).replace("<", r"\u003c")
    # no text may end or comment out the script that holds it
    question = f'<p class="explorable-question">{escape(spec["question"]) or title}</p>'
    kind = " explorable-function" if "function" in spec else ""  # it has no question, all is shown
    asks = '<div class="explorable-guess"></div>' if "predict" in spec else ""
    random = f"<p><small>{escape(word('random'))}</small></p>" if "nondeterministic" in spec else ""
    seen = f'<p class="explorable-seen">{escape(spec["predict"]["seen"])}</p>' if asks else ""
    foot = spec.get("predict", {}).get("foot")
    shorter = f' style="--foot: {foot}"' if foot else ""
    longest = f' data-longest="{escape(spec["longest"])}"' if "longest" in spec else ""
    return (
        f'<figure class="explorable-explorer{kind}" aria-label="{title}"'
        f' data-explorer="{spec["name"]}">{"" if kind else question}{asks}'
        f'<div class="explorable-room"{shorter}>'
        f'<div class="explorable-picture">{picture}</div></div>{seen}'
        f'<p class="explorable-caption"{longest}>{escape(spec["caption"])}</p>{random}'
        f'<fieldset class="explorable-controls" disabled><legend>{title}</legend>'
        f'{_panel(spec)}{_tools()}</fieldset><p class="explorable-status"></p>'
        f'<script type="application/json">{data}</script>'
        f"</figure>"
    )


def still(spec: Spec, picture: str) -> str:
    """Return an explorer where no script runs, in a book: what it asks, its picture and caption."""
    question = "" if "function" in spec else escape(spec["question"] or spec["title"])
    paragraph = question and f'<p class="explorable-question">{question}</p>'
    return (
        f'<figure class="explorable-figure">{paragraph}{picture}'
        f'<figcaption class="explorable-caption">{escape(spec["caption"])}</figcaption></figure>'
    )


def _panel(spec: Spec) -> str:
    """Return controls and presets, most of them behind a fold; of a function all that it takes.

    What a handle of the picture moves is behind it, but for time, which is played here. The start
    is the first preset.
    """
    names = list(spec["controls"])
    presets = dict(sorted(_presets(spec).items(), key=lambda each: each[1] != spec["start"]))
    visible, chips = names, list(presets)
    if "function" not in spec and len(names) > _OPEN:
        moved = {end for each in spec["handles"] for end in (each["x"], each["y"])}
        time = {name for name, each in spec["controls"].items() if each["kind"] == "time"}
        visible = [name for name in names if name not in moved - time][:_OPEN]
    played = sum(spec["controls"][name]["kind"] == "time" for name in visible)
    room = _SEEN - len(spec["handles"]) - len(visible) - played - 2  # the fold and the menu
    most = max(1, min(_CHIPS, room))
    if "function" not in spec and (visible != names or len(chips) > most + 1):
        chips = chips[:most]  # one alone would be no more than the fold that it is behind
    rest = [name for name in names if name not in visible]
    more = _rows(spec, rest) + _chips([name for name in presets if name not in chips])
    run = _run() if "pictures" in spec else ""
    first = f"{_rows(spec, visible)}{run}{_press(spec)}"
    return f"{first}{_chips(chips)}{_fold('more', word('more'), more)}"


def _presets(spec: Spec) -> dict[str, dict]:
    """Return all values of each preset, and of the start, if none is there; a function has none."""
    presets = {name: {**spec["start"], **values} for name, values in spec["presets"].items()}
    if "function" in spec or spec["start"] in presets.values():
        return presets
    return {"": spec["start"], **presets}


def _fold(kind: str, summary: str, content: str, state: str = "") -> str:
    if not content:
        return ""
    return (
        f'<details class="explorable-{kind}"><summary{state}>{escape(summary)}</summary>'
        f"{content}</details>"
    )


def _rows(spec: Spec, names: Iterable[str]) -> str:
    controls = {name: spec["controls"][name] for name in names}
    rows = (
        made_again(each).html(name, escape(each["label"]), spec["values"][name])
        for name, each in controls.items()
    )
    return "".join(f'<div class="explorable-control">{row}</div>' for row in rows)


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


def _chips(names: Iterable[str]) -> str:
    buttons = "".join(
        f'<button type="button" data-preset="{escape(name)}">{escape(name or word("start"))}'
        "</button>"
        for name in names
    )
    return f'<div class="explorable-presets">{buttons}</div>' if buttons else ""


def _tools() -> str:
    """Return the menu; what only a page has is hidden until its scripts offer it."""
    tools = [button("link", " hidden"), button("code", " hidden")]
    tools.append(button("fullscreen", says="fullScreen"))
    named = f' aria-label="{escape(word("menu"))}"'
    return _fold("tools", "⋯", f"<div>{''.join(tools)}</div>", named)
