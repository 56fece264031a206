"""Reads the lines of a question that an author has written: signs, words, what is computed."""

import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

_SIGN = re.compile(r"(- \[[x ]\]|-|\d+\.|[?!@=~]) (.*)|(---|```)\w*")
_COMPUTED = re.compile(r"\{=((?:[^{}]|\{[^{}]*\})+)\}")
_EVIDENCE = re.compile(r" \{\?=(.+)\}$")
_MARKED = re.compile(r"^(.*?)(?:  # (<-|::) (.*))?$")


class Line(NamedTuple):
    """A line with its sign, by its number in the cell; of a program all lines."""

    number: int
    sign: str
    text: str

    @contextmanager
    def named(self) -> Iterator[None]:
        """Let an error say where it stands."""
        try:
            yield
        except Exception as error:
            where = f"line {self.number} of the cell, {self.text[:50]!r}"
            raise ValueError(f"{where}: {error}") from error


def lines_of(text: str, first: int) -> Iterator[Line]:
    """Yield the lines that say something, with those that go on with them."""
    held: Line | None = None
    for number, line in enumerate(text.splitlines(), start=first):
        found = _SIGN.fullmatch(line)
        if held and held.sign == "```":
            if line != "```":
                held = held._replace(text=f"{held.text}{line}\n")
                continue
            found, line = None, ""
        elif held and held.sign != "---" and line.strip() and not found:
            held = held._replace(text=f"{held.text} {line.strip()}")
            continue
        if held:
            yield held
        held = Line(number, found[1] or found[3], found[2] or "") if found else None
        if line.strip() and not found:
            held = Line(number, "", line.strip())
    if held:
        yield held


class Reader:
    """Makes a question of its lines; `names` are known where something is computed."""

    def __init__(self, lines: list[Line], names: Mapping[str, Any]):
        self.lines = lines
        self.names = dict(names)

    def options(self, sign: str, right: bool) -> dict[str, str]:
        """Return the options of a sign with their words."""
        options = {}
        for item in self.of(sign):
            with item.named():
                option, word = self.parted(item.text)
                found = _EVIDENCE.search(option)
                if found and bool(self.computed(found[1])) != right:
                    raise ValueError(f"{found[1].strip()} is {not right}")
                options[self.filled(_EVIDENCE.sub("", option))] = word
        return options

    def mended_program(self) -> dict[str, Any]:
        """Return a program, its line that is wrong, and what taking the others shows."""
        (item,), (call,) = self.of("```"), self.of("~")
        lines, fixed, right, wrong = [], [], "", {}
        for written in item.text.rstrip().split("\n"):
            ((line, mark, words),) = _MARKED.findall(written)
            indent = line[: len(line) - len(line.lstrip())]
            lines.append(line)
            fixed.append(indent + words if mark == "<-" else line)
            if mark == "<-":
                right = f"`{line.strip()}`"
            elif mark:
                wrong[f"`{line.strip()}`"] = self.filled(words)
        with call.named():
            shown, meant = (self.result("\n".join(each), call.text) for each in (lines, fixed))
            if shown == meant:
                raise ValueError(f"the program and the one that is mended both give {shown}")
        return {"right": right, "wrong": wrong, "program": "\n".join(lines)}

    def slips(self, read: Callable[[str], Any]) -> tuple[dict[Any, str], str]:
        """Return slips as they are read, with their words, and what is said of all others."""
        slips, otherwise = {}, ""
        for item in self.of("-"):
            with item.named():
                slip, word = self.parted(item.text)
                if slip == "*":
                    otherwise = word
                    continue
                met = read(slip)
                if met in slips:
                    raise ValueError(f"another slip is {met}, too")
                slips[met] = word
        return slips, otherwise

    def of(self, sign: str) -> list[Line]:
        """Return the lines of a sign."""
        return [line for line in self.lines if line.sign == sign]

    def texts(self, sign: str) -> list[str]:
        """Return what the lines of a sign say."""
        return [self.filled(item.text) for item in self.of(sign)]

    def parted(self, text: str) -> tuple[str, str]:
        """Return what stands before ``::``, and the word behind it."""
        before, _, word = text.partition(" :: ")
        return before.strip(), self.filled(word.strip())

    def computed(self, text: str) -> Any:
        """Return the value of an expression."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a program that is wrong, say
            return eval(text.strip(), self.names)

    def filled(self, text: str) -> str:
        """Return a text with what is computed in it."""
        return _COMPUTED.sub(lambda found: eval(f"f'''{{{found[1]}}}'''", self.names), text)

    def result(self, program: str, call: str) -> str:
        """Return what a call gives once a program has run, be it an error."""
        inside = Reader(self.lines, self.names)
        exec(program, inside.names)
        try:
            return repr(inside.computed(call))
        except Exception as error:
            return repr(error)
