"""Dataclasses that cannot change once they are made."""

from collections.abc import Mapping
from typing import Any


def set_fields(frozen: object, fields: Mapping[str, Any]) -> None:
    """Set fields of a frozen dataclass while it is made."""
    for name, value in fields.items():
        object.__setattr__(frozen, name, value)
