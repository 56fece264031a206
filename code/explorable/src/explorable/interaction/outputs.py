"""What a function shows while it is called, in order: a page's HTML, and words for the ear."""

import re
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from matplotlib.figure import Figure

from explorable.interaction.nesting import nested
from explorable.interaction.prose import formula, markdown, read
from explorable.kernel.outputs import Outputs, titles
from explorable.picture.difference import difference
from explorable.picture.drawing import failure
from explorable.words import word

_CELL = re.compile(r'(?<=File ")[^"]*ipykernel_\d+[/\\]\d+\.py(?=")')
"""What a kernel calls the file of a cell, in each run another."""

_ID = re.compile(r"""(?<![\w-])id=(?:\\?["']|&quot;|&#x27;)([\w.:-]+)""")
_RANDOM_ID = re.compile(
    r"[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=T_)[0-9a-f]{5}"
)
"""What tells a film, a map or a table from others, in each run another."""


def without_address(text: str) -> str:
    """Return the text of an object without its address in memory, which differs in each run.

    Examples
    --------
    >>> without_address("[<Line2D object at 0x7f31a8>]")
    '[<Line2D object>]'
    """
    return re.sub(r" at 0x[0-9a-fA-F]+", "", text)


def without_ids(html: str) -> str:
    """Return HTML with its ids numbered, and what refers to them: some are made anew in each call.

    Examples
    --------
    >>> without_ids('<style>#T_1f td {}</style><table id="T_1f"><tr id="T_1f_row0">')
    '<style>#ID0 td {}</style><table id="ID0"><tr id="ID1">'
    """
    html = _RANDOM_ID.sub("", without_address(html))
    ids = {each: f"ID{i}" for i, each in enumerate(dict.fromkeys(_ID.findall(html)))}
    if not ids:
        return html
    known = "|".join(map(re.escape, sorted(ids, key=len, reverse=True)))
    return re.sub(rf"(?<![\w-])({known})(?![\w-])", lambda each: ids[each[0]], html)


def overwritten(text: str) -> str:
    r"""Return a text without what its returns to the start of a line have written over.

    Examples
    --------
    >>> overwritten("10%\r20%\r\ndone")
    '20%\ndone'
    """
    lines = re.sub("\r+\n", "\n", text)
    return re.sub(r"[^\n]*\r(?=[^\r\n])", "", lines)


BLOCKS: dict[str, Callable[[Any], str]] = {
    "stream": lambda text: f'<pre tabindex="0">{escape(overwritten(text))}</pre>',
    "text": lambda text: f"<pre>{escape(without_address(text))}</pre>",
    "words": lambda text: f"<p>{escape(text)}</p>",
    "html": lambda html: f"<div>{nested(html)}</div>",
    "explorer": lambda html: f"<div>{html}</div>",
    "latex": lambda text: f"<div>{formula(text)}</div>",
    "markdown": lambda text: f"<div>{nested(markdown(text))}</div>",
    "error": lambda error: _error(**error),
}
"""The HTML of an output, by its kind."""


def _error(error: str, details: str) -> str:
    """Return an error in a sentence, and its details under a fold."""
    return (
        f'<div class="explorable-error" role="alert"><p>{escape(_CELL.sub("<cell>", error))}</p>'
        f"<details><summary>{word('details')}</summary>"
        f'<pre tabindex="0">{escape(_CELL.sub("<cell>", details))}</pre></details></div>'
    )


class CallOutputs(Outputs):
    """What a call has shown, as blocks of HTML that can be compared with another call's.

    Parameters
    ----------
    prefix : str
        Starts every id.
    before : sequence of str
        Blocks that stand there already.
    """

    def __init__(self, prefix: str, before: Sequence[str] = ()):
        super().__init__(prefix)
        self._before = list(before)
        self._outputs: list[dict[str, Any]] = []
        self._places: dict[str, int] = {}
        self.holds_others = False
        """Whether functions that are made interactive meanwhile stand in it, without controls."""

    @property
    def next_name(self) -> str:
        """Begins the ids of the next block."""
        return f"{self._prefix}-{len(self._before) + len(self._outputs)}"

    def emit(self, output: dict[str, Any], value: Any = None) -> None:
        """Add an output, a text that is printed to the one before it."""
        if output["kind"] == "clear":
            self._before.clear()
            self._outputs.clear()
            self._places.clear()
        elif output["kind"] == "stream" and self._outputs and self._outputs[-1]["kind"] == "stream":
            self._outputs[-1]["data"] += output["data"]
        else:
            self._outputs.append(output)
        if isinstance(value, Figure):
            self.figures.append(value)

    def show(self, value: Any, place: str | None = None) -> None:
        """Show a value, a text as words, in the place of what was shown there."""
        at = len(self._outputs)
        if place:
            at = self._places.setdefault(place, at)
        below, self._outputs[at:] = self._outputs[at + 1 :], []
        if isinstance(value, str):
            self.send({"kind": "words", "data": value})
        else:
            super().show(value)
        self._outputs += below

    def _show(self, value: Any) -> None:
        """Show a part of a value; of a function made interactive within, what it shows."""
        inner = value if isinstance(value, CallOutputs) else getattr(value, "outputs", None)
        if not isinstance(inner, CallOutputs):
            super()._show(value)
            return
        self.holds_others = True
        self.figures += inner.figures
        for each in inner._outputs:
            self.send(dict(each))

    def show_error(self, error: Exception) -> None:
        """Show an error, from the function on."""
        error.__traceback__ = error.__traceback__ and error.__traceback__.tb_next  # our own call
        self.send({"kind": "error", "data": failure(error)})

    @property
    def blocks(self) -> list[str]:
        """HTML that holds no text and no figure but its own; warnings stand below."""
        outputs = sorted(self._outputs, key=lambda each: "below" in each)
        return [*self._before, *(BLOCKS[each["kind"]](each["data"]) for each in outputs)]

    @property
    def markdown(self) -> list[str]:
        """The texts in Markdown that it has shown."""
        return [each["data"] for each in self._outputs if each["kind"] == "markdown"]

    @property
    def printed(self) -> str:
        """All that was printed."""
        printed = (each["data"] for each in self._outputs if each["kind"] == "stream")
        return "".join(map(overwritten, printed))

    @property
    def html(self) -> str:
        """All of it, as one element."""
        named = (f'<div id="{self.name(i)}">{each}</div>' for i, each in enumerate(self.blocks))
        return f'<div class="explorable-shown">{"".join(named)}</div>'

    def name(self, block: int) -> str:
        """Return the id of a block."""
        return f"{self._prefix}-shown{block}"

    def patch(self, before: "CallOutputs") -> dict[str, str] | None:
        """Return a patch from the previous outputs, by element id; None to replace everything."""
        olds, news = before.blocks, self.blocks
        if len(olds) != len(news):
            return None
        patch: dict[str, str] = {}
        for i, (old, new) in enumerate(zip(olds, news, strict=True)):
            drawn = difference(old, new) if "<svg" in old and "<svg" in new else None
            if old != new and drawn is None:
                drawn = {self.name(i): f'<div id="{self.name(i)}">{new}</div>'}
            patch |= drawn or {}
        return patch

    def change(self, patch: dict[str, str] | None) -> dict[str, Any]:
        """Return what a page is told: the patch, or all of it where there is none."""
        return {"picture": self.html} if patch is None else {"patch": patch}

    @property
    def words(self) -> str:
        """What was printed, or what the figures are called."""
        return self.printed.strip() or read("; ".join(filter(None, map(titles, self.figures))))
