"""Chance: what a function draws at random without a seed is the same for the same values.

Else a frame that was kept would not be the picture that a page draws, and a move away and back
would show another one. Seeds that a function sets stand, and whoever else draws does not notice.
"""

import random
import re
from abc import ABCMeta
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, nullcontext
from functools import partial
from hashlib import sha256
from numbers import Real
from typing import Any, NamedTuple

import numpy as np

from explorable.interaction.reach import reached


class Chance:
    """Whether something was `drawn` at random that no seed of the function's own decides.

    Parameters
    ----------
    seed : int
        Of all that is given none.
    """

    def __init__(self, seed: int):
        self.seed, self.drawn = seed, False
        self._begun = self._seeded = 0

    def bits(self, count: int) -> int:
        """Return what NumPy begins a stream with that it was given no seed for."""
        self._begun += 1
        return int.from_bytes(
            np.random.default_rng([self.seed, self._begun]).bytes(count // 8), "big"
        )

    def note_seed(self) -> None:
        """Note that a stream that had begun so was given a seed after all."""
        self._seeded += 1

    def end(self) -> None:
        """Note what has begun without a seed."""
        self.drawn |= self._begun > self._seeded


class _Kin(ABCMeta):
    """Takes the generators that are there already for its own: they can be seeded meanwhile."""

    def __instancecheck__(cls, instance: Any) -> bool:
        return isinstance(instance, np.random.MT19937)


class MT19937(np.random.MT19937, metaclass=_Kin):
    """What a RandomState begins without a seed, and is seeded then if it is given one."""

    chance: Chance

    def _legacy_seeding(self, given: Any) -> None:
        self.chance.note_seed()
        super()._legacy_seeding(given)


class _Stream(NamedTuple):
    """A stream of random numbers: its state, its next number, and how it begins."""

    get: Callable[[], Any]
    set: Callable[[Any], Any]
    next: Callable[[], float]
    seed: Callable[..., Any]


@contextmanager
def repeatable(function: Callable, arguments: Mapping[str, Any]) -> Iterator[Chance]:
    """Let what is random while a function is called follow from its arguments."""
    chance = Chance(seed_of(arguments))
    with ExitStack() as stack:
        stack.enter_context(_replaced(MT19937, "chance", chance))
        stack.enter_context(_replaced(np.random.bit_generator, "randbits", chance.bits))
        stack.enter_context(_replaced(np.random.mtrand, "_MT19937", MT19937))
        for module, stream in _SHARED.items():
            stack.enter_context(_follows(stream, chance, module))
        for each in _streams([*arguments.values(), *reached(function)]):
            stack.enter_context(_follows(each, chance))
        yield chance
    chance.end()


@contextmanager
def _replaced(owner: Any, name: str, value: Any) -> Iterator[None]:
    before = getattr(owner, name, None)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, before)


@contextmanager
def _follows(stream: _Stream, chance: Chance, module: Any = None) -> Iterator[None]:
    """Let a stream begin with a seed, and go on afterwards as if nothing had been drawn."""
    before, seeded = stream.get(), False

    def note(given: Any = None, *more: Any, **options: Any) -> None:
        nonlocal seeded
        seeded = given is not None
        stream.seed(given, *more, **options)

    stream.seed(chance.seed)
    first = stream.next()  # which tells later, quicker than its state, whether it was used
    stream.seed(chance.seed)
    try:
        with _replaced(module, "seed", note) if module else nullcontext():
            yield
    finally:
        if not seeded:
            chance.drawn |= stream.next() != first
            stream.set(before)


_SHARED = {
    random: _Stream(random.getstate, random.setstate, random.random, random.seed),
    np.random: _Stream(
        partial(np.random.get_state, legacy=False), np.random.set_state, np.random.random_sample,
        np.random.seed,
    ),
}  # fmt: skip
"""What whoever names no stream of its own draws from, by module."""

_KINDS = (np.random.Generator, np.random.RandomState, random.Random)


def _streams(values: list[Any]) -> list[_Stream]:
    """Return the streams among values, each once."""
    found = {id(each): each for each in values if isinstance(each, _KINDS)}
    return [_stream(each) for each in found.values()]


def _stream(drawn_from: Any) -> _Stream:
    if isinstance(drawn_from, random.Random):
        own = drawn_from
        return _Stream(own.getstate, own.setstate, own.random, own.seed)
    if isinstance(drawn_from, np.random.RandomState):
        get = partial(drawn_from.get_state, legacy=False)
        return _Stream(get, drawn_from.set_state, drawn_from.random_sample, drawn_from.seed)
    bits = drawn_from.bit_generator
    go_on = partial(setattr, bits, "state")
    return _Stream(
        lambda: bits.state, go_on, drawn_from.random, lambda seed: go_on(type(bits)(seed).state)
    )


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
