"""Baked frames: what an explorer's leading control shows before Python is there.

The first touch of an explorer starts the runtime, which takes seconds. Until then the picture
follows the finger through frames that were made while the book was built.
"""

import json
from typing import Any

from explorable import Explorer
from explorable.controls import Control, Slider
from explorable.pad import Pad
from explorable.picture.drawing import Drawing

FRAMES = 24


def settings_of(control: Control) -> list[Any]:
    """Return at most `FRAMES` values of a control, from end to end.

    Examples
    --------
    >>> from explorable.controls import Slider
    >>> settings_of(Slider(0, 3, 1))
    [0, 1, 2, 3]
    """
    if isinstance(control, Pad):
        return []  # drawings have no order
    if not isinstance(control, Slider):
        return list(control.spec().get("options", (False, True)))
    steps = round((control.maximum - control.minimum) / control.step)
    count = min(steps, FRAMES - 1)
    taken = [control.minimum + round(steps * i / count) * control.step for i in range(count + 1)]
    return [control.check("value", min(round(v, control.decimals), control.maximum)) for v in taken]


def bake(explorer: Explorer) -> str | None:
    """Return the frames of an explorer's leading control as JSON; None if it has none.

    Each frame has a ``value``, a ``caption``, and either the ``patch`` that leads to it from any
    other frame, or the whole ``picture`` where a patch would not do.
    """
    if Drawing(explorer).streams:
        return None  # each frame would be a whole run
    sweeps = {name: settings_of(control) for name, control in explorer.controls.items()}
    name, values = next(((n, v) for n, v in sweeps.items() if v), ("", []))
    if not values:
        return None
    if (answer := explorer.revealed[name]) not in [*values, explorer.start[name]]:
        values = sorted([*values, answer])  # a guess is answered without Python
    messages = _patches(explorer, name, values) or _pictures(explorer, name, values)
    frames = [
        {"value": value, **{k: m[k] for k in ("caption", "frames", "patch", "picture") if k in m}}
        for value, m in zip(values, messages, strict=True)
    ]
    return json.dumps({"control": name, "frames": frames}, ensure_ascii=False)


def _patches(explorer: Explorer, name: str, values: list) -> list[dict] | None:
    """Return messages that patch the same groups in every frame, or None if groups differ."""
    drawing = Drawing(explorer)
    drawing.show(explorer.start)
    drawing.show({**explorer.start, name: values[-1]})
    messages = [drawing.show({**explorer.start, name: value}) for value in values]
    groups = [frozenset(message.get("patch", ())) for message in messages]
    return messages if len(set(groups)) == 1 and groups[0] else None


def _pictures(explorer: Explorer, name: str, values: list) -> list[dict]:
    drawing = Drawing(explorer)
    return [drawing.show({**explorer.start, name: value}, whole=True) for value in values]
