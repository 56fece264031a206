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
import sys
from base64 import b64decode, b64encode
from collections.abc import Mapping
from itertools import groupby
from typing import Any, cast
from zlib import compress, decompress

from explorable.question.kinds import KINDS, Question, SelfTest
from explorable.question.reader import Line, Reader, lines_of

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
    groups = groupby(lines_of(text, first), key=lambda line: line.sign == "---")
    asked = [_question(list(lines), names) for is_rule, lines in groups if not is_rule]
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


def _question(lines: list[Line], names: Mapping[str, Any]) -> Question:
    """Return a question of the first kind that knows a sign of its lines."""
    with lines[0].named():
        reader, signs = Reader(lines, names), {line.sign for line in lines}
        common = {
            name: " ".join(reader.texts(sign))
            for name, sign in (("prompt", ""), ("because", "!"), ("hint", "?"), ("see", "@"))
        }
        kind = next((kind for kind in KINDS if kind.signs & signs), KINDS[-1])
        return kind.read(reader, **common)
