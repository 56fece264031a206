"""What each kind of question shows, what is right, and what its wrong answers show."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from string import ascii_uppercase
from typing import NamedTuple

from explorable.question.digest import Asked, plain, shuffled
from explorable.question.inline import Piece, code, element, pieces
from explorable.words import word

GAP = re.compile(r"\[\[(\w+)\]\]")
"""Where a step of a derivation has a gap, by its name."""


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


def _choice(asked: Asked) -> Parts:
    wrong = dict(asked["wrong"])
    shown = shuffled(asked, [asked["right"], *wrong])
    words = ((shown.index(option), said) for option, said in wrong.items())
    right = shown.index(asked["right"])
    return Parts(_options(shown), right, [_letter(right)], _by_letter(words))


def _several(asked: Asked) -> Parts:
    all_words = dict(asked["right"]) | dict(asked["wrong"])
    shown = shuffled(asked, list(all_words))
    right = [index for index, option in enumerate(shown) if option in dict(asked["right"])]
    left_out = " " + word("untaken")
    words = [
        Said(str(index), [_letter(index) + left_out * (index in right)], all_words[option])
        for index, option in enumerate(shown)
    ]
    return Parts(_options(shown), right, [_letters(right)], words)


def _number(asked: Asked) -> Parts:
    unit = [" ", *pieces(asked["unit"])] if asked["unit"] else []
    answer, near = asked["answer"], asked["tolerance"]
    slips = [each if isinstance(each, list) else [each] for each, _ in asked["slips"]]
    near_slips = [(s[0], s[1]) if s[1:] else (s[0] - near, s[0] + near) for s in slips]
    words = [
        Said(str(index), ["–".join(f"{each:.6g}" for each in slip)], said)
        for index, (slip, (_, said)) in enumerate(zip(slips, asked["slips"], strict=True))
    ]
    return Parts(
        element("p", unit, kind="entry"),
        plain([(answer - near, answer + near), *near_slips]),
        [_rounded(answer, near), *unit],
        [*words, _otherwise(asked)],
    )


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


def _fill(asked: Asked) -> Parts:
    names = [name for step in asked["steps"] for name in GAP.findall(step)]
    steps = (element("p", *_with_gaps(step, names)) for step in asked["steps"])
    body, right = element("div", *steps, kind="steps"), []
    words: list[Said] = []
    for number, name in enumerate(names):
        gap = dict(asked["gaps"])[name]
        shown = shuffled(asked, [gap["right"], *dict(gap["wrong"])])
        body += element("p", _gap(number), kind="for") + _options(shown)
        right.append(shown.index(gap["right"]))
        words += [
            Said(f"{number}-{each.key}", [f"{_circled(number)}{_THIN}", *each.name], each.words)
            for each in _by_letter((shown.index(option), said) for option, said in gap["wrong"])
        ]
    truth = ", ".join(f"{_circled(i)}{_THIN}{_letter(index)}" for i, index in enumerate(right))
    return Parts(body, right, [truth], words)


def _with_gaps(step: str, names: list[str]) -> Iterator[list[Piece]]:
    """Return a step with numbered gaps; what stands around them is Markdown of its own."""
    for index, piece in enumerate(GAP.split(step)):
        yield _gap(names.index(piece)) if index % 2 else pieces(piece)


def _gap(number: int) -> list[Piece]:
    return element("span", _circled(number), kind="gap")


def _circled(number: int) -> str:
    """Return the number of a gap so that nobody takes it for what belongs there."""
    return chr(ord("①") + number)


def _output(asked: Asked) -> Parts:
    slips = dict(asked["slips"])
    words = [Said(str(i), code(slip), said) for i, (slip, said) in enumerate(slips.items())]
    return Parts(
        element("pre", code(asked["code"]), kind="program"),
        {"prints": asked["prints"], "slips": list(slips)},
        element("pre", code(asked["prints"])),
        [*words, _otherwise(asked)],
    )


def _bug(asked: Asked) -> Parts:
    lines = map(code, asked["code"].splitlines())
    words = [Said(str(line - 1), [str(line)], said) for line, said in sorted(asked["wrong"])]
    return Parts(
        _list(lines, "options explorable-program", letters=False),
        asked["line"] - 1,
        [word("lineOfCode") + f" {asked['line']}"],
        [*words, _otherwise(asked)],
    )


def _explain(_asked: Asked) -> Parts:
    return Parts([], None, [])


_KINDS: dict[str, Callable[[Asked], Parts]] = {
    "choice": _choice,
    "several": _several,
    "number": _number,
    "lines": _lines,
    "match": _match,
    "fill": _fill,
    "output": _output,
    "bug": _bug,
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
