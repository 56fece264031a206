"""Baked frames: what an explorer shows before Python is there.

The first touch of an explorer starts Python, which takes seconds. Until then the picture follows
the reader through frames that were made while the book was built: along the leading control, at
each preset, and where the guess is answered.
"""

import json

from explorable import Explorer
from explorable.frames import Limits, moved, named
from explorable.picture.drawing import Drawing

FRAMES = Limits.values
"""Along the leading control."""


def bake(explorer: Explorer) -> str | None:
    """Return the frames of an explorer as JSON; None if each would be a whole run.

    There are those ``along`` its leading control, and the ``named``. Each has the ``values`` that
    differ from the start's, a ``caption``, the ``axes`` of handles, and either the ``patch`` that
    leads to it from the picture of the start, or the whole ``picture`` where a patch would not do.
    """
    drawing = Drawing(explorer)
    if drawing.streams:
        return None
    sweeps = {name: control.sweep(FRAMES) for name, control in explorer.controls.items()}
    leading, stops = next(((n, stops) for n, stops in sweeps.items() if stops), ("", []))
    along = [{leading: stop} for stop in stops]
    others = [each for each in moved(explorer, named(explorer)) if each not in along]
    frames = list(drawing.frames(along + others))
    baked = {"along": frames[: len(along)], "named": frames[len(along) :]}
    return json.dumps(baked, ensure_ascii=False)
