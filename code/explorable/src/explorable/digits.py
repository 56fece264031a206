"""How near a number must be that is asked for to some digits, and how one is written."""

from math import ceil, floor
from numbers import Integral

EXACT = 2**53
"""Below it floats, and so the numbers of a page, know each whole number from the next."""


def reach(right: float, digits: int) -> tuple[float, float]:
    """Return the least and the greatest number that is `right` to `digits` after the point.

    They are 0.6 units of the last digit away from what is right once it is rounded, so that 1.7 is
    not 1.64 to one digit, and 1.64 is. A half may be rounded both ways.

    Examples
    --------
    >>> reach(0.125, 2)
    (0.114, 0.136)
    """
    unit = 10.0**-digits
    down, up = ceil(right / unit - 0.5 - 1e-9), floor(right / unit + 0.5 + 1e-9)
    return round((down - 0.6) * unit, digits + 2), round((up + 0.6) * unit, digits + 2)


def within(value: float, right: float, digits: int) -> bool:
    """Tell whether a number is right to so many decimal places.

    Examples
    --------
    >>> [within(value, 1.643, 1) for value in (1.6, 1.64, 1.7, 2)]
    [True, True, False, False]
    >>> within(1234, 1200, -2), within(1290, 1200, -2)
    (True, False)
    """
    low, high = reach(right, digits)
    return low <= value <= high


def is_whole(number: float) -> bool:
    """Tell whether a number is whole, and known exactly.

    Examples
    --------
    >>> is_whole(10**12 + 1), is_whole(1e12 + 1), is_whole(0.5), is_whole(1e100)
    (True, True, False, False)
    """
    return isinstance(number, Integral) or (abs(number) < EXACT and number % 1 == 0)


def is_beyond_floats(number: float) -> bool:
    """Tell whether a number is whole by its type, and floats round it: it is compared exactly.

    Examples
    --------
    >>> is_beyond_floats(2**53 + 1), is_beyond_floats(2.0**60), is_beyond_floats(5)
    (True, False, False)
    """
    return isinstance(number, Integral) and abs(int(number)) >= EXACT


def written(number: float, digits: int = 12) -> str:
    """Return a number with so many significant digits, a whole one with all that it has.

    Examples
    --------
    >>> written(10**12 + 1), written(2.0**40), written(1 / 3, 6), written(1e100)
    ('1000000000001', '1099511627776', '0.333333', '1e+100')
    """
    return str(int(number)) if is_whole(number) else f"{number:.{digits}g}"
