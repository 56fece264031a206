"""One place for what two docstrings would say word for word."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import TypeVar

Function = TypeVar("Function", bound=Callable)

_HEADER = re.compile(r"\n\n(?=(\w+)\n-+\n)")


def takes_what(loss: Callable) -> Callable[[Function], Function]:
    """Give a gradient the sections of its loss's docstring that it does not have itself.

    What they share are the arguments, the errors and the source of the formula.
    """

    def complete(gradient: Function) -> Function:
        if gradient.__doc__ and loss.__doc__:  # neither is there under python -OO
            shared, specific = _sections(loss), _sections(gradient)
            sections = "\n\n".join(specific.get(name, text) for name, text in shared.items())
            gradient.__doc__ = f"{sections}\n"
        return gradient

    return complete


def _sections(function: Callable) -> dict[str, str]:
    """Return the parts of a docstring by their headers, the first one's being ''."""
    first, *rest = _HEADER.split(inspect.cleandoc(function.__doc__ or ""))
    return {"": first, **dict(zip(rest[::2], rest[1::2], strict=True))}
