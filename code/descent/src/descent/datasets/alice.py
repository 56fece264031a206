"""A text to learn characters from: *Alice's Adventures in Wonderland*."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np

ALPHABET = " !',-.:;?abcdefghijklmnopqrstuvwxyz"
"""The characters of the text, in the order of their numbers."""

_TEXT = Path(__file__).with_name("alice.npz")
_SHARES = 0.8, 0.9


class Text(NamedTuple):
    """A text in three pieces that follow each other, each character a number.

    Attributes
    ----------
    train, validation, test : ndarray of int64, shape (N,)
        The first eight tenths, the ninth and the last.
    """

    train: np.ndarray
    validation: np.ndarray
    test: np.ndarray


def load_alice() -> Text:
    """Return *Alice's Adventures in Wonderland* in lower case, 141,698 characters of 35 kinds.

    Returns
    -------
    Text
        Numbers from 0 to 34, the places in `ALPHABET`.

    References
    ----------
    L. Carroll, Alice's Adventures in Wonderland, 1865.

    Examples
    --------
    >>> text = load_alice()
    >>> spell(text.train[:43])
    'alice was beginning to get very tired of si'
    """
    with np.load(_TEXT) as arrays:
        text = arrays["text"].astype(int)
    return Text(*np.split(text, [int(share * len(text)) for share in _SHARES]))


def spell(numbers: Iterable[int]) -> str:
    """Return the characters that these numbers stand for.

    Examples
    --------
    >>> spell([9, 20, 17, 11, 13])
    'alice'
    """
    return "".join(ALPHABET[number] for number in numbers)


def read(text: str) -> np.ndarray:
    """Return the numbers of characters; capitals are read as small letters.

    Parameters
    ----------
    text : str
        Letters, spaces and the marks of `ALPHABET`.

    Returns
    -------
    ndarray of int64, shape (N,)
        From 0 to 34.

    Raises
    ------
    ValueError
        If a character is none of `ALPHABET`.

    Examples
    --------
    >>> read("Alice")
    array([ 9, 20, 17, 11, 13])
    """
    strange = sorted(set(text.lower()) - set(ALPHABET))
    if strange:
        raise ValueError(f"text must be written in {ALPHABET!r}, got {strange[0]!r}")
    return np.array([ALPHABET.index(each) for each in text.lower()], dtype=int)
