"""A text to learn characters from: *Alice's Adventures in Wonderland*."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from descent.validation import as_array, require_labels

_TEXT = Path(__file__).with_name("alice.npz")
_SHARES = 0.8, 0.9
ALPHABET = " !',-.:;?abcdefghijklmnopqrstuvwxyz"


class Text(NamedTuple):
    """A text in three pieces that follow each other, each character a number.

    Attributes
    ----------
    train, validation, test : ndarray of int64, shape (N,)
        The first eight tenths, the ninth and the last.
    alphabet : str
        The characters, in the order of their numbers.
    """

    train: np.ndarray
    validation: np.ndarray
    test: np.ndarray
    alphabet: str

    def spell(self, numbers: ArrayLike) -> str:
        """Return the characters that these numbers stand for.

        Examples
        --------
        >>> load_alice().spell([9, 20, 17, 11, 13])
        'alice'
        """
        numbers = as_array("numbers", numbers)
        if numbers.size:
            numbers = require_labels("numbers", numbers, len(self.alphabet))
        return "".join(self.alphabet[number] for number in numbers)

    def read(self, characters: str) -> np.ndarray:
        """Return the numbers of characters, capitals taken as small letters; ValueError for others.

        Examples
        --------
        >>> load_alice().read("Alice")
        array([ 9, 20, 17, 11, 13])
        """
        strange = sorted(set(characters.lower()) - set(self.alphabet))
        if strange:
            raise ValueError(
                f"characters must be among {self.alphabet!r}, got {strange[0]!r} in {characters!r}"
            )
        return np.array([self.alphabet.index(each) for each in characters.lower()], dtype=int)


def load_alice() -> Text:
    """Return *Alice's Adventures in Wonderland* in lower case, 141,698 characters of 35 kinds.

    Returns
    -------
    Text
        Numbers from 0 to 34.

    References
    ----------
    L. Carroll, Alice's Adventures in Wonderland, 1865.

    Examples
    --------
    >>> text = load_alice()
    >>> text.spell(text.train[:43])
    'alice was beginning to get very tired of si'
    """
    with np.load(_TEXT) as arrays:
        text = arrays["text"].astype(int)
    train, validation, test = np.split(text, [int(share * len(text)) for share in _SHARES])
    return Text(train, validation, test, ALPHABET)
