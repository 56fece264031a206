r'''Questions as an author writes them: Markdown in the cell of a notebook that shows them.

A line says by its first sign what it is; one without asks, or goes on with the line above::

    ask(r"""
    The bars are twice as high. What is their share of the whole?

    - [x] the same {?= 2 / (2 + 2) == 1 / (1 + 1)}
    - [ ] twice the share :: The whole has doubled, too: shares are $a/(a + b)$.
    - [ ] half the share :: That would need the others to stay, and grow.

    ? What happens to the whole?
    ! What multiplies all bars cancels.
    """)

``?`` is a hint, ``!`` says why it is right, and ``@ page.ipynb#part`` leads to what helps, where
that is not the section the question stands in. A line ``---`` parts the questions of a self-test.
Behind ``::`` stands what an answer shows. What else there is tells the kind:

===================================  ===============================================================
``- [x]``, ``- [ ]``                 a choice
``- left => right :: word``          partners to be found; ``- => more`` is offered besides
``1. line <- 2, 3 :: too early``     lines to be put in order, with those that each needs; ``- line
                                     :: word`` does not belong
``= 2 / 3 (2 digits) [GB]``          a number, the digits asked for after the point, its unit;
                                     ``!`` states it, ``- 2 + 3 :: word`` is a slip, ``- * ::
                                     word`` any other
a program between fences             what it prints; ``- 1\n2 :: word`` is a slip
``return y  # <- return x``          a line of a program that is wrong, and what it should be: of
                                     the others ``# :: word`` says what taking them shows, and
                                     ``~ f(1)`` is a call on which the two programs differ
``- what it must have``              a free answer
===================================  ===============================================================

``{=2 / 3:.2f}`` is computed where the cell runs, and ``{?= condition}`` behind an option must be
true if it is right, false if it is wrong: a question that contradicts itself is not shown.
'''

import ast
import re
import sys
import warnings
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from itertools import groupby
from typing import Any, NamedTuple, cast
from zlib import compress, decompress

from explorable.question.kinds import (
    Choice,
    Explain,
    Lines,
    Match,
    Number,
    Output,
    Question,
    SelfTest,
)
from explorable.question.parts import ends

_SIGN = re.compile(r"(- \[[x ]\]|-|\d+\.|[?!@=~]) (.*)|(---|```)\w*")
_COMPUTED = re.compile(r"\{=((?:[^{}]|\{[^{}]*\})+)\}")
_EVIDENCE = re.compile(r" \{\?=(.+)\}$")
_NUMBER = re.compile(r"^(.+?)(?: \((-?\d) digits?\))?(?: \[([^\]]+)\])?$")
_LINE = re.compile(r"^(.+?)(?: <-((?: \d+,?)+))?$")
_MARKED = re.compile(r"^(.*?)(?:  # (<-|::) (.*))?$")
_PACKED = "packed:"


class Item(NamedTuple):
    """A line with its sign, by its number in the cell; of a program all lines."""

    number: int
    sign: str
    text: str


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
        source = decompress(b64decode(text.removeprefix(_PACKED))).decode()
        return _last_value(source, cell.f_globals)
    return read(text, cell.f_globals, cell.f_lineno)


def read(text: str, names: Mapping[str, Any], first: int = 1) -> Question | SelfTest:
    """Return what a text asks, whose `first` line has this number in its cell."""
    groups = groupby(_items(text, first), key=lambda item: item.sign == "---")
    asked = [_Reader(list(items), names).question() for is_rule, items in groups if not is_rule]
    return asked[0] if len(asked) == 1 else SelfTest(asked)


def packed(source: str) -> str:
    """Return a cell that asks what this one asks, its answer not to be read in passing.

    All of the cell is packed, since what it computes before it asks is often the answer.
    """
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    if not any(ast.unparse(call.func) == "ask" for call in calls):
        return source
    return f'ask("{_PACKED}{b64encode(compress(source.encode())).decode()}")'


def _last_value(source: str, names: dict[str, Any]) -> Any:
    """Run a cell's source and return what a notebook would show of it."""
    *before, last = ast.parse(source).body
    exec(compile(ast.Module(before, []), "cell", "exec"), names)
    return eval(compile(ast.Expression(cast(ast.Expr, last).value), "cell", "eval"), names)


def _items(text: str, first: int) -> Iterator[Item]:
    """Yield the lines that say something, with those that go on with them."""
    held: Item | None = None
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
        held = Item(number, found[1] or found[3], found[2] or "") if found else None
        if line.strip() and not found:
            held = Item(number, "", line.strip())
    if held:
        yield held


def _find(answer: float, digits: int | None, because: str) -> None:
    """Refuse an answer that the words on it do not state: one of the two is wrong."""
    low, high = ends(answer, digits, 1e-9 * abs(answer))
    stated = re.findall(r"-?\d+\.?\d*", because.replace("−", "-").replace(",", ""))
    if not any(low <= float(each) <= high for each in stated):
        raise ValueError(f"what stands behind ! does not say {answer:g}")


@contextmanager
def _told(item: Item) -> Iterator[None]:
    """Say of what goes wrong where it stands."""
    try:
        yield
    except Exception as error:
        raise ValueError(f"line {item.number} of the cell, {item.text[:50]!r}: {error}") from error


class _Reader:
    """Makes a question of its lines; `names` are known where something is computed."""

    def __init__(self, items: list[Item], names: Mapping[str, Any]):
        self.items = items
        self.names = dict(names)

    def question(self) -> Question:
        """Return the question, whose kind follows from the signs of its lines."""
        with _told(self.items[0]):
            because, hint, see = (" ".join(self.texts(sign)) for sign in "!?@")
            prompt = " ".join(self.texts(""))
            make = self.kind({item.sign for item in self.items})
            return make(prompt=prompt, because=because, hint=hint, see=see)

    def kind(self, signs: set[str]) -> Callable[..., Question]:
        """Return what makes a question of this kind."""
        if signs & {"- [x]", "- [ ]"}:
            return self.choice
        if "```" in signs:
            return self.bug if "~" in signs else self.output
        if "=" in signs:
            return self.number
        if "1." in signs:
            return self.lines
        return self.match if any("=> " in item.text for item in self.of("-")) else self.explain

    def choice(self, **common: str) -> Choice:
        """Return a choice whose evidence is as it should be."""
        right, wrong = self.options("- [x]", True), self.options("- [ ]", False)
        if len(right) != 1:
            raise ValueError(f"one option is right, got {list(right)}")
        program = "".join(item.text for item in self.of("```")).rstrip()
        return Choice(right=next(iter(right)), wrong=wrong, program=program, **common)

    def options(self, sign: str, right: bool) -> dict[str, str]:
        """Return the options of a sign with their words."""
        options = {}
        for item in self.of(sign):
            with _told(item):
                option, word = self.parted(item.text)
                found = _EVIDENCE.search(option)
                if found and bool(self.computed(found[1])) != right:
                    raise ValueError(f"{found[1].strip()} is {not right}")
                options[self.filled(_EVIDENCE.sub("", option))] = word
        return options

    def bug(self, **common: str) -> Choice:
        """Return a choice among lines of a program, one of which is shown to be wrong."""
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
        with _told(call):
            shown, meant = (self.result("\n".join(each), call.text) for each in (lines, fixed))
            if shown == meant:
                raise ValueError(f"the program and the one that is mended both give {shown}")
        return Choice(right=right, wrong=wrong, program="\n".join(lines), **common)

    def output(self, **common: str) -> Output:
        """Return a question for what a program prints, which is run."""
        (item,) = self.of("```")
        program, printed = item.text.rstrip(), StringIO()
        with _told(item), redirect_stdout(printed):
            exec(program, dict(self.names))
        slips, otherwise = self.wrong(lambda text: self.filled(text.replace("\\n", "\n")))
        prints = printed.getvalue().rstrip("\n")
        return Output(code=program, prints=prints, slips=slips, otherwise=otherwise, **common)

    def number(self, **common: Any) -> Number:
        """Return a question for a number, which is computed."""
        (item,) = self.of("=")
        with _told(item):
            ((value, digits, unit),) = _NUMBER.findall(item.text)
            if re.fullmatch(r"-?[\d.e_]+", value):
                raise ValueError("write how it is computed: nobody sees whether a number is right")
            answer = self.computed(value)
            asked_for = int(digits) if digits else None
            _find(answer, asked_for, common["because"])
        slips, otherwise = self.wrong(self.computed)
        return Number(
            answer=answer,
            digits=asked_for,
            unit=unit,
            slips=slips,
            otherwise=otherwise,
            **common,
        )

    def lines(self, **common: str) -> Lines:
        """Return lines to be put in order; a program if all are code."""
        lines, needs, early = [], {}, {}
        for place, item in enumerate(item for item in self.items if item.sign[:1].isdigit()):
            text, word = self.parted(item.text)
            ((line, needed),) = _LINE.findall(text)
            lines.append(self.filled(line))
            if needed:
                needs[place] = [int(each) - 1 for each in re.findall(r"\d+", needed)]
            if word:
                early[place] = word
        extra, _ = self.slips(self.filled)
        code = all(re.fullmatch("`[^`]+`", line) for line in [*lines, *extra])
        return Lines(
            lines=[line[1:-1] for line in lines] if code else lines,
            needs=needs or None,
            early=early,
            distractors={line[1:-1]: extra[line] for line in extra} if code else extra,
            code=code,
            **common,
        )

    def match(self, **common: str) -> Match:
        """Return partners to be found."""
        pairs, words, extra = {}, {}, []
        for item in self.of("-"):
            text, word = self.parted(item.text)
            left, _, right = (self.filled(each.strip()) for each in text.partition("=> "))
            if left:
                pairs[left], words[left] = right, word
            else:
                extra.append(right)
        return Match(pairs=pairs, words=words, extra=extra, **common)

    def explain(self, **common: str) -> Explain:
        """Return a question that is answered freely."""
        return Explain(must=self.texts("-"), **common)

    def wrong(self, read: Callable[[str], Any]) -> tuple[dict[Any, str], str]:
        """Return slips, and what is said of all other answers, which nobody can list."""
        slips, otherwise = self.slips(read)
        if not otherwise:
            raise ValueError("a line '- * :: word' is missing: what any other answer shows")
        return slips, otherwise

    def slips(self, read: Callable[[str], Any]) -> tuple[dict[Any, str], str]:
        """Return slips as they are read, with their words, and what is said of all others."""
        slips, otherwise = {}, ""
        for item in self.of("-"):
            with _told(item):
                slip, word = self.parted(item.text)
                if slip == "*":
                    otherwise = word
                    continue
                met = read(slip)
                if met in slips:
                    raise ValueError(f"another slip is {met}, too")
                slips[met] = word
        return slips, otherwise

    def of(self, sign: str) -> list[Item]:
        """Return the lines of a sign."""
        return [item for item in self.items if item.sign == sign]

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
        inside = _Reader(self.items, self.names)
        exec(program, inside.names)
        try:
            return repr(inside.computed(call))
        except Exception as error:
            return repr(error)
