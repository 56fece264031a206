"""What Jupyter displays and a page cannot: sound, films, other sites' frames."""

import os
from typing import Any

from explorable.frames import STORING
from explorable.kernel.ipython import LACKING, Lacking


def lacking(value: Any) -> str | None:
    """Return what a value is called that a page cannot show; None of all others.

    In a kernel everything can be shown, but for what a notebook stores.
    """
    kind = type(value)
    if kind.__name__ in LACKING and kind.__module__.startswith("IPython."):
        return kind.__name__ if os.environ.get(STORING) else None
    return value.name if isinstance(value, Lacking) else None
