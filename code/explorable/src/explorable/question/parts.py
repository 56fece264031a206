"""What each kind of question shows, what is right, and what its wrong answers show."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from string import ascii_uppercase
from typing import NamedTuple

from explorable.digits import reach
from explorable.question.digest import Asked, plain, shuffled
from explorable.question.inline import Piece, code, element, pieces
from explorable.words import word


class Said(NamedTuple):
    """What a wrong answer shows: its key, its name and the words, which are Markdown."""

    key: str
    name: list[Piece]
    words: str


class Parts(NamedTuple):
    """What a kind of question has of its own."""

    body: list[Piece]
    right: object
    """What the scripts compare an answer with, JSON."""
    truth: list[Piece]
    words: Sequence[Said] = ()


def parts(asked: Asked) -> Parts:
    """Return what the kind of a question has of its own."""
    return _KINDS[asked["kind"]](asked)


def order(lines: Sequence[str], needs: Mapping[int, Sequence[int]] | None) -> dict[int, list[int]]:
    """Return which lines each line must follow; unless it is said, the one before."""
    if needs is None:
        return {line: [line - 1] for line in range(1, len(lines))}
    return {line: list(before) for line, before in needs.items()}


def ends(
    number: float | Sequence[float], digits: int | None, tolerance: float = 0.0
) -> tuple[float, float]:
    """Return between which numbers an answer is met, or a slip, which may be a range itself."""
    if isinstance(number, Sequence):
        return number[0], number[1]
    if digits is not None:
        return reach(number, digits)
    return number - tolerance, number + tolerance


def _choice(asked: Asked) -> Parts:
    wrong, program = dict(asked["wrong"]), asked["program"]
    shown = shuffled(asked, [asked["right"], *wrong])
    if all(option.strip("`") in program for option in shown):
        shown.sort(key=lambda option: program.index(option.strip("`")))
    words = ((shown.index(option), said) for option, said in wrong.items())
    right = shown.index(asked["right"])
    body = element("pre", code(program), kind="program") if program else []
    return Parts([*body, *_options(shown)], right, [_letter(right)], _by_letter(words))


def _number(asked: Asked) -> Parts:
    unit = [" ", *pieces(asked["unit"])] if asked["unit"] else []
    answer, digits = asked["answer"], asked["digits"]
    met = [ends(answer, digits, asked["tolerance"])]
    met += [ends(slip, digits, asked["tolerance"]) for slip, _ in asked["slips"]]
    words = [
        Said(str(index), [_shown(slip)], said) for index, (slip, said) in enumerate(asked["slips"])
    ]
    truth = (
        _rounded(answer, asked["tolerance"]) if digits is None else f"{answer:.{max(0, digits)}f}"
    )
    return Parts(
        element("p", unit, _asked_for(digits), kind="entry"),
        plain(met),
        [truth, *unit],
        [*words, _otherwise(asked)],
    )


def _asked_for(digits: int | None) -> list[Piece]:
    """Return to how many decimal places a number is asked for, once for all questions."""
    if not digits or digits < 0:
        return []
    return element("small", " " + word("oneDecimal" if digits == 1 else "decimals", count=digits))


def _shown(slip: float | Sequence[float]) -> str:
    return "–".join(f"{each:.6g}" for each in (slip if isinstance(slip, Sequence) else [slip]))


def _lines(asked: Asked) -> Parts:
    lines, extra = asked["lines"], dict(asked["distractors"])
    shown = shuffled(asked, [*lines, *extra])
    if shown[: len(lines)] == lines:
        shown = [*shown[1:], shown[0]]  # chance has put them in order
    place = [shown.index(line) for line in lines]
    needed = order(lines, None if asked["needs"] is None else dict(asked["needs"]))
    needs = {place[line]: [place[each] for each in before] for line, before in needed.items()}
    early = _by_letter((place[line], said) for line, said in asked["early"])
    words = [each._replace(name=[*each.name, " " + word("tooEarly")]) for each in early]
    words += _by_letter((shown.index(line), said) for line, said in extra.items())
    listed = map(code if asked["code"] else pieces, shown)
    right = {"order": place, "needs": needs}
    return Parts(_list(listed, "lines"), right, [_letters(place)], words)


def _match(asked: Asked) -> Parts:
    pairs, words = dict(asked["pairs"]), dict(asked["words"])
    shown = shuffled(asked, [*pairs.values(), *asked["extra"]])
    right = [shown.index(partner) for partner in pairs.values()]
    return Parts(
        [*_list(map(pieces, pairs), "pairs", letters=False), *_options(shown)],
        right,
        [", ".join(f"{i}{_THIN}{_letter(index)}" for i, index in enumerate(right, start=1))],
        [Said(str(i), [f"{i + 1}"], words[left]) for i, left in enumerate(pairs)],
    )


def _output(asked: Asked) -> Parts:
    slips = dict(asked["slips"])
    words = [Said(str(i), code(slip), said) for i, (slip, said) in enumerate(slips.items())]
    return Parts(
        element("pre", code(asked["code"]), kind="program"),
        {"prints": asked["prints"], "slips": list(slips)},
        element("pre", code(asked["prints"])),
        [*words, _otherwise(asked)],
    )


def _explain(_asked: Asked) -> Parts:
    return Parts([], None, [])


_KINDS: dict[str, Callable[[Asked], Parts]] = {
    "choice": _choice,
    "number": _number,
    "lines": _lines,
    "match": _match,
    "output": _output,
    "explain": _explain,
}

_THIN = "\N{THIN SPACE}"


def _options(texts: Iterable[str]) -> list[Piece]:
    return _list(map(pieces, texts), "options")


def _list(items: Iterable[list[Piece]], kind: str, *, letters: bool = True) -> list[Piece]:
    listed = (element("li", item) for item in items)
    return element("ol", *listed, kind=kind, attributes='type="A"' if letters else "")


def _letter(index: int) -> str:
    return ascii_uppercase[index]


def _letters(indices: Iterable[int]) -> str:
    return ", ".join(map(_letter, indices))


def _by_letter(words: Iterable[tuple[int, str]]) -> list[Said]:
    return [Said(str(index), [_letter(index)], said) for index, said in sorted(words)]


def _otherwise(asked: Asked) -> Said:
    return Said("other", [word("otherwise")], asked["otherwise"])


def _rounded(answer: float, tolerance: float) -> str:
    """Return the answer with as many digits as its tolerance asks for.

    Examples
    --------
    >>> _rounded(1 / 3, 0.005), _rounded(12.0, 0.0)
    ('0.333', '12')
    """
    if not tolerance:
        return f"{answer:.12g}"
    digits = max(0, -int(f"{tolerance:e}".partition("e")[2]))
    return f"{answer:.{digits}f}"
