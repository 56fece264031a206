"""The lines in which a question is written: each has a sign, by which a kind finds its own."""

import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

_COMPUTED = re.compile(r"\{=((?:[^{}]|\{[^{}]*\})+)\}")


class Item(NamedTuple):
    """A line with its sign, by its number in the cell; of a program all lines."""

    number: int
    sign: str
    text: str


@contextmanager
def located(item: Item) -> Iterator[None]:
    """Say of what goes wrong where it stands."""
    try:
        yield
    except Exception as error:
        raise ValueError(f"line {item.number} of the cell, {item.text[:50]!r}: {error}") from error


class Reader:
    """The lines of a question; `names` are known where something is computed."""

    def __init__(self, items: list[Item], names: Mapping[str, Any]):
        self.items = items
        self.names = dict(names)

    def of(self, sign: str) -> list[Item]:
        """Return the lines whose sign has this pattern."""
        return [item for item in self.items if re.fullmatch(sign, item.sign)]

    def texts(self, sign: str) -> list[str]:
        """Return what the lines of a sign say."""
        return [self.filled(item.text) for item in self.of(sign)]

    def answers(self, sign: str, read: Callable[[str], Any]) -> dict[Any, str]:
        """Return the answers of a sign, each as `read` has it, with what it shows."""
        result: dict[Any, str] = {}
        for item in self.of(sign):
            with located(item):
                text, feedback = self.split(item.text)
                answer = read(text)
                if answer in result:
                    raise ValueError(f"another slip is {answer}, too")
                result[answer] = feedback
        return result

    def split(self, text: str) -> tuple[str, str]:
        """Return what stands before ``::``, and the words behind it."""
        before, _, after = text.partition(" :: ")
        return before.strip(), self.filled(after.strip())

    def computed(self, text: str) -> Any:
        """Return the value of an expression."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a program that is wrong, say
            return eval(text.strip(), self.names)

    def filled(self, text: str) -> str:
        """Return a text with what is computed in it."""
        return _COMPUTED.sub(lambda match: eval(f"f'''{{{match[1]}}}'''", self.names), text)

    def result(self, program: str, call: str) -> str:
        """Return what a call gives once a program has run, be it an error."""
        inside = Reader(self.items, self.names)
        exec(program, inside.names)
        try:
            return repr(inside.computed(call))
        except Exception as error:
            return repr(error)
