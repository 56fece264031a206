"""One drawn copy of a declared figure: values go in, pictures or patches come out."""

import inspect
import sys
import traceback
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypedDict, cast

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explorable.declaration import Declaration
from explorable.picture import svg
from explorable.picture.artists import children
from explorable.picture.figures import figure_numbers
from explorable.picture.style import style


class Message(TypedDict, total=False):
    """What pages and widgets are told of a picture; ``front/mount.js`` has it for scripts.

    Parameters
    ----------
    values : dict
        Of every control.
    caption : str
    axes : list of dict
        Where those of each handle stand, and what they show.
    revision : int, optional
        Which picture of its drawing it is; None of one that no patch can follow.
    picture : str
        The whole ``<svg>``.
    patch : dict of str to str
        In its place, the groups to replace in another revision, by id.
    stream : dict
        The ``count`` of a stream's pictures so far, and whether there is ``more`` to come.
    """

    values: dict[str, Any]
    caption: str
    axes: list[dict]
    revision: int | None
    picture: str
    patch: dict[str, str]
    stream: dict[str, Any]


MOST = 60
"""Characters of a value in an error."""

_END = object()
"""What comes after the last caption."""


INTERACT = "for text, tables or several figures, `from explorable import interact`"
"""Where an author turns who wants more than a figure."""


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
        If nothing is drawn, or a handle stands in axes that the figure does not have.
    """

    def __init__(self, declaration: Declaration):
        self.declaration = declaration
        with style():
            self.figure = Figure(figsize=declaration.size)
            with self._guarded():
                self._update = declaration.draw(self.figure, **declaration.fixed)
        self._refuse_what_cannot_be_moved()
        self._lay_out()
        self._picture = svg.Picture(self.figure, declaration.prefix)
        self.revision = 0
        """Counts what the picture has shown, 0 is nothing; a patch leads from one to the next."""
        self._answer: Message | None = None
        self.peeked = self.figure
        """The figure that has answered `peek`."""

    @property
    def streams(self) -> bool:
        """Whether `update` is a generator, which yields a caption for each picture on its way."""
        return inspect.isgeneratorfunction(self._update)

    def _lay_out(self) -> None:
        """Let matplotlib lay out the start's picture, whichever values will be shown first."""
        if self.figure.get_layout_engine() is not None:
            with style():
                next(self._captions(self.declaration.start))
                self.figure.draw_without_rendering()
            self.figure.set_layout_engine("none")

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Say what a page could not do: find a name of a notebook's, or move another figure."""
        before = figure_numbers()
        try:
            yield
        except NameError as error:
            named = self.declaration
            namespace = vars(sys.modules.get(named.module, object))
            if getattr(inspect.unwrap(named.draw), "__globals__", None) is not namespace:
                raise  # of code that a reader has edited
            raise NameError(
                f"explorer {named.name} uses {error.name!r}, which {named.module} does not define: "
                f"what it took from a notebook, its module has to import or define",
                name=error.name,
            ) from error
        if figure_numbers() - before:
            raise ValueError(
                f"explorer {self.declaration.name} makes a figure of its own with plt, and only "
                f"the one that it is given moves: use figure.subplots(), or {INTERACT}"
            )

    def _refuse_what_cannot_be_moved(self) -> None:
        name, controls = self.declaration.name, list(self.declaration.controls)
        if not callable(self._update):
            what = "end it with `return update`" if self._update is None else INTERACT
            raise TypeError(
                f"the drawing function of explorer {name} must return its function update, got "
                f"{_named(self._update)}; {what}"
            )
        parameters = inspect.signature(self._update).parameters.values()
        takes = [each.name if each.default is each.empty else str(each) for each in parameters]
        if takes != controls:
            raise TypeError(
                f"update of explorer {name} must take its controls in order, without defaults, "
                f"{controls}, got {[str(each) for each in parameters]}"
            )
        if not children(self.figure):
            raise ValueError(
                f"the drawing function of explorer {name} draws nothing into the figure that it is "
                f"given, as figure.subplots().plot(…) would: an explorer is one figure; {INTERACT}"
            )
        count = len(self.figure.axes)
        for axes in self._axes_numbers():
            if axes not in range(count):
                raise ValueError(
                    f"the axes of a handle or guess of explorer {name} must be among the figure's, "
                    f"numbered from 0 to {count - 1}, got {axes}"
                )

    def caption(self, values: Mapping[str, Any]) -> str:
        """Return the caption for `values`; of a stream the last."""
        if self.streams:
            return self.peek(values)["caption"]
        self.revision += 1
        with style():
            return next(self._captions(self.declaration.validate(values)))

    def peek(self, values: Mapping[str, Any]) -> Message:
        """Return the whole picture for `values`, for nobody's page.

        A stream that is under way is left alone: another copy answers, and remembers its answer.
        """
        values = self.declaration.validate(values)
        message = self._answer if self.streams else self.show(values)
        if message is None or message["values"] != values:
            another = Drawing(self.declaration)
            message = self._answer = another.show(values)
            self.peeked = another.figure
        self.revision += 1  # a page that shows this figure is now behind
        return {**message, "revision": None}

    def show(self, values: Mapping[str, Any], *, since: int | None = None) -> Message:
        """Move the picture to `values` and say what has changed since a revision of it.

        Parameters
        ----------
        values : mapping
            A value for every control.
        since : int, optional
            The revision that the page shows; without it, or if the picture has moved on, the
            answer is the whole picture.

        Returns
        -------
        Message
            With the ``patch`` that leads from `since`, or the whole ``picture``.
        """
        values = self.declaration.validate(values)
        patchable = self._leave(since)
        with style():
            captions = list(self._captions(values))
            return self._message(values, captions[-1], patchable, len(captions))

    def stream(self, values: Mapping[str, Any], *, since: int | None = None) -> Iterator[Message]:
        """Yield the message of each picture on the way to `values`, when it has been made.

        They are messages as `show` returns them, each a change of the one before; there is one if
        `update` is no generator. The last picture of a stream comes once more, with nothing to
        follow. Who does not ask for the next has stopped the stream, and may begin another.

        Parameters
        ----------
        values, since
            As in `show`.
        """
        if not self.streams:
            yield self.show(values, since=since)
            return
        values = self.declaration.validate(values)
        patchable = self._leave(since)
        for count, caption in enumerate(self._captions(values), 1):
            message = self._message(values, caption, patchable, count, more=True)
            yield message
            patchable = self._leave(message["revision"])
        yield self._message(values, caption, patchable, count)

    def frames(self, states: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
        """Yield a frame for each of `states`, values that differ from the start's.

        It leads there from the picture of the start, by a ``patch`` or as a whole ``picture``.
        """
        start = self.declaration.start
        for values in states:
            self.show(start, since=self.revision)
            message = self.show({**start, **values}, since=self.revision)
            fields = ("caption", "axes", "patch", "picture")
            yield {"values": values, **{k: v for k, v in message.items() if k in fields}}

    def _leave(self, revision: int | None) -> bool:
        """Start a new revision; return whether the client is up to date, so that a patch suffices.

        If `update` raises, no message goes out, and the next picture is a full one.
        """
        before, self.revision = self.revision, self.revision + 1
        return revision == before > 0

    def _message(
        self, values: dict, caption: str, patchable: bool, count: int, more: bool = False
    ) -> Message:
        with style():
            patch = self._picture.patch() if patchable else None
            if patch is None:
                change = {"picture": self._picture.draw(f"{self.declaration.title} {caption}")}
            else:
                change = {"patch": patch}
        stream = {"stream": {"count": count, "more": more}} if self.streams else {}
        state = {"values": values, "caption": caption, "axes": self._axes()}
        return cast(Message, {**state, "revision": self.revision, **change, **stream})

    def _captions(self, values: dict[str, Any]) -> Iterator[str]:
        """Move the picture; yield its caption, at each step of a stream."""
        controls = self.declaration.controls
        with style(), self._guarded():
            moved = self._update(**{n: controls[n].argument(v) for n, v in values.items()})
        steps = moved if self.streams else iter([moved])
        caption = None
        while True:
            with style(), self._guarded():  # anew: others may draw between
                newest = next(steps, _END)
            if newest is _END and caption is not None:
                return
            caption = self._refuse_no_caption(newest)
            yield caption

    def _refuse_no_caption(self, caption: Any) -> str:
        if isinstance(caption, str):
            return caption
        does = "yield its captions, texts" if self.streams else "return its caption, a text"
        got = "none" if caption is _END else _named(caption)
        hint = "" if caption is None or caption is _END else f"; {INTERACT}"
        raise TypeError(f"update of explorer {self.declaration.name} must {does}, got {got}{hint}")

    def _axes(self) -> list[dict]:
        """Return for each handle its axes' box, as fractions of the picture, and their limits.

        Behind those of the handles stands that of the guess, if it is marked in the picture.
        """
        return [_axes_box(self.figure.axes[number]) for number in self._axes_numbers()]

    def _axes_numbers(self) -> list[int]:
        """Return in which axes the handles stand, and the guess."""
        guess = self.declaration.predict
        numbers = [handle.axes for handle in self.declaration.handles]
        return numbers if guess is None or guess.place is None else [*numbers, guess.place]


def _named(value: Any) -> str:
    """Return a value as its author would write it, or its type if that is long."""
    text = repr(value)
    return text if len(text) <= MOST and "\n" not in text else f"a {type(value).__name__}"


def failure(error: BaseException) -> dict:
    """Return what a page shows of an error: its last line, and the rest behind a fold."""
    last = traceback.TracebackException.from_exception(error)
    last.__notes__ = None  # notes follow behind the fold, with the traceback
    *_, line = last.format_exception_only()
    return {"error": line.strip(), "details": "".join(traceback.format_exception(error))}


def _axes_box(axes: Axes) -> dict:
    """Return where axes stand and what they show; pages know the positions on two scales."""
    scales = axes.get_xscale(), axes.get_yscale()
    if not {"linear", "log"}.issuperset(scales):
        raise ValueError(f"axes with a handle must have linear or log scales, got {scales}")
    box = axes.get_position()
    return {
        "box": [box.x0, box.y0, box.x1, box.y1],
        "x": [float(end) for end in axes.get_xlim()],
        "y": [float(end) for end in axes.get_ylim()],
        "logx": scales[0] == "log",
        "logy": scales[1] == "log",
    }
