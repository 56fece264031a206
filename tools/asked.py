"""Questions as Markdown without their answers, for what is answered on paper or graded by hand."""

import re
from functools import singledispatch
from importlib import import_module

from explorable.question import Bug, Choice, Fill, Lines, Match, Output, Question, Several

_GAP = re.compile(r"\[\[(\w+)\]\]")


def question_of(line: str) -> Question:
    """Return the question that a line of a notebook shows.

    Parameters
    ----------
    line : str
        ``"questions.softmax.tie"``: a module of `descent.questions`, and a name in it.
    """
    module, name = line.removeprefix("questions.").split(".")
    return getattr(import_module(f"descent.questions.{module}"), name)


def as_markdown(question: Question) -> str:
    """Return what is asked, with all that is offered, each list in the order of the alphabet.

    Examples
    --------
    >>> print(as_markdown(Choice("$1 + 1$?", right="2", wrong={"11": "No."}, because="It is.")))
    $1 + 1$?
    <BLANKLINE>
    - ☐ 11
    - ☐ 2
    """
    offered = offers(question)
    return f"{question.prompt}\n\n{offered}" if offered else question.prompt


@singledispatch
def offers(question: Question) -> str:
    """Return what a question offers to choose from: for a number or a free answer nothing."""
    return ""


@offers.register
def _(question: Choice | Several) -> str:
    right = [question.right] if isinstance(question, Choice) else question.right
    return _list([*right, *question.wrong])


@offers.register
def _(question: Lines) -> str:
    lines = [*question.lines, *question.distractors]
    return _list([f"`{line}`" for line in lines] if question.code else lines)


@offers.register
def _(question: Match) -> str:
    left = "\n".join(f"- {each} … \\_\\_\\_\\_" for each in question.pairs)
    return f"{left}\n\nOffered:\n\n{_list([*question.pairs.values(), *question.extra])}"


@offers.register
def _(question: Fill) -> str:
    steps = _GAP.sub(r"\_\_\_\_ (*\1*)", "\n".join(f"1. {step}" for step in question.steps))
    gaps = [
        f"For *{name}*:\n\n{_list([gap.right, *gap.wrong])}" for name, gap in question.gaps.items()
    ]
    return "\n\n".join([steps, *gaps])


@offers.register
def _(question: Output | Bug) -> str:
    lines = question.code.splitlines()
    return "\n".join(["```python", *lines, "```"])


def _list(offered: list[str]) -> str:
    return "\n".join(f"- ☐ {each}" for each in sorted(offered))
