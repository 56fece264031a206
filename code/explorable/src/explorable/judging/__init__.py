"""Answers of readers, judged: of numbers and of functions, by a sentence that helps.

An exercise in code is one object, an `Exercise`: an oracle, chosen cases and random inputs on which
an answer is compared with it, and slips that have a name. Called with a reader's function, it says
"Correct: " and what that has shown, or what was tried and what came out, with a line to paste. An
exercise whose answer is a number is a `Value`, or with :func:`fresh` one with numbers of each
reader's own; `check` makes one of any function that raises `Wrong`. A cell tagged ``exercise`` that
ends in a call of one counts on a page.
"""

from explorable.judging.answers import (
    Value,
    apart,
    close,
    count,
    difference,
    first_wrong,
    number,
    numbers,
)
from explorable.judging.asking import ask, ask_number, ask_parts, memory
from explorable.judging.exercise import Exercise, ResourceLimit
from explorable.judging.fresh_numbers import Fresh, Task, fresh
from explorable.judging.rerun import call, written
from explorable.judging.verdict import Verdict, Wrong, case, check

__all__ = [
    "Exercise",
    "Fresh",
    "ResourceLimit",
    "Task",
    "Value",
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
    "count",
    "difference",
    "first_wrong",
    "fresh",
    "memory",
    "number",
    "numbers",
    "written",
]
