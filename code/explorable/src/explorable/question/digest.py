"""A question's name, and the order in which chance shows its options: the same on all machines."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from explorable.identity import identity
from explorable.question.kinds import Question


def digest(question: Question) -> str:
    """Return a short name of the question that changes with any of its texts and numbers.

    Examples
    --------
    >>> from explorable.question import Explain
    >>> digest(Explain("Why?", must=["a reason"], because="Therefore."))
    'd71386b3'
    """
    return identity(f"{question.kind} {json.dumps(plain(question), ensure_ascii=False)}")


def shuffled(question: Question, texts: Sequence[str]) -> list[str]:
    """Return texts in an order that chance has chosen, once for all machines."""
    seed = digest(question)
    return sorted(texts, key=lambda text: identity(f"{seed} {text}"))


def plain(value: Any) -> Any:
    """Return data that is the same on every machine as JSON: numbers have twelve digits."""
    if is_dataclass(value):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return [[plain(key), plain(each)] for key, each in value.items()]
    if isinstance(value, str | int | None):
        return value
    if isinstance(value, Iterable):
        return [plain(each) for each in value]
    return float(f"{value:.12g}")
