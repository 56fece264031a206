"""What is said of an answer: what is wrong becomes a friendly sentence, never a traceback."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import wraps
from html import escape
from typing import Any

import numpy as np

from explorable import stored
from explorable.judging.rerun import forget, last_call


class Wrong(Exception):
    """What is wrong with an answer, in one sentence that does not give the answer away.

    Parameters
    ----------
    message : str
        What was tried, what came out, what was expected, and the likely slip.
    rerun : str
        A line to paste that shows it; if empty, the last call of the reader's function.
    """

    def __init__(self, message: str, rerun: str = ""):
        super().__init__(message)
        self.rerun = rerun


class Missing(Wrong):
    """There is no answer yet, in whatever case."""


_CODE = re.compile("`([^`]+)`")
"""Code in a sentence, as Markdown writes it."""

_VERDICTS = {True: ("right", "Correct: "), False: ("wrong", "Not yet: "), None: ("none", "")}
"""By whether an answer has passed: its word in the page's style, and how the sentence begins."""


@dataclass(frozen=True, repr=False)
class Verdict:
    """What a check says about an answer; `passed` is None of what is said before there is any.

    A notebook stores it as text, as HTML and as data, of which a page is made.

    Examples
    --------
    >>> Verdict(passed=False, message="the sum is 2.", rerun="total(np.array([1, 2]))")
    Not yet: the sum is 2.
    Try it: total(np.array([1, 2]))
    """

    passed: bool | None
    message: str
    rerun: str = ""

    @property
    def html(self) -> str:
        """The sentence as a page shows it, code as code."""
        name, begins = _VERDICTS[self.passed]
        line = f"\nTry it: <code>{escape(self.rerun)}</code>" * bool(self.rerun)
        text = begins + _CODE.sub(r"<code>\1</code>", escape(self.message)) + line
        return f'<p class="explorable-verdict" data-verdict="{name}">{text}</p>'

    def __repr__(self) -> str:
        line = f"\nTry it: {self.rerun}" * bool(self.rerun)
        return f"{_VERDICTS[self.passed][1]}{self.message}{line}"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        data = stored.write("verdict", asdict(self))
        return {"text/plain": repr(self), "text/html": self.html, stored.DATA: data}


def check(judge: Callable[[Any], str]) -> Callable[..., Verdict]:
    """Make a check of a function that raises `Wrong` or returns what a right answer has shown.

    Parameters
    ----------
    judge : callable
        Takes the answer, a function or numbers.

    Returns
    -------
    callable
        Takes the answer and returns a `Verdict`; no answer, or ``...``, is not there yet.

    Examples
    --------
    >>> @check
    ... def half_of_ten(answer):
    ...     if answer != 5:
    ...         raise Wrong(f"twice {answer} is not 10.")
    ...     return "twice 5 is 10."
    >>> half_of_ten(4), half_of_ten(5), half_of_ten(...)
    (Not yet: twice 4 is not 10., Correct: twice 5 is 10., Not yet: put your answer for the dots.)
    """

    @wraps(judge)
    def judged(answer: Any = ...) -> Verdict:
        forget()
        try:
            if answer is ...:
                raise Wrong("put your answer for the dots.")
            with np.errstate(all="ignore"):
                return Verdict(True, judge(answer))
        except Wrong as wrong:
            return Verdict(False, str(wrong), wrong.rerun or last_call())
        except OverflowError:
            return Verdict(False, "your answer is too far from 0 to compute with.")

    return judged


@contextmanager
def case(name: str) -> Iterator[None]:
    """Let what is wrong begin with the case in which it is."""
    try:
        yield
    except Missing:
        raise
    except Wrong as wrong:
        raise Wrong(f"{name}: {wrong}", wrong.rerun) from wrong
