"""A question as plain data, its name, and the order in which chance shows its options.

All three are the same on all machines.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from explorable.digits import EXACT, is_whole
from explorable.identity import identity

Asked = dict[str, Any]
"""A question: its ``kind`` and the fields that its class has, mappings as pairs; of a self-test
the ``questions``."""


def plain(value: Any) -> Any:
    """Return data that is the same on every machine as JSON: fractions have twelve digits."""
    if is_dataclass(value):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    match value:
        case Mapping():
            return [[plain(key), plain(each)] for key, each in value.items()]
        case str() | int() | None:
            return value
        case Iterable():
            return [plain(each) for each in value]
    if is_whole(value):
        return float(value) if abs(value) < EXACT else int(value)
    return float(f"{value:.12g}")


def digest(asked: Asked) -> str:
    """Return a short name of the question that changes with any of its texts and numbers.

    A question that supersedes another has the name of that one.

    Examples
    --------
    >>> from explorable.question import Explain
    >>> digest(Explain("Why?", must=["a reason"], because="Therefore.").asked)
    'd71386b3'
    """
    if superseded := asked.get("supersedes"):
        return superseded
    content = {name: value for name, value in asked.items() if name != "kind"}
    return identity(f"{asked['kind']} {json.dumps(content, ensure_ascii=False)}")


def shuffled(asked: Asked, texts: Sequence[str]) -> list[str]:
    """Return texts in an order that chance has chosen, once for all machines."""
    seed = digest(asked)
    return sorted(texts, key=lambda text: identity(f"{seed} {text}"))
