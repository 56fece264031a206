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
``^ d83339fa`` names the question whose words this one mends, so that its readers' answers stay.
Behind ``::`` stands what an answer shows. What else there is tells the kind:

===================================  ===============================================================
``- [x]``, ``- [ ]``                 a choice
``1. line <- 2, 3 :: too early``     lines to be put in order, with those that each needs; ``- line
                                     :: word`` does not belong
``= 2 / 3 (2 digits) [GB]``          a number, the digits asked for after the point, its unit;
                                     ``!`` states it, ``- 2 + 3 :: word`` is a slip, ``- * ::
                                     word`` any other
a program between fences             shown above the options
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
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any
from zlib import compress, decompress

from explorable.question.base import Question, SelfTest
from explorable.question.kinds import KINDS
from explorable.question.reader import Item, Reader, located

_COMMON = {"prompt": "", "because": "!", "hint": r"\?", "see": "@", "supersedes": r"\^"}
"""The fields that all kinds have, each with the pattern of its sign."""
_SIGN = rf"(?!```)(?:[?!@^]|{'|'.join(kind.sign for kind in KINDS)}) |(?:---|```)\w*$"
_ITEM = re.compile(
    rf"^```\w*\n(?P<program>(?s:.*?))(?:^```$|\Z)"
    rf"|^(?P<rule>---)\w*$"
    rf"|^(?P<sign>{_SIGN})?(?P<text>(?(sign).*|.*\S.*)(?:\n(?!{_SIGN}).*\S.*)*)",
    re.MULTILINE,
)
"""A program between fences, a rule, or a sign with its line and those below that have none."""
_PACKED = "packed:"


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
    questions = [_question(Reader(list(items), names)) for is_rule, items in groups if not is_rule]
    return questions[0] if len(questions) == 1 else SelfTest(questions)


def packed(source: str) -> str:
    """Return a cell that asks what this one asks, its answer not to be read in passing.

    All of the cell is packed, since what it computes before it asks is often the answer.
    """
    data = b64encode(compress(source.encode())).decode()
    return f'from explorable.question import ask\n\nask("{_PACKED}{data}")'


def _last_value(source: str, names: dict[str, Any]) -> Any:
    """Run a cell's source and return what a notebook would show of it."""
    *before, last = ast.parse(source).body
    exec(compile(ast.Module(before, []), "cell", "exec"), names)
    if isinstance(last, ast.Expr):
        return eval(compile(ast.Expression(last.value), "cell", "eval"), names)
    exec(compile(ast.Module([last], []), "cell", "exec"), names)
    return None


def _items(text: str, first: int) -> Iterator[Item]:
    """Yield the lines that say something, with those that go on with them."""
    for match in _ITEM.finditer(text):
        number = first + text.count("\n", 0, match.start())
        sign = "```" if match["program"] is not None else match["rule"] or match["sign"] or ""
        line, *more = (match["text"] or "").split("\n")
        content = " ".join([line if match["sign"] else line.strip(), *map(str.strip, more)])
        yield Item(number, sign.rstrip(), match["program"] or content)


def _question(lines: Reader) -> Question:
    """Return the question, whose kind follows from the signs of its lines."""
    with located(lines.items[0]):
        common = {name: " ".join(lines.texts(sign)) for name, sign in _COMMON.items()}
        kind = next((each for each in KINDS if lines.of(each.sign)), KINDS[-1])
        return kind.read(lines, **common)
