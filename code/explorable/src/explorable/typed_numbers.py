"""Numbers as people type them: what ``front/question_answers.js`` does, for answers in a cell."""

import math
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal

NAMES = {"e": math.e, "pi": math.pi, "π": math.pi}
FUNCTIONS: dict[str, Callable[[float], float]] = {
    **{"sqrt": math.sqrt, "√": math.sqrt, "exp": math.exp},
    **{"log": math.log, "ln": math.log, "log2": math.log2, "log10": math.log10},
}
LONGEST = 100
"""Characters of a text that are looked at."""
_FRACTION = re.compile("([0-9]?) ?([¼-¾⅐-⅞↉])")
_RAISED = re.compile("[⁺⁻]?[⁰¹²³⁴-⁹]+")
_GROUPED = re.compile(r"(?<![0-9.,])([0-9]{1,3})((?:[ _'’][0-9]{3})+)(?![0-9])")
_THOUSANDS = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}(?:,[0-9]{3})+(?![0-9,])")
_BEHIND = re.compile(r"(?<=\.)([0-9]{3}(?:,[0-9]{3})*),([0-9]{1,3})(?![0-9.,])")
_MIXED = re.compile(r"([-+]?) ?([0-9]+) ([0-9]+) ?/ ?([0-9]+)")
_TOKEN = re.compile(
    r"[0-9]+\.?[0-9]*(?:e[-+]?[0-9]+)?|\.[0-9]+(?:e[-+]?[0-9]+)?|[a-zπ]+[0-9]*|√|\*\*|[-+*/^()]"
)


def numbers_in(text: str) -> list[float]:
    """Return the numbers that a text may mean; none if it is no number.

    A comma is a decimal mark, or parts thousands: a text that can mean two numbers has both. What
    is whole is an int, which is exact however large it is, as digits, as 1e30 or as a power.

    Examples
    --------
    >>> numbers_in("1 1/2"), numbers_in("50 %"), numbers_in("2·10⁻³"), numbers_in("sqrt(2)/2")
    ([1.5], [0.5], [0.002], [0.7071067811865476])
    >>> numbers_in("1,234"), numbers_in("1.234"), numbers_in("1, 2")
    ([1.234, 1234], [1.234], [])
    >>> numbers_in("2^64"), numbers_in("3 * 10^23")
    ([18446744073709551616], [300000000000000000000000])
    """
    plain = _plain(text[:LONGEST])
    bare = plain.removesuffix("%").strip()
    read = [_value(each) for each in _conventions(bare)]
    if (mixed := _MIXED.fullmatch(bare)) and int(mixed[3]) < int(mixed[4]):
        size = int(mixed[2]) + int(mixed[3]) / int(mixed[4])
        read.insert(0, -size if mixed[1] == "-" else size)
    found = dict.fromkeys(each for each in read if math.isfinite(each))
    return [each / 100 if bare != plain else each for each in found]


def _plain(text: str) -> str:
    """Return a text in the signs that a keyboard has, with single blanks."""
    text = _RAISED.sub(lambda match: f"^{match[0]}", text)
    text = _FRACTION.sub(r"\1 \2", text)
    text = unicodedata.normalize("NFKC", text).lower()
    text = re.sub("[−‐-―]", "-", text)
    text = re.sub("(?<![0-9.,])0[·⋅∙](?=[0-9])", "0.", text)
    text = re.sub("[⁄∕÷]", "/", text)
    text = re.sub("[×·⋅∙]|(?<=[1-9]) ?x ?(?=[0-9])", "*", text)
    return " ".join(text.split())


def _conventions(text: str) -> list[str]:
    """Return the text as it is read where a comma is the decimal mark, and where a point is."""
    text = _GROUPED.sub(lambda match: re.sub("[ _'’]", "", match[0]), text)
    point = _BEHIND.sub(lambda match: match[0].replace(",", ""), text)
    point = _THOUSANDS.sub(lambda match: match[0].replace(",", ""), point)
    if not re.search(r",|\.[0-9]+\.", text):
        return [point]
    swapped = text.translate(str.maketrans(".,", ",."))
    return [_THOUSANDS.sub(lambda match: match[0].replace(",", ""), swapped), point]


def _value(text: str) -> float:
    """Return the value of a product, or of a quotient of two; NaN if it is none."""
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != text.replace(" ", ""):
        return math.nan
    try:
        value = _quotient(tokens)
        near = float(value)  # which a whole number may be too large for
        return math.nan if tokens else value if isinstance(value, int) else near
    except (ArithmeticError, ValueError, IndexError, TypeError):
        return math.nan


def _quotient(tokens: list[str]) -> float:
    above = _product(tokens)
    if not _take(tokens, "/"):
        return above
    below = _product(tokens, alone=True)
    whole = isinstance(above, int) and isinstance(below, int) and above % below == 0
    return above // below if whole else above / below


def _product(tokens: list[str], alone: bool = False) -> float:
    value = _signed(tokens)
    while tokens and not alone:
        if not _take(tokens, "*") and tokens[0] not in ("π", "pi", *FUNCTIONS):
            break
        value *= _signed(tokens)
    return value


def _signed(tokens: list[str]) -> float:
    sign = -1 if _take(tokens, "-") else 1
    if sign == 1:
        _take(tokens, "+")
    value = _atom(tokens)
    return sign * (_power(value, _signed(tokens)) if _take(tokens, "^", "**") else value)


def _power(base: float, exponent: float) -> float:
    """Return a power, of whole numbers a whole one if it is no larger than a float can be."""
    near = float(base) ** float(exponent)
    whole = isinstance(base, int) and isinstance(exponent, int) and exponent >= 0
    return base**exponent if whole else near


def _atom(tokens: list[str]) -> float:
    token = tokens.pop(0)
    if token == "(":
        value = _quotient(tokens)
        if not _take(tokens, ")"):
            raise ValueError
        return value
    if token in FUNCTIONS:
        if token != "√" and tokens[0] != "(":
            raise ValueError
        return FUNCTIONS[token](_atom(tokens))
    return NAMES[token] if token in NAMES else _literal(token)


def _literal(token: str) -> float:
    """Return what digits say, with all of them if that is whole: 1e23 is no float."""
    near = float(token)
    if token.isdecimal() or (near and near.is_integer()):
        exact = Decimal(token)
        return int(exact) if exact == exact.to_integral_value() else near
    return near


def _take(tokens: list[str], *wanted: str) -> bool:
    """Return whether one of these comes next, and take it."""
    return bool(tokens and tokens[0] in wanted and tokens.pop(0))
