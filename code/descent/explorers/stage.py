"""One drawn copy of an explorer: values go in, pictures or patches come out."""

import inspect
import traceback
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from descent import plotting, svg

if TYPE_CHECKING:
    from descent.explorers.core import Explorer


class Stage:
    """The figure of an explorer, drawn once and moved from then on.

    Parameters
    ----------
    explorer : Explorer
    """

    def __init__(self, explorer: "Explorer"):
        self.explorer = explorer
        with plotting.style():
            self.figure = Figure(figsize=explorer.size)
            self._update = explorer.draw(self.figure, **explorer.fixed)
        self._picture = svg.Picture(self.figure, explorer.prefix)
        self._on_page = False
        self.start = self._start_values()

    def _start_values(self) -> dict[str, Any]:
        controls = self.explorer.controls
        parameters = inspect.signature(self._update).parameters
        if list(parameters) != list(controls):
            raise TypeError(
                f"update of explorer {self.explorer.name} must take its controls in order, "
                f"{list(controls)}, got {list(parameters)}"
            )
        starts = {name: each.start for name, each in controls.items()}
        defaults = {n: p.default for n, p in parameters.items() if p.default is not p.empty}
        return self.explorer.check(starts | defaults)

    def caption(self, values: Mapping[str, Any]) -> str:
        """Return the caption for `values`."""
        self._on_page = False
        with plotting.style():
            return self._move(self.explorer.check(values))

    def peek(self, values: Mapping[str, Any]) -> dict:
        """Return the whole picture for `values`, for nobody's page."""
        message = self.show(values, whole=True)
        self._on_page = False
        return message

    def show(self, values: Mapping[str, Any], *, whole: bool = False) -> dict:
        """Move the picture to `values` and say what has changed since it was last shown.

        Parameters
        ----------
        values : mapping
            A value for every control.
        whole : bool
            Whether to draw the whole picture even if a patch would do.

        Returns
        -------
        dict
            ``values`` and ``caption``; ``patch`` (the groups to replace, by id) or ``picture``
            (the whole ``<svg>``); ``frames``, where the axes of each handle stand.
        """
        values = self.explorer.check(values)
        patchable = self._on_page and not whole
        self._on_page = False  # an update that fails leaves the picture half moved
        with plotting.style():
            caption = self._move(values)
            patch = self._picture.patch() if patchable else None
            if patch is None:
                change = {"picture": self._picture.draw(f"{self.explorer.title} {caption}")}
            else:
                change = {"patch": patch}
        self._on_page = True
        return {"values": values, "caption": caption, "frames": self._frames(), **change}

    def _move(self, values: dict[str, Any]) -> str:
        controls = self.explorer.controls
        return self._update(**{n: controls[n].argument(v) for n, v in values.items()})

    def _frames(self) -> list[dict]:
        """Return for each handle its axes' box, as fractions of the picture, and their limits."""
        return [_frame(self.figure.axes[handle.axes]) for handle in self.explorer.handles]


def failure(error: Exception) -> dict:
    """Return what a page shows of an error: its last line, and the rest behind a fold."""
    lines = traceback.format_exception(error)
    return {"error": lines[-1].strip(), "details": "".join(lines)}


def _frame(axes: Axes) -> dict:
    box = axes.get_position()
    return {
        "box": [box.x0, box.y0, box.x1, box.y1],
        "x": [float(end) for end in axes.get_xlim()],
        "y": [float(end) for end in axes.get_ylim()],
        "logx": axes.get_xscale() == "log",
        "logy": axes.get_yscale() == "log",
    }
