"""How near a number must be to the right one: the one rule for all that is asked with digits."""

UNITS = 0.6
"""Of the last digit: half a unit is rounding, and a little more is rounding on the way."""


def within(value: float, right: float, digits: int) -> bool:
    """Return whether a value is right to so many digits after the point.

    Examples
    --------
    >>> within(0.69, 0.6875, 2), within(0.70, 0.6875, 2), within(53, 52.6, 0)
    (True, False, True)
    """
    return abs(value - right) <= UNITS * (1 + 1e-9) * 10.0**-digits
