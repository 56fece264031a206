"""What each kind of question shows, what is right, and what its wrong answers show."""

from collections.abc import Callable, Iterable, Sequence
from html import escape
from string import ascii_uppercase
from typing import Any, NamedTuple

from explorable.question.digest import plain, shuffled
from explorable.question.inline import inline
from explorable.question.kinds import (
    GAP,
    Bug,
    Choice,
    Explain,
    Fill,
    Lines,
    Match,
    Number,
    Output,
    Question,
    Several,
)
from explorable.words import word


class Parts(NamedTuple):
    """What a kind of question has of its own."""

    body: str
    right: object
    """What the scripts compare an answer with, JSON."""
    truth: str
    words: Sequence[tuple[str, str, str]] = ()
    """What a wrong answer shows: its key, its name and the words."""


def parts(question: Question) -> Parts:
    """Return what the kind of a question has of its own."""
    return _KINDS[question.kind](question)


def marked(name: str) -> str:
    """Return a word that a book in another language finds and replaces."""
    return f'<span data-word="{name}">{escape(word(name))}</span>'


def _choice(question: Choice) -> Parts:
    shown = shuffled(question, [question.right, *question.wrong])
    place = {option: index for index, option in enumerate(shown)}
    words = ((place[option], said) for option, said in question.wrong.items())
    right = place[question.right]
    return Parts(_options(shown), right, _letter(right), _by_letter(words))


def _several(question: Several) -> Parts:
    shown = shuffled(question, [*question.right, *question.wrong])
    right = [index for index, option in enumerate(shown) if option in question.right]
    all_words = {**question.right, **question.wrong}
    left_out = " " + marked("untaken")
    words = [
        (str(index), _letter(index) + (left_out if index in right else ""), all_words[option])
        for index, option in enumerate(shown)
    ]
    return Parts(_options(shown), right, _letters(right), words)


def _number(question: Number) -> Parts:
    unit = f" {inline(question.unit)}" if question.unit else ""
    near = question.tolerance
    slips = [
        each if isinstance(each, tuple) else (each - near, each + near) for each in question.slips
    ]
    names = (each if isinstance(each, tuple) else (each,) for each in question.slips)
    words = [
        (str(index), "–".join(f"{each:.6g}" for each in name), said)
        for index, (name, said) in enumerate(zip(names, question.slips.values(), strict=True))
    ]
    return Parts(
        f'<p class="explorable-entry">{unit}</p>',
        plain([(question.answer - near, question.answer + near), *slips]),
        f"{_rounded(question.answer, near)}{unit}",
        [*words, _otherwise(question.otherwise)],
    )


def _lines(question: Lines) -> Parts:
    lines = list(question.lines)
    shown = shuffled(question, [*lines, *question.distractors])
    if shown[: len(lines)] == lines:
        shown = [*shown[1:], shown[0]]  # chance has put them in order
    place = [shown.index(line) for line in lines]
    needs = {
        place[line]: [place[each] for each in before] for line, before in question.order.items()
    }
    early = ((place[line], said) for line, said in question.early.items())
    extra = ((shown.index(line), said) for line, said in question.distractors.items())
    too_early = marked("tooEarly")
    words = [(key, f"{name} {too_early}", said) for key, name, said in _by_letter(early)]
    listed = [_code(line) if question.code else inline(line) for line in shown]
    return Parts(
        _list(listed, "explorable-lines"),
        {"order": place, "needs": needs},
        _letters(place),
        [*words, *_by_letter(extra)],
    )


def _match(question: Match) -> Parts:
    shown = shuffled(question, [*question.pairs.values(), *question.extra])
    right = [shown.index(partner) for partner in question.pairs.values()]
    lefts = "".join(f"<li>{inline(left)}</li>" for left in question.pairs)
    return Parts(
        f'<ol class="explorable-pairs">{lefts}</ol>{_options(shown)}',
        right,
        ", ".join(f"{i}&thinsp;{_letter(index)}" for i, index in enumerate(right, start=1)),
        [(str(i), f"{i + 1}", question.words[left]) for i, left in enumerate(question.pairs)],
    )


def _fill(question: Fill) -> Parts:
    names = [name for step in question.steps for name in GAP.findall(step)]
    steps = "".join(f"<p>{_with_gaps(step, names)}</p>" for step in question.steps)
    body, right, words = f'<div class="explorable-steps">{steps}</div>', [], []
    for number, name in enumerate(names):
        gap = question.gaps[name]
        shown = shuffled(question, [gap.right, *gap.wrong])
        body += f'<p class="explorable-for">{_gap(number)}</p>{_options(shown)}'
        right.append(shown.index(gap.right))
        places = ((shown.index(option), said) for option, said in gap.wrong.items())
        words += [
            (f"{number}-{key}", f"{_circled(number)}&thinsp;{letter}", said)
            for key, letter, said in _by_letter(places)
        ]
    truth = ", ".join(f"{_circled(i)}&thinsp;{_letter(index)}" for i, index in enumerate(right))
    return Parts(body, right, truth, words)


def _with_gaps(step: str, names: list[str]) -> str:
    """Return a step with numbered gaps; what stands around them is Markdown of its own."""
    pieces = GAP.split(step)
    return "".join(
        _gap(names.index(piece)) if index % 2 else inline(piece)
        for index, piece in enumerate(pieces)
    )


def _gap(number: int) -> str:
    return f'<span class="explorable-gap">{_circled(number)}</span>'


def _circled(number: int) -> str:
    """Return the number of a gap so that nobody takes it for what belongs there."""
    return chr(ord("①") + number)


def _output(question: Output) -> Parts:
    slips = list(question.slips)
    words = [(str(i), _code(slip), question.slips[slip]) for i, slip in enumerate(slips)]
    return Parts(
        f'<pre class="explorable-program">{_code(question.code)}</pre>',
        {"prints": question.prints, "slips": slips},
        f"<pre>{_code(question.prints)}</pre>",
        [*words, _otherwise(question.otherwise)],
    )


def _bug(question: Bug) -> Parts:
    lines = [_code(line) for line in question.code.splitlines()]
    words = [(str(line - 1), str(line), said) for line, said in sorted(question.wrong.items())]
    return Parts(
        _list(lines, "explorable-options explorable-program", letters=False),
        question.line - 1,
        marked("lineOfCode") + f" {question.line}",
        [*words, _otherwise(question.otherwise)],
    )


def _explain(_question: Explain) -> Parts:
    return Parts("", None, "")


_KINDS: dict[str, Callable[[Any], Parts]] = {
    Choice.kind: _choice,
    Several.kind: _several,
    Number.kind: _number,
    Lines.kind: _lines,
    Match.kind: _match,
    Fill.kind: _fill,
    Output.kind: _output,
    Bug.kind: _bug,
    Explain.kind: _explain,
}


def _options(texts: Iterable[str]) -> str:
    return _list(map(inline, texts), "explorable-options")


def _list(items: Iterable[str], kind: str, *, letters: bool = True) -> str:
    by = ' type="A"' if letters else ""
    return f'<ol class="{kind}"{by}>{"".join(f"<li>{item}</li>" for item in items)}</ol>'


def _code(text: str) -> str:
    return f"<code>{escape(text, quote=False)}</code>"


def _letter(index: int) -> str:
    return ascii_uppercase[index]


def _letters(indices: Iterable[int]) -> str:
    return ", ".join(map(_letter, indices))


def _by_letter(words: Iterable[tuple[int, str]]) -> list[tuple[str, str, str]]:
    return [(str(index), _letter(index), said) for index, said in sorted(words)]


def _otherwise(words: str) -> tuple[str, str, str]:
    return "other", marked("otherwise"), words


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
