"""How near a number must be that is asked for to some digits: one rule for questions and judges."""

from math import ceil, floor


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
