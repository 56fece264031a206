r'''Questions as an author writes them: Markdown in the cell of a notebook that shows them.

A line says by its first sign what it is; a line without one asks, or goes on with the one above::

    ask(r"""
    The bars are twice as high. What is their share of the whole?

    - [x] the same {?= 2 / 4 == 1 / 2}
    - [ ] twice the share :: The whole has doubled, too: shares are $a/(a + b)$.
    - [ ] half the share :: That would need the others to stay, and grow.

    ? What happens to the whole?
    ! What multiplies all bars cancels.
    """)

``?`` is a hint, ``!`` says why it is right, ``@`` leads to the part that helps, where that is not
the section the question stands in; a line ``---`` parts the questions of a self-test. Behind ``::``
stands what an answer shows. What else there is tells the kind:

=========================================  =======================================================
``- [x]``, ``- [ ]``                       a choice
``- left => right :: word``                partners to be found; ``- => more`` is offered besides
``1. line <- 2, 3 :: too early``           lines to be put in order, and which they need; ``- line ::
                                           word`` does not belong
``= 2 * 3 (1 digit) [GB]``                 a number, the digits asked for after the point, a unit;
                                           ``- 2 + 3 :: word`` is a slip, ``- * :: word`` all others
a program between fences                   what it prints; ``- 1\n2 :: word`` is a slip
``- what it must have``                    a free answer
=========================================  =======================================================

``{=2 / 3:.2f}`` is computed where the cell runs, and ``{?= condition}`` behind an option must be
true if it is right, false if it is wrong: a question that contradicts itself is not shown.
'''

import ast
import re
import sys
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from itertools import groupby
from typing import Any, NamedTuple
from zlib import compress, decompress

from explorable.question.kinds import (
    Bug,
    Choice,
    Explain,
    Fill,
    Gap,
    Lines,
    Match,
    Number,
    Output,
    Question,
    SelfTest,
    Several,
)

Names = Mapping[str, Any]

_ITEM = re.compile(r"(- \[[x ]\]|-|\d+\.|[?!@=~>])(?: (.*)|$)")
_COMPUTED = re.compile(r"\{=((?:[^{}]|\{[^{}]*\})+)\}")
_EVIDENCE = re.compile(r" \{\?=(.+)\}$")
_VALUE = re.compile(r"(.+?)(?: ± (\S+))?(?: \((\d) digits?\))?(?: \[([^\]]+)\])?")
_NEEDS = re.compile(r"(.*?)(?: <-((?: \d+,?)+))?")
_PACKED = "packed:"
_GAP = re.compile(r"\[\[(.+?)\]\]")


class Item(NamedTuple):
    """A line with its first sign, and its number in the cell."""

    line: int
    sign: str
    text: str

    @property
    def parts(self) -> tuple[str, str]:
        """What stands before and behind ``::``."""
        text, _, word = self.text.partition(" :: ")
        return text.strip(), word.strip()


def ask(text: str) -> Question | SelfTest:
    """Return the question, or the questions of a self-test, that a cell writes down.

    Parameters
    ----------
    text : str
        As this module says; what is computed knows the names of the cell.

    Raises
    ------
    ValueError
        If it cannot be read, or contradicts itself; it names the line of the cell.
    """
    cell = sys._getframe(1)
    if text.startswith(_PACKED):
        text = decompress(b64decode(text.removeprefix(_PACKED))).decode()
    return read(text, cell.f_globals, cell.f_lineno)


def packed(source: str) -> str:
    """Return the source of a cell whose text nobody reads in passing; `ask` unpacks it."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    for call in calls:
        if isinstance(call.func, ast.Name) and call.func.id == "ask":
            written = ast.get_source_segment(source, call) or ""
            text = b64encode(compress(ast.literal_eval(call.args[0]).encode())).decode()
            source = source.replace(written, f'ask("{_PACKED}{text}")')
    return source


def read(text: str, names: Names, line: int = 1) -> Question | SelfTest:
    """Return what a text asks, which begins at a line of its cell."""
    tests = [
        list(items)
        for is_rule, items in groupby(_items(text, line), key=lambda item: item.sign == "---")
        if not is_rule
    ]
    asked = [Reader(items, names).question() for items in tests]
    return asked[0] if len(asked) == 1 else SelfTest(asked)


def _items(text: str, first: int) -> Iterator[Item]:
    """Yield a text's lines: those of a program as one, those that go on with the one above."""
    held: Item | None = None
    for line, written in enumerate(text.splitlines(), start=first):
        if held and held.sign == "```":
            if written.startswith("```"):
                yield held._replace(text=held.text.removeprefix("\n"))
                held = None
            else:
                held = held._replace(text=f"{held.text}\n{written}")
            continue
        found = _ITEM.match(written)
        if held and (found or not written.strip() or written[:3] in ("```", "---")):
            yield held
            held = None
        if written[:3] in ("```", "---"):
            held = Item(line, written[:3], "")
        elif found:
            held = Item(line, found[1], found[2] or "")
        elif written.strip():
            held = (
                held._replace(text=f"{held.text} {written.strip()}")
                if held
                else Item(line, "", written.strip())
            )
    if held:
        yield held


@contextmanager
def _at(line: int, text: str) -> Iterator[None]:
    """Say of what goes wrong where it stands."""
    try:
        yield
    except Exception as error:
        raise ValueError(f"line {line} of the cell, {text[:50]!r}: {error}") from error


class Reader:
    """Makes a question of its lines.

    Parameters
    ----------
    items : list of Item
    names : mapping
        What is known where it is computed.
    """

    def __init__(self, items: list[Item], names: Names):
        self.items = items
        self.names = dict(names)

    def question(self) -> Question:
        """Return the question; its kind follows from the signs of its lines."""
        signs = {item.sign for item in self.items}
        prompt = " ".join(self._texts(""))
        with _at(self.items[0].line, self.items[0].text):
            common = {
                "prompt": prompt,
                "because": self._one("!"),
                "hint": self._one("?"),
                "see": self._one("@"),
            }
            return self._kind(signs)(**common)

    def _kind(self, signs: set[str]) -> Callable[..., Question]:
        if "```" in signs:
            return self._bug if "  # <- " in self._program else self._output
        if "=" in signs:
            return self._number
        if ">" in signs:
            return self._fill
        if any(sign[0].isdigit() for sign in signs if sign):
            return self._lines
        if "- [x]" in signs:
            return self._choice
        return (
            self._match if any(" => " in f" {text}" for text in self._raw("-")) else self._explain
        )

    def _choice(self, **common: str) -> Question:
        right, wrong = self._options("- [x]", True), self._options("- [ ]", False)
        if len(right) > 1:
            return Several(right=right, wrong=wrong, **common)
        return Choice(right=next(iter(right)), wrong=wrong, **common)

    def _several(self, **common): ...

    def _number(self, **common: str) -> Number:
        (item,) = (item for item in self.items if item.sign == "=")
        with _at(item.line, item.text):
            value, near, _digits, unit = _VALUE.fullmatch(item.text).groups()
            answer = self.compute(value)
        slips, otherwise = self._slips(self.compute)
        return Number(
            answer=answer,
            tolerance=float(near or 0),
            unit=unit or "",
            slips=slips,
            otherwise=otherwise,
            **common,
        )

    def _slips(self, key):
        said = {}
        otherwise = ""
        for item in self.items:
            if item.sign == "-":
                text, word = item.parts
                with _at(item.line, item.text):
                    if text == "*":
                        otherwise = self.filled(word)
                    else:
                        said[key(text)] = self.filled(word)
        return said, otherwise

    def _output(self, **common: str) -> Output:
        slips, otherwise = self._slips(lambda text: self.filled(text.replace("\\n", "\n")))
        return Output(
            code=self._program,
            prints=self.printed(self._program),
            slips=slips,
            otherwise=otherwise,
            **common,
        )

    def _bug(self, **common):
        lines, wrong, right = [], {}, 0
        for number, text in enumerate(self._program.split("\n"), start=1):
            text, mark, said = re.match(r"(.*?)(?:  # (<-|::) ?(.*))?$", text).groups()
            lines.append(text)
            if mark == "<-":
                right = number
            elif mark:
                wrong[number] = self.filled(said)
        _, otherwise = self._slips(str)
        return Bug(code="\n".join(lines), line=right, wrong=wrong, otherwise=otherwise, **common)

    def _lines(self, **common: str) -> Lines:
        lines, needs, early = [], {}, {}
        for item in self.items:
            if item.sign[:1].isdigit():
                text, word = item.parts
                text, needed = _NEEDS.fullmatch(text).groups()
                if needed:
                    needs[len(lines)] = [int(n) - 1 for n in re.findall(r"\d+", needed)]
                if word:
                    early[len(lines)] = self.filled(word)
                lines.append(self.filled(text))
        distractors, _ = self._slips(self.filled)
        code = all(re.fullmatch(r"`[^`]+`", line) for line in [*lines, *distractors])
        if code:
            lines = [line[1:-1] for line in lines]
            distractors = {line[1:-1]: said for line, said in distractors.items()}
        return Lines(
            lines=lines,
            needs=needs or None,
            early=early,
            distractors=distractors,
            code=code,
            **common,
        )

    def _match(self, **common: str) -> Match:
        pairs, words, extra = {}, {}, []
        for item in self.items:
            if item.sign == "-":
                text, word = item.parts
                left, _, right = (
                    self.filled(each.strip()) for each in f" {text}".partition(" => ")
                )
                if left:
                    pairs[left], words[left] = right, self.filled(word)
                else:
                    extra.append(right)
        return Match(pairs=pairs, words=words, extra=extra, **common)

    def _fill(self, **common):
        steps, gaps = [], {}
        for item in self.items:
            if item.sign == ">":

                def gap(found):
                    right, *wrong = found[1].split(" | ")
                    name = f"g{len(gaps)}"
                    gaps[name] = Gap(
                        right=self.filled(right),
                        wrong=dict(map(str.strip, self.filled(w).split(" :: ")) for w in wrong),
                    )
                    return f"[[{name}]]"

                steps.append(self.filled(_GAP.sub(gap, item.text)))
        return Fill(steps=steps, gaps=gaps, **common)

    def _explain(self, **common: str) -> Explain:
        return Explain(must=self._texts("-"), **common)

    def _raw(self, sign: str) -> list[str]:
        return [item.text for item in self.items if item.sign == sign]

    def _texts(self, sign: str) -> list[str]:
        return [self.filled(text) for text in self._raw(sign)]

    def _one(self, sign: str) -> str:
        return "".join(self._texts(sign)[:1])

    @property
    def _program(self) -> str:
        return self._raw("```")[0]

    def _options(self, sign: str, right: bool) -> dict[str, str]:
        """Return options with their words, whose evidence is as it should be."""
        options = {}
        for item in self.items:
            if item.sign == sign:
                text, word = item.parts
                with _at(item.line, item.text):
                    if (found := _EVIDENCE.search(text)) and bool(self.compute(found[1])) != right:
                        raise ValueError(f"{found[1].strip()} is {not right}")
                    options[self.filled(_EVIDENCE.sub("", text))] = self.filled(word)
        return options

    def compute(self, text: str) -> Any:
        """Return the value of an expression."""
        return eval(text.strip(), self.names)

    def filled(self, text: str) -> str:
        """Return a text with what is computed in it."""
        return _COMPUTED.sub(lambda found: eval(f"f'''{{{found[1]}}}'''", self.names), text)

    def printed(self, program: str) -> str:
        """Return what a program prints, which knows the names of its cell."""
        printed = StringIO()
        with redirect_stdout(printed):
            exec(program, dict(self.names))
        return printed.getvalue().rstrip("\n")
