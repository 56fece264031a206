"""One drawn copy of a declared figure: values go in, pictures or patches come out."""

import inspect
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explorable import svg
from explorable.declaration import Declaration
from explorable.style import style


class Drawing:
    """The figure of a declaration, drawn once and moved from then on.

    Parameters
    ----------
    declaration : Declaration

    Raises
    ------
    TypeError
        If drawing returns no `update`, or one that does not take the controls in their order,
        without defaults.
    ValueError
        If a handle stands in axes that the figure does not have.
    """

    def __init__(self, declaration: Declaration):
        self.declaration = declaration
        with style():
            self.figure = Figure(figsize=declaration.size)
            with self._missing_names():
                self._update = declaration.draw(self.figure, **declaration.fixed)
        self._refuse_no_update()
        self._refuse_other_parameters()
        self._refuse_handles_without_axes()
        self._lay_out()
        self._picture = svg.Picture(self.figure, declaration.prefix)
        self._on_page = False

    def _lay_out(self) -> None:
        """Let matplotlib lay out the start's picture, whichever values will be shown first."""
        if self.figure.get_layout_engine() is not None:
            with style():
                self._move(self.declaration.start)
                self.figure.draw_without_rendering()
            self.figure.set_layout_engine("none")

    @contextmanager
    def _missing_names(self) -> Iterator[None]:
        """Say where a name is missing: a module does not see what a notebook has defined."""
        try:
            yield
        except NameError as error:
            named = self.declaration
            raise NameError(
                f"explorer {named.name} uses {error.name!r}, which {named.module} does not define: "
                f"what it took from a notebook, its module has to import or define",
                name=error.name,
            ) from error

    def _refuse_no_update(self) -> None:
        if not callable(self._update):
            raise TypeError(
                f"the drawing function of explorer {self.declaration.name} must return its "
                f"function update, got {self._update!r}: end it with `return update`"
            )

    def _refuse_handles_without_axes(self) -> None:
        count = len(self.figure.axes)
        for handle in self.declaration.handles:
            if handle.axes not in range(count):
                raise ValueError(
                    f"a handle of explorer {self.declaration.name} must stand in one of the "
                    f"figure's axes, numbered from 0 to {count - 1}, got {handle}"
                )

    def _refuse_other_parameters(self) -> None:
        parameters = inspect.signature(self._update).parameters
        expected = list(self.declaration.controls)
        if list(parameters) != expected or any(
            each.default is not each.empty for each in parameters.values()
        ):
            raise TypeError(
                f"update of explorer {self.declaration.name} must take its controls in order, "
                f"without defaults, {expected}, got {[str(each) for each in parameters.values()]}"
            )

    def caption(self, values: Mapping[str, Any]) -> str:
        """Return the caption for `values`."""
        self._on_page = False
        with style():
            return self._move(self.declaration.check_values(values))

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
        values = self.declaration.check_values(values)
        patchable = self._on_page and not whole
        self._on_page = False  # an update that fails leaves the picture half moved
        with style():
            caption = self._move(values)
            patch = self._picture.patch() if patchable else None
            if patch is None:
                change = {"picture": self._picture.draw(f"{self.declaration.title} {caption}")}
            else:
                change = {"patch": patch}
        self._on_page = True
        return {"values": values, "caption": caption, "frames": self._frames(), **change}

    def _move(self, values: dict[str, Any]) -> str:
        controls = self.declaration.controls
        with self._missing_names():
            caption = self._update(**{n: controls[n].argument(v) for n, v in values.items()})
        if not isinstance(caption, str):
            raise TypeError(
                f"update of explorer {self.declaration.name} must return its caption, a text, "
                f"got {caption!r}"
            )
        return caption

    def _frames(self) -> list[dict]:
        """Return for each handle its axes' box, as fractions of the picture, and their limits."""
        return [_frame(self.figure.axes[handle.axes]) for handle in self.declaration.handles]


def failure(error: BaseException) -> dict:
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
