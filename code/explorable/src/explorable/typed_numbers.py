"""Numbers as people type them: what ``front/question_answers.js`` does, for answers in a cell."""

import math
import re
import unicodedata
from collections.abc import Callable

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

    A comma is a decimal mark, or parts thousands: a text that can mean two numbers has both. Digits
    alone are an int, which is exact however large it is.

    Examples
    --------
    >>> numbers_in("1 1/2"), numbers_in("50 %"), numbers_in("2·10⁻³"), numbers_in("sqrt(2)/2")
    ([1.5], [0.5], [0.002], [0.7071067811865476])
    >>> numbers_in("1,234"), numbers_in("1.234"), numbers_in("1, 2")
    ([1.234, 1234], [1.234], [])
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
    if text.isascii() and text.isdecimal():
        return int(text)
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != text.replace(" ", ""):
        return math.nan
    try:
        value = _quotient(tokens)
        return math.nan if tokens else float(value)
    except (ArithmeticError, ValueError, IndexError, TypeError):
        return math.nan


def _quotient(tokens: list[str]) -> float:
    above = _product(tokens)
    return above / _product(tokens, alone=True) if _take(tokens, "/") else above


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
    return sign * (value ** _signed(tokens) if _take(tokens, "^", "**") else value)


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
    return NAMES[token] if token in NAMES else float(token)


def _take(tokens: list[str], *wanted: str) -> bool:
    """Return whether one of these comes next, and take it."""
    return bool(tokens and tokens[0] in wanted and tokens.pop(0))
