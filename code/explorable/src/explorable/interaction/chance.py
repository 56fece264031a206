"""Chance: what a function draws at random without a seed is the same for the same values.

Else a frame that was kept would not be the picture that a page draws, and a move away and back
would show another one. Seeds that a function sets stand, and whoever else draws does not notice.
"""

import random
import re
from abc import ABCMeta
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from hashlib import sha256
from numbers import Real
from pickle import dumps
from typing import Any, NamedTuple
from unittest.mock import patch

import numpy as np

from explorable.interaction.reach import reached


class Chance:
    """Whether something was `drawn` at random that no seed of the function's own decides."""

    drawn = False
    seeds = 0
    """How many streams have begun without a seed, and were not given one at once."""


class _Source(NamedTuple):
    """A stream of random numbers."""

    get: Callable[[], Any]
    set: Callable[[Any], Any]
    seed: Callable[[int], Any]


class _Kin(ABCMeta):
    """Takes the generators that are there already for its own: they can be seeded meanwhile."""

    def __instancecheck__(cls, instance: Any) -> bool:
        return isinstance(instance, np.random.MT19937)


@contextmanager
def repeatable(function: Callable, arguments: Mapping[str, Any]) -> Iterator[Chance]:
    """Let what is random while a function is called follow from its arguments."""
    chance, seed = Chance(), seed_of(arguments)
    entropy = np.random.default_rng(seed)

    def bits(count: int) -> int:
        chance.seeds += 1
        return int.from_bytes(entropy.bytes(count // 8), "little")

    class MT19937(np.random.MT19937, metaclass=_Kin):
        """What a RandomState begins without a seed, and is seeded then if it is given one."""

        def _legacy_seeding(self, given: Any) -> None:
            chance.seeds -= 1
            super()._legacy_seeding(given)

    with ExitStack() as stack:
        stack.enter_context(patch.object(np.random.bit_generator, "randbits", bits))
        stack.enter_context(patch.object(np.random.mtrand, "_MT19937", MT19937))
        for module, source in _SHARED.items():
            stack.enter_context(_follows(source, seed, chance, module))
        for each in _streams([*arguments.values(), *reached(function)]):
            stack.enter_context(_follows(each, seed, chance))
        yield chance
    chance.drawn |= chance.seeds > 0


@contextmanager
def _follows(source: _Source, seed: int, chance: Chance, module: Any = None) -> Iterator[None]:
    """Let a stream begin with a seed, and go on afterwards as if nothing had been drawn."""
    before, seeded = source.get(), False

    def note(given: Any = None, *more: Any, **options: Any) -> None:
        nonlocal seeded
        seeded = given is not None
        source.seed(given, *more, **options)

    source.seed(seed)
    begun = dumps(source.get())
    try:
        if module:
            with patch.object(module, "seed", note):
                yield
        else:
            yield
    finally:
        if not seeded:
            chance.drawn |= dumps(source.get()) != begun
            source.set(before)


_SHARED = {
    random: _Source(random.getstate, random.setstate, random.seed),
    np.random: _Source(
        partial(np.random.get_state, legacy=False), np.random.set_state, np.random.seed
    ),
}
"""What whoever names no stream of its own draws from, by module."""


def _streams(values: list[Any]) -> list[_Source]:
    """Return the streams among values, each once."""
    found = {id(each): each for each in values if isinstance(each, _KINDS)}
    return [_stream(each) for each in found.values()]


_KINDS = (np.random.Generator, np.random.RandomState, random.Random)


def _stream(drawn_from: Any) -> _Source:
    if isinstance(drawn_from, random.Random):
        return _Source(drawn_from.getstate, drawn_from.setstate, drawn_from.seed)
    if isinstance(drawn_from, np.random.RandomState):
        get = partial(drawn_from.get_state, legacy=False)
        return _Source(get, drawn_from.set_state, drawn_from.seed)
    bits = drawn_from.bit_generator
    go_on = partial(setattr, bits, "state")
    return _Source(lambda: bits.state, go_on, lambda seed: go_on(type(bits)(seed).state))


def seed_of(arguments: Mapping[str, Any]) -> int:
    """Return the seed for a set of values: the same in a kernel and on a page.

    Examples
    --------
    >>> seed_of({"n": 3, "kind": "sin"}) == seed_of({"n": 3.0, "kind": "sin"})
    True
    """
    said = ";".join(f"{name}={_said(value)}" for name, value in sorted(arguments.items()))
    return int(sha256(said.encode()).hexdigest()[:8], 16)


def _said(value: Any) -> str:
    if isinstance(value, Real):
        return f"{float(value):.9g}"
    if isinstance(value, list | tuple):
        return ",".join(map(_said, value))
    return without_address(repr(value))


def without_address(text: str) -> str:
    """Return what is said of an object without where it lies, which is chance.

    Examples
    --------
    >>> without_address("[<Line2D object at 0x7f31a8>]")
    '[<Line2D object>]'
    """
    return re.sub(r" at 0x[0-9a-fA-F]+", "", text)
