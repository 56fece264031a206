"""Answers of readers, judged: of numbers and of functions, by a sentence that helps.

An exercise is one function, which raises `Wrong` or returns what a right answer has shown::

    from explorable.judging import Wrong, check, compare

    @check
    def twice(function):
        compare(function, lambda x: 2 * x, 3.0, slips={"that is the square.": lambda x: x**2})
        return "3 becomes 6."

Then ``twice(lambda x: x + x)`` says "Correct: 3 becomes 6."; of a wrong function, of one that fails
or of none, it says what was tried and what came out, with a line to paste. With :func:`fresh`, each
reader has other numbers. A cell tagged ``exercise`` that ends in a check counts on a page.
"""

from explorable.judging.answers import (
    apart,
    close,
    count,
    difference,
    first_wrong,
    name_slip,
    near,
    number,
    numbers,
)
from explorable.judging.asking import ask, ask_number, ask_parts, compare, memory
from explorable.judging.fresh_numbers import Fresh, Task, fresh
from explorable.judging.rerun import call, written
from explorable.judging.verdict import Verdict, Wrong, case, check

__all__ = [
    "Fresh",
    "Task",
    "Verdict",
    "Wrong",
    "apart",
    "ask",
    "ask_number",
    "ask_parts",
    "call",
    "case",
    "check",
    "close",
    "compare",
    "count",
    "difference",
    "first_wrong",
    "fresh",
    "memory",
    "name_slip",
    "near",
    "number",
    "numbers",
    "written",
]
