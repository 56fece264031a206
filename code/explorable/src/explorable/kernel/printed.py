"""Printed text on its way to the page: line by line at first; of a long one only the last lines."""

from collections.abc import Callable
from time import monotonic

HEAD_LINES, HEAD_CHARACTERS = 100, 10_000
TAIL_LINES, TAIL_CHARACTERS = 20, 2_000
MOST_STORED = 10_000_000
"""Characters that "Show all" can show."""
INTERVAL, BATCH = 0.1, 100_000
"""A long text is sent after so many seconds or characters."""


class Printed:
    r"""A text that is printed piece by piece.

    Parameters
    ----------
    send : callable
        Takes an output, of kind "text" or "tail".

    Examples
    --------
    >>> printed = Printed(print)
    >>> printed.write("hello\n")
    {'kind': 'text', 'data': 'hello\n'}
    """

    def __init__(self, send: Callable[[dict], None]) -> None:
        self._send = send
        self._parts: list[str] = []  # waiting to be sent
        self._waiting = 0  # their number of characters
        self._sent_at = 0.0
        self._lines, self._characters = HEAD_LINES, HEAD_CHARACTERS  # left before the fold
        self._hidden: list[str] = []
        self._stored = self._rest_lines = 0
        self._tail = ""

    def write(self, text: str) -> None:
        """Print a piece."""
        self._parts.append(text)
        self._waiting += len(text)
        if self._lines > 0:
            if "\n" in text or self._waiting > HEAD_CHARACTERS:
                self.flush()
        elif self._waiting > BATCH or monotonic() - self._sent_at > INTERVAL:
            self.flush()

    def flush(self) -> None:
        """Send what waits."""
        text = "".join(self._parts)
        self._parts.clear()
        self._waiting = 0
        if self._lines > 0 and text:
            text = self._send_head(text)
        if text:
            self._add_rest(text)
            self._send({"kind": "tail", **self._rest()})
            self._sent_at = monotonic()

    def end(self) -> None:
        """Send what waits and, of a long text, what was left out."""
        self.flush()
        if self._tail:
            rest = self._rest()
            hidden = "".join(self._hidden)
            if self._stored <= MOST_STORED:
                hidden = hidden.removesuffix(rest["data"])
            self._send({"kind": "tail", **rest, "hidden": hidden})

    def _send_head(self, text: str) -> str:
        """Send as much as may be sent whole, and return the rest."""
        lines = text[: self._characters].split("\n", self._lines)
        head = "\n".join([*lines[: self._lines], ""] if len(lines) > self._lines else lines)
        rest = text[len(head) :]
        self._lines -= head.count("\n")
        self._characters -= len(head)
        if rest or self._characters == 0:  # all further text goes behind the fold
            self._lines = 0
        self._send({"kind": "text", "data": head})
        return rest

    def _add_rest(self, text: str) -> None:
        self._rest_lines += text.count("\n")
        if self._stored < MOST_STORED:
            self._hidden.append(text[: MOST_STORED - self._stored])
        self._stored += len(text)
        self._tail = (self._tail + text)[-TAIL_CHARACTERS:]

    def _rest(self) -> dict:
        """Return the last lines, and how many lines before them were left out."""
        last = "\n".join(self._tail.split("\n")[-TAIL_LINES - 1 :])
        return {"data": last, "left_out": self._rest_lines - last.count("\n")}
