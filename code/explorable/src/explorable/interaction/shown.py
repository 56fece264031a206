"""What a function shows while it is called, in order: a page's HTML, and words for the ear."""

import io
import re
from collections.abc import Iterable
from html import escape
from typing import Any

from matplotlib.figure import Figure

from explorable.interaction.lacking import lacking
from explorable.interaction.prose import formula, markdown
from explorable.kernel.outputs import parts, representation, taken_figures, titles
from explorable.picture.difference import difference
from explorable.picture.drawing import failure
from explorable.words import word

_CELL = re.compile(r'(?<=File ")[^"]*ipykernel_\d+[/\\]\d+\.py(?=")')
"""What a kernel calls the file of a cell, in each run another."""


def without_address(text: str) -> str:
    """Return the text of an object without its address in memory, which differs in each run.

    Examples
    --------
    >>> without_address("[<Line2D object at 0x7f31a8>]")
    '[<Line2D object>]'
    """
    return re.sub(r" at 0x[0-9a-fA-F]+", "", text)


class Shown(io.TextIOBase):
    """The blocks that a call has shown; it stands for ``sys.stdout`` meanwhile.

    Parameters
    ----------
    prefix : str
        Starts every id.
    blocks : iterable of str
        What stands there already.
    """

    def __init__(self, prefix: str, blocks: Iterable[str] = ()):
        self.blocks = list(blocks)
        """HTML that holds no text and no figure but its own."""
        self.figures: list[Figure] = []
        self.printed = ""
        self._prefix = prefix
        self._is_text = self._clear_first = False

    def write(self, text: str) -> int:
        """Print text."""
        if text:
            self._make_room()
            self.printed += text
            if not self._is_text:
                self.blocks.append("")
            self._is_text = True
            self.blocks[-1] += escape(text)
        return len(text)

    def show(self, value: Any) -> None:
        """Show a value; a text as words."""
        for each in parts(value):
            self._show(each)

    def _show(self, value: Any) -> None:
        if hasattr(value, "_ipython_display_") and not isinstance(value, type):
            value._ipython_display_()
            return
        if missing := lacking(value):
            self.show_note(word("noDisplay", kind=missing))
            return
        kind, data = self._representation(value)
        if isinstance(value, Figure):
            self.figures.append(value)
        if isinstance(value, str):
            self._add("p", escape(value))
        elif kind == "latex":
            self._add("div", formula(data))
        elif kind == "markdown":
            self._add("div", markdown(data))
        elif kind in ("html", "explorer"):
            self._add("div", data)
        else:
            self._add("pre", escape(without_address(data)))

    def _representation(self, value: Any) -> tuple[str, str]:
        """Return how a page shows a value; a figure's own resolution stays as it is."""
        prefix = f"{self._prefix}-{len(self.blocks)}"
        if not isinstance(value, Figure):
            return representation(value, prefix)
        before = value.dpi
        try:
            return representation(value, prefix)
        finally:
            value.dpi = before

    def show_figures(self, changed: Iterable[Figure] = ()) -> list[Figure]:
        """Show and close the figures that pyplot holds, and those that were `changed`."""
        figures = taken_figures()
        for each in (*figures, *changed):
            if not self.has(each):
                self.show(each)
        return figures

    def has(self, value: Any) -> bool:
        """Whether a value is a figure that is shown."""
        return any(value is each for each in self.figures)

    def show_note(self, text: str) -> None:
        """Show what is to be known of all this, once."""
        note = f"<small>{escape(text)}</small>"
        if f"<p>{note}</p>" not in self.blocks:
            self._add("p", note)

    def show_error(self, error: Exception) -> None:
        """Show an error in a sentence, and its details under a fold."""
        error.__traceback__ = error.__traceback__ and error.__traceback__.tb_next  # our own call
        told = {name: escape(_CELL.sub("<cell>", each)) for name, each in failure(error).items()}
        self._add(
            'div class="explorable-error" role="alert"',
            f"<p>{told['error']}</p><details><summary>{word('details')}</summary>"
            f'<pre tabindex="0">{told["details"]}</pre></details>',
        )

    def clear(self, wait: bool = False) -> None:
        """Take back what was shown, now or when there is something to show instead."""
        self._clear_first = wait
        if not wait:
            self.blocks.clear()
            self.figures.clear()
            self._is_text, self.printed = False, ""

    def _make_room(self) -> None:
        if self._clear_first:
            self.clear()

    def _add(self, tag: str, html: str) -> None:
        self._make_room()
        self.end_text()
        self.blocks.append(f"<{tag}>{html}</{tag.partition(' ')[0]}>")

    def end_text(self) -> None:
        """Begin a new text with what is printed next."""
        if self._is_text:
            self.blocks[-1] = f'<pre tabindex="0">{self.blocks[-1]}</pre>'
        self._is_text = False

    @property
    def html(self) -> str:
        """All of it, as one element."""
        named = (f'<div id="{self.name(i)}">{each}</div>' for i, each in enumerate(self.blocks))
        return f'<div class="explorable-shown">{"".join(named)}</div>'

    def name(self, block: int) -> str:
        """Return the id of a block."""
        return f"{self._prefix}-shown{block}"

    def patch(self, before: "Shown") -> dict[str, str] | None:
        """Return what leads here from what was shown before, by id; None if it is all of it."""
        if len(before.blocks) != len(self.blocks):
            return None
        found: dict[str, str] = {}
        for i, (old, new) in enumerate(zip(before.blocks, self.blocks, strict=True)):
            drawn = difference(old, new) if "<svg" in old and "<svg" in new else None
            if old != new and drawn is None:
                drawn = {self.name(i): f'<div id="{self.name(i)}">{new}</div>'}
            found |= drawn or {}
        return found

    def change(self, patch: dict[str, str] | None) -> dict[str, Any]:
        """Return what a page is told: the patch, or all of it where there is none."""
        return {"picture": self.html} if patch is None else {"patch": patch}

    @property
    def words(self) -> str:
        """What was printed, or what the figures are called."""
        return self.printed.strip() or "; ".join(filter(None, map(titles, self.figures)))
