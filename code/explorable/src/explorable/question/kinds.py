"""The kinds of questions: each class reads, shows, judges and exports its own.

A kind is a class here, a row of :data:`KINDS`, and a form of its name in
``front/question_forms.js``, which gives its HTML controls and compares answers with what is right.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from decimal import Decimal
from itertools import pairwise
from typing import Any, Self

from explorable.digits import is_beyond_floats, is_whole, reach, written
from explorable.question.base import Question, SelfTest, need_text
from explorable.question.digest import Asked, plain, shuffled
from explorable.question.inline import Piece, code, element, inline, pieces
from explorable.question.parts import (
    Answer,
    Export,
    Feedback,
    Parts,
    by_letter,
    lettered,
    letters,
)
from explorable.question.reader import Reader, located
from explorable.words import word

_EVIDENCE = re.compile(r" \{\?=(.+)\}$")
_NUMBER = re.compile(r"^(.+?)(?: \((-?\d) digits?\))?(?: \[([^\]]+)\])?$")
_STATED = re.compile(
    r"(?<![\d.])-?(?:[1-9]\d{0,2}(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?:e[-+]?\d+)?",
    re.I,
)
"""Numbers in a text, whose thousands commas may part."""
_LINE = re.compile(r"^(.+?)(?: <-((?: \d+,?)+))?$")
_MARKED = re.compile(r"^(\s*)(.*?)(?:  # (<-|::) (.*))?$")


@dataclass(frozen=True, kw_only=True)
class Choice(Question):
    """One option of several is right.

    Parameters
    ----------
    right : str
    wrong : mapping of str to str
        Each wrong option, and what taking it shows.
    program : str
        What is asked about; options that are lines of it stand in its order.
    """

    right: str
    wrong: Mapping[str, str]
    program: str = ""
    kind = "choice"
    sign = r"- \[[x ]\]|~|```"

    def __post_init__(self):
        super().__post_init__()
        if not self.wrong:
            raise ValueError("wrong of a question must name one option or more")
        _need_feedback("wrong", self.wrong, but=[self.right])

    @classmethod
    def read(cls, lines: Reader, **common: Any) -> Self:
        """Return a choice whose evidence is as it should be, or one among lines of a program."""
        if lines.of("~"):
            return cls(**_bug(lines), **common)
        right = _options(lines, r"- \[x\]", True)
        wrong = _options(lines, r"- \[ \]", False)
        if len(right) != 1:
            raise ValueError(f"one option is right, got {list(right)}")
        program = "".join(item.text for item in lines.of("```")).rstrip()
        return cls(right=next(iter(right)), wrong=wrong, program=program, **common)

    def parts(self) -> Parts:
        """Return the options as chance has mixed them; lines of a program stay in its order."""
        listed = shuffled(self.asked, [self.right, *self.wrong])
        if all(option.strip("`") in self.program for option in listed):
            listed.sort(key=lambda option: self.program.index(option.strip("`")))
        right = listed.index(self.right)
        feedback = by_letter((listed.index(option), text) for option, text in self.wrong.items())
        program = element("pre", code(self.program), kind="program") if self.program else []
        body = [*program, *lettered(map(pieces, listed), "options")]
        return Parts(body, right, [letters(right)], feedback)

    def export(self) -> Export:
        """Return a question of several answers, one of which is right."""
        answers = [Answer(inline(self.right), 100, self.because)]
        answers += [Answer(inline(option), 0, text) for option, text in self.wrong.items()]
        settings = {"single": "true", "shuffleanswers": "true", "answernumbering": "ABCD"}
        body = element("pre", self.program) if self.program else []
        return Export("multichoice", body, settings, answers)


def _options(lines: Reader, sign: str, right: bool) -> dict[str, str]:
    def option(text: str) -> str:
        evidence = _EVIDENCE.search(text)
        if evidence and bool(lines.computed(evidence[1])) != right:
            raise ValueError(f"{evidence[1].strip()} is {not right}")
        return lines.filled(_EVIDENCE.sub("", text))

    return lines.answers(sign, option)


def _bug(lines: Reader) -> dict[str, Any]:
    """Return the lines of a program, one of which is shown to be wrong."""
    (item,), (call,) = lines.of("```"), lines.of("~")
    marked = [_MARKED.findall(line)[0] for line in item.text.rstrip().split("\n")]
    broken = "\n".join(indent + line for indent, line, _, _ in marked)
    mended = "\n".join(
        indent + (rest if mark == "<-" else line) for indent, line, mark, rest in marked
    )
    with located(call):
        given, meant = (lines.result(each, call.text) for each in (broken, mended))
        if given == meant:
            raise ValueError(f"the program and the one that is mended both give {given}")
    right = "".join(f"`{line}`" for _, line, mark, _ in marked if mark == "<-")
    wrong = {f"`{line}`": lines.filled(rest) for _, line, mark, rest in marked if mark == "::"}
    return {"right": right, "wrong": wrong, "program": broken}


@dataclass(frozen=True, kw_only=True)
class Number(Question):
    """A number, typed.

    Parameters
    ----------
    answer : float
    digits : int, optional
        How many are asked for after the point; if None, the answer is exact.
    tolerance : float
        How far from an exact answer is still right.
    unit : str
    slips : mapping of float, or pair of float, to str
        What a typical slip gives, to as many digits, or a range, and what it shows.
    otherwise : str
        Said of any other number.
    """

    answer: float
    digits: int | None = None
    tolerance: float = 0.0
    unit: str = ""
    slips: Mapping[float | tuple[float, float], str] = field(default_factory=dict)
    otherwise: str
    kind = "number"
    sign = "="

    def __post_init__(self):
        super().__post_init__()
        need_text("otherwise", self.otherwise)
        if self.digits is not None and self.answer != 0 == round(self.answer, self.digits):
            raise ValueError(f"digits must show the answer, {self.answer:g}, got {self.digits}")
        _need_feedback("slips", self.slips)
        named = {"the answer": self.answer} | {f"the slip {each}": each for each in self.slips}
        met = sorted((self.ends(number), name) for name, number in named.items())
        for ((_, high), name), ((low, _), other) in pairwise(met):
            if low <= high:
                raise ValueError(
                    f"{name} and {other} meet, between {written(low)} and {written(high)}"
                )

    @classmethod
    def read(cls, lines: Reader, **common: Any) -> Self:
        """Return a question for a number, which is computed, and which the words on it state."""
        (item,) = lines.of("=")
        with located(item):
            ((value, digits, unit),) = _NUMBER.findall(item.text)
            if re.fullmatch(r"-?[\d.e_]+", value):
                raise ValueError("write how it is computed: nobody sees whether a number is right")
            answer, decimals = lines.computed(value), int(digits) if digits else None
            _need_statement(answer, decimals, common["because"])
        slips = lines.answers("-", lambda text: text if text == "*" else lines.computed(text))
        if not (rest := slips.pop("*", "")):
            raise ValueError("a line '- * :: word' is missing: what any other answer shows")
        common |= {"digits": decimals, "unit": unit, "slips": slips}
        return cls(answer=answer, otherwise=rest, **common)

    def ends(self, number: float | tuple[float, float]) -> tuple[float, float]:
        """Return between which numbers an answer is met, or a slip, which may be a range itself."""
        if isinstance(number, Sequence):
            return number[0], number[1]
        return _ends(number, self.digits, self.tolerance)

    def parts(self) -> Parts:
        """Return the unit beside an empty field, and the ranges of the answer and of slips."""
        unit = [" ", *pieces(self.unit)] if self.unit else []
        feedback = [
            Feedback(str(index), [_in_words(slip)], text)
            for index, (slip, text) in enumerate(self.slips.items())
        ]
        ranges = [self.ends(each) for each in (self.answer, *self.slips)]
        return Parts(
            element("p", unit, self._places(), kind="entry"),
            plain([[*map(_as_script, ends)] for ends in ranges]),
            [self._truth(), *unit],
            [*feedback, Feedback("other", [word("otherwise")], self.otherwise)],
        )

    def _places(self) -> list[Piece]:
        """Return to how many decimal places the number is asked for."""
        if not self.digits or self.digits < 0:
            return []
        places = word("oneDecimal" if self.digits == 1 else "decimals", count=self.digits)
        return element("small", f" {places}")

    def _truth(self) -> str:
        """Return the answer with the digits that are asked for, or that its tolerance asks for."""
        digits = self.digits
        if digits is None and self.tolerance:
            digits = -int(f"{self.tolerance:e}".partition("e")[2])
        if digits is None or is_beyond_floats(self.answer):
            return written(self.answer)
        return f"{self.answer:.{max(0, digits)}f}"

    def export(self) -> Export:
        """Return a question for a number, whose ranges are those of the page."""
        answers = [self._judged(self.answer, 100, self.because)]
        answers += [self._judged(slip, 0, text) for slip, text in self.slips.items()]
        rest = Answer("*", 0, self.otherwise, 0)
        return Export("numerical", self.parts().body, {}, [*answers, rest])

    def _judged(self, number: float | tuple[float, float], fraction: int, feedback: str) -> Answer:
        low, high = self.ends(number)
        return Answer(
            written(low if low == high else (low + high) / 2), fraction, feedback, (high - low) / 2
        )


def _ends(number: float, digits: int | None, tolerance: float) -> tuple[float, float]:
    if is_beyond_floats(number) and not tolerance and (digits or 0) >= 0:
        return int(number), int(number)
    if digits is not None:
        return reach(number, digits)
    return (number - tolerance, number + tolerance) if tolerance else (number, number)


def _need_statement(answer: float, digits: int | None, because: str) -> None:
    """Refuse an answer that the words on it do not state: one of the two is wrong."""
    low, high = _ends(answer, digits, 0 if is_whole(answer) else 1e-9 * abs(answer))
    stated = _STATED.findall(because.replace("−", "-"))
    read = Decimal if is_beyond_floats(answer) else float
    if not any(low <= read(each.replace(",", "")) <= high for each in stated):
        raise ValueError(f"what stands behind ! does not say {written(answer, 6)}")


def _as_script(number: float) -> float | str:
    """Return a number as scripts can compare it: in digits, if it would be rounded there."""
    return str(int(number)) if is_beyond_floats(number) else number


def _in_words(number: float | tuple[float, float]) -> str:
    ends = number if isinstance(number, Sequence) else [number]
    return "–".join(written(each, 6) for each in ends)


@dataclass(frozen=True, kw_only=True)
class Lines(Question):
    """Lines of a proof or a program to be put in order; some do not belong.

    Parameters
    ----------
    lines : sequence of str
        In an order that is right. Of a program (`code`) they keep their indentation.
    needs : mapping of int to sequence of int, optional
        Which lines each line must follow, by their index in `lines`: any order that respects it is
        right. If None, each line follows the one before.
    early : mapping of int to str
        What placing a line before something that it needs shows; others get a sentence that names
        the two lines.
    distractors : mapping of str to str
        Lines that do not belong, and what using each shows.
    code : bool
        Whether the lines are a program.
    """

    lines: Sequence[str]
    needs: Mapping[int, Sequence[int]] | None = None
    early: Mapping[int, str] = field(default_factory=dict)
    distractors: Mapping[str, str] = field(default_factory=dict)
    code: bool = False
    kind = "lines"
    sign = r"\d+\."
    wordless = "orderLines"

    def __post_init__(self):
        super().__post_init__()
        if len(self.lines) < 2 or len(set(self.lines)) < len(self.lines):
            raise ValueError(f"lines must be two or more, all different, got {list(self.lines)}")
        _need_feedback("distractors", self.distractors, but=self.lines)
        for line, before in self.order.items():
            if any(not 0 <= each < line for each in before):
                raise ValueError(f"needs: line {line} can need only lines above it, got {before}")

    @property
    def order(self) -> dict[int, list[int]]:
        """Which lines each line must follow."""
        if self.needs is None:
            return {line: [line - 1] for line in range(1, len(self.lines))}
        return {line: list(before) for line, before in self.needs.items()}

    @classmethod
    def read(cls, lines: Reader, **common: Any) -> Self:
        """Return lines to be put in order; a program if all are code."""
        texts, needs, early = [], {}, {}
        for index, item in enumerate(lines.of(cls.sign)):
            text, feedback = lines.split(item.text)
            ((line, needed),) = _LINE.findall(text)
            texts.append(lines.filled(line))
            if needed:
                needs[index] = [int(each) - 1 for each in re.findall(r"\d+", needed)]
            if feedback:
                early[index] = feedback
        extra = lines.answers("-", lines.filled)
        if is_code := all(re.fullmatch("`[^`]+`", line) for line in [*texts, *extra]):
            texts = [line[1:-1] for line in texts]
            extra = {line[1:-1]: text for line, text in extra.items()}
        common |= {"early": early, "distractors": extra, "code": is_code}
        return cls(lines=texts, needs=needs or None, **common)

    def parts(self) -> Parts:
        """Return the lines in an order of chance, and which needs which, by their places there."""
        listed = shuffled(self.asked, [*self.lines, *self.distractors])
        if listed[: len(self.lines)] == self.lines:
            listed = [*listed[1:], listed[0]]  # chance has put them in order
        positions = [listed.index(line) for line in self.lines]
        needs = {
            positions[line]: [positions[e] for e in before] for line, before in self.order.items()
        }
        early = by_letter((positions[line], text) for line, text in self.early.items())
        feedback = [each._replace(name=[*each.name, " " + word("tooEarly")]) for each in early]
        feedback += by_letter((listed.index(line), w) for line, w in self.distractors.items())
        body = lettered(map(code if self.code else pieces, listed), "lines")
        return Parts(body, {"order": positions, "needs": needs}, [letters(*positions)], feedback)


@dataclass(frozen=True, kw_only=True)
class Explain(Question):
    """A free answer, which the reader compares with a model; `because` is the model answer.

    Parameters
    ----------
    must : sequence of str
        What a good answer contains; the reader ticks what is there.
    """

    must: Sequence[str]
    kind = "explain"
    sign = "-"

    def __post_init__(self):
        super().__post_init__()
        if not self.must:
            raise ValueError("must: an answer has to contain something, got nothing")

    @classmethod
    def read(cls, lines: Reader, **common: Any) -> Self:
        """Return a question that is answered freely."""
        return cls(must=lines.texts("-"), **common)

    def parts(self) -> Parts:
        """Return what the reader ticks."""
        return Parts([], None, [], must=self.must)


KINDS: tuple[type[Question], ...] = (Choice, Number, Lines, Explain)
"""All kinds. A question is of the first that has a sign of its lines; without any, of the last."""


def restored(asked: Asked) -> Question | SelfTest:
    """Return the question, or the self-test, that a notebook has stored as data.

    Raises
    ------
    ValueError
        If there is no such kind.

    Examples
    --------
    >>> why = Explain("Why?", must=["a reason"], because="Therefore.")
    >>> restored(why.asked) == why
    True
    """
    if "questions" in asked:
        return SelfTest([each for data in asked["questions"] for each in restored(data).questions])
    kinds = {kind.kind: kind for kind in KINDS}
    if asked["kind"] not in kinds:
        raise ValueError(f"kind must be one of {', '.join(kinds)}, got {asked['kind']!r}")
    kind = kinds[asked["kind"]]
    given = [each for each in fields(kind) if each.name in asked]
    return kind(**{each.name: _unplain(each.type, asked[each.name]) for each in given})


def _unplain(kind: Any, value: Any) -> Any:
    """Return a field as it was before it was plain data, which has a mapping as pairs."""
    if "Mapping" not in str(kind) or value is None:
        return value
    return {tuple(key) if isinstance(key, list) else key: each for key, each in value}


def _need_feedback(name: str, feedback: Mapping[Any, str], but: Sequence = ()) -> None:
    """Refuse answers without words of their own, or that are already offered."""
    for answer, text in feedback.items():
        need_text(f"{name}[{answer!r}]", text)
        if answer in but:
            raise ValueError(f"{name}: {answer!r} is offered twice")
