"""The kinds of questions: each is one class that is read, shown, judged and exported.

Whoever adds a kind writes its class here and its form in ``front/question_forms.js``.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field, fields
from itertools import pairwise
from typing import Any, ClassVar, Self
from xml.etree import ElementTree as ET

from explorable.digits import reach
from explorable.question import markup, moodle
from explorable.question.digest import Asked, plain, prompt, shuffled
from explorable.question.inline import Link, Piece, code, element, html, inline, pieces
from explorable.question.parts import Feedback, Parts, by_letter, letter, letters, listed
from explorable.question.reader import Reader
from explorable.question.shown import Shown
from explorable.words import word

_NUMBER = re.compile(r"^(.+?)(?: \((-?\d) digits?\))?(?: \[([^\]]+)\])?$")
_LINE = re.compile(r"^(.+?)(?: <-((?: \d+,?)+))?$")


@dataclass(frozen=True)
class Question(Shown):
    """What all questions have.

    Parameters
    ----------
    prompt : str
        What is asked; nothing of a question that answers the exercise above it.
    because : str
        Said with the right answer: why it is right.
    hint : str
        What helps a reader who is stuck.
    see : str
        The part that helps, as a link of the notebook: ``"02-waves.ipynb#amplitude"``.

    Raises
    ------
    ValueError
        If a text is missing, or a wrong answer has no word of its own.
    """

    prompt: str
    _: KW_ONLY
    because: str
    hint: str = ""
    see: str = ""
    kind: ClassVar[str]
    signs: ClassVar[frozenset[str]]
    """Which lines of a written question make it one of this kind."""

    def __post_init__(self):
        _need_text("because", self.because)

    @classmethod
    def read(cls, reader: Reader, **common: Any) -> Self:
        """Return the question that lines write down; what all questions have is `common`."""
        raise NotImplementedError

    @property
    def parts(self) -> Parts:
        """What it shows of its own, what is right, and what wrong answers show."""
        raise NotImplementedError

    def moodle(self, quiz: ET.Element, text: str) -> None:
        """Add it to a quiz; `text` is what asks."""
        raise NotImplementedError

    def pieces(self, section: Link | None = None) -> list[Piece]:
        """Return it in pieces of HTML; `section` helps if it does not say what does."""
        return markup.question(self, section)

    @property
    def asked(self) -> Asked:
        """Its kind and its fields."""
        return {"kind": self.kind, **plain(self)}

    @property
    def text(self) -> str:
        """The prompt."""
        return prompt(self.asked)


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
    signs = frozenset({"- [x]", "- [ ]", "```"})

    def __post_init__(self):
        super().__post_init__()
        _need_words("wrong", self.wrong, but=[self.right])

    @classmethod
    def read(cls, reader: Reader, **common: Any) -> Self:
        """Return a choice whose evidence is as it should be."""
        if reader.of("~"):
            return cls(**reader.mended_program(), **common)
        right, wrong = reader.options("- [x]", True), reader.options("- [ ]", False)
        if len(right) != 1:
            raise ValueError(f"one option is right, got {list(right)}")
        program = "".join(line.text for line in reader.of("```")).rstrip()
        return cls(right=next(iter(right)), wrong=wrong, program=program, **common)

    @property
    def parts(self) -> Parts:
        """The program and the options."""
        shown = shuffled(self.asked, [self.right, *self.wrong])
        if all(option.strip("`") in self.program for option in shown):
            shown.sort(key=lambda option: self.program.index(option.strip("`")))
        body = element("pre", code(self.program), kind="program") if self.program else []
        right = shown.index(self.right)
        wrong = ((shown.index(option), words) for option, words in self.wrong.items())
        options = listed(map(pieces, shown), "options")
        return Parts([*body, *options], right, [letter(right)], by_letter(wrong))

    def moodle(self, quiz: ET.Element, text: str) -> None:
        """Judged there, with the words of each wrong option."""
        body = html(element("pre", self.program)) if self.program else ""
        question = moodle.question(quiz, "multichoice", self, text + body)
        for tag, value in (("single", "true"), ("shuffleanswers", "true")):
            ET.SubElement(question, tag).text = value
        ET.SubElement(question, "answernumbering").text = "ABCD"
        moodle.answer(question, inline(self.right), 100, self.because)
        for option, words in self.wrong.items():
            moodle.answer(question, inline(option), 0, words)


Interval = tuple[float, float]


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
    slips: Mapping[float | Interval, str] = field(default_factory=dict)
    otherwise: str
    kind = "number"
    signs = frozenset({"="})

    def __post_init__(self):
        super().__post_init__()
        _need_text("otherwise", self.otherwise)
        for slip, words in self.slips.items():
            _need_text(f"slips[{slip}]", words)
        named = {"the answer": self.answer} | {f"the slip {each}": each for each in self.slips}
        met = sorted((self.met_by(number), name) for name, number in named.items())
        for ((_, high), name), ((low, _), other) in pairwise(met):
            if low <= high:
                raise ValueError(f"{name} and {other} meet, between {low:g} and {high:g}")

    @classmethod
    def read(cls, reader: Reader, **common: Any) -> Self:
        """Return a question for a number, which is computed."""
        (line,) = reader.of("=")
        with line.named():
            ((value, digits, unit),) = _NUMBER.findall(line.text)
            if re.fullmatch(r"-?[\d.e_]+", value):
                raise ValueError("write how it is computed: nobody sees whether a number is right")
            answer, asked_for = reader.computed(value), int(digits) if digits else None
            _find(answer, asked_for, common["because"])
        slips, otherwise = reader.slips(reader.computed)
        if not otherwise:
            raise ValueError("a line '- * :: word' is missing: what any other answer shows")
        own = {"answer": answer, "digits": asked_for, "unit": unit, "slips": slips}
        return cls(**own, otherwise=otherwise, **common)

    def met_by(self, number: float | Interval) -> Interval:
        """Return between which numbers an answer meets the right one, or a slip."""
        if isinstance(number, Sequence):
            return number[0], number[1]
        return _ends(number, self.digits, self.tolerance)

    @property
    def parts(self) -> Parts:
        """The unit, and to how many decimal places the number is asked for."""
        unit = [" ", *pieces(self.unit)] if self.unit else []
        wrong = [
            Feedback(str(index), [_range(slip)], words)
            for index, (slip, words) in enumerate(self.slips.items())
        ]
        return Parts(
            element("p", unit, _asked_for(self.digits), kind="entry"),
            plain([self.met_by(each) for each in (self.answer, *self.slips)]),
            [self._stated(), *unit],
            [*wrong, Feedback("other", [word("otherwise")], self.otherwise)],
        )

    def _stated(self) -> str:
        """Return the answer with as many digits as are asked for."""
        digits = self.digits
        if digits is None and not self.tolerance:
            return f"{self.answer:.12g}"
        if digits is None:
            digits = -int(f"{self.tolerance:e}".partition("e")[2])
        return f"{self.answer:.{max(0, digits)}f}"

    def moodle(self, quiz: ET.Element, text: str) -> None:
        """Judged there, with the words of each slip and of any other number."""
        question = moodle.question(quiz, "numerical", self, text + html(self.parts.body))
        for number, words in {self.answer: self.because, **self.slips}.items():
            low, high = self.met_by(number)
            share = 100 if number == self.answer else 0
            moodle.answer(question, f"{(low + high) / 2:.12g}", share, words, (high - low) / 2)
        moodle.answer(question, "*", 0, self.otherwise, 0)


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
    signs = frozenset({"1."})

    def __post_init__(self):
        super().__post_init__()
        if len(self.lines) < 2 or len(set(self.lines)) < len(self.lines):
            raise ValueError(f"lines must be two or more, all different, got {list(self.lines)}")
        _need_words("distractors", self.distractors, but=self.lines)
        for line, before in self.order.items():
            if any(not 0 <= each < line for each in before):
                raise ValueError(f"needs: line {line} can need only lines above it, got {before}")

    @classmethod
    def read(cls, reader: Reader, **common: Any) -> Self:
        """Return lines to be put in order; a program if all are code."""
        lines, needs, early = [], {}, {}
        for place, written in enumerate(each for each in reader.lines if each.sign[:1].isdigit()):
            text, words = reader.parted(written.text)
            ((line, needed),) = _LINE.findall(text)
            lines.append(reader.filled(line))
            if needed:
                needs[place] = [int(each) - 1 for each in re.findall(r"\d+", needed)]
            if words:
                early[place] = words
        extra, _ = reader.slips(reader.filled)
        is_code = all(re.fullmatch("`[^`]+`", line) for line in [*lines, *extra])
        return cls(
            lines=[line[1:-1] for line in lines] if is_code else lines,
            needs=needs or None,
            early=early,
            distractors={line[1:-1]: extra[line] for line in extra} if is_code else extra,
            code=is_code,
            **common,
        )

    @property
    def order(self) -> dict[int, list[int]]:
        """Which lines each line must follow; unless it is said, the one before."""
        if self.needs is None:
            return {line: [line - 1] for line in range(1, len(self.lines))}
        return {line: list(before) for line, before in self.needs.items()}

    @property
    def parts(self) -> Parts:
        """The lines, in an order that is not right."""
        shown = shuffled(self.asked, [*self.lines, *self.distractors])
        if shown[: len(self.lines)] == self.lines:
            shown = [*shown[1:], shown[0]]  # chance has put them in order
        place = [shown.index(line) for line in self.lines]
        needs = {place[at]: [place[each] for each in before] for at, before in self.order.items()}
        early = by_letter((place[line], words) for line, words in self.early.items())
        wrong = [each._replace(name=[*each.name, " " + word("tooEarly")]) for each in early]
        wrong += by_letter((shown.index(line), words) for line, words in self.distractors.items())
        body = listed(map(code if self.code else pieces, shown), "lines")
        return Parts(body, {"order": place, "needs": needs}, [letters(place)], wrong)

    def moodle(self, quiz: ET.Element, text: str) -> None:
        """Graded by hand, since Moodle knows one order alone."""
        own = self.parts
        moodle.by_hand(quiz, self, text + html(own.body), f"<p>{html(own.truth)}</p>")


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
    signs = frozenset({"-"})

    def __post_init__(self):
        super().__post_init__()
        if not self.must:
            raise ValueError("must: an answer has to contain something, got nothing")

    @classmethod
    def read(cls, reader: Reader, **common: Any) -> Self:
        """Return a question that is answered freely."""
        return cls(must=reader.texts("-"), **common)

    @property
    def parts(self) -> Parts:
        """Nothing but the model answer, in which the reader ticks what is there."""
        ticks = (element("li", pieces(each)) for each in self.must)
        must = [*element("p", word("mustHave")), *element("ul", *ticks, kind="must")]
        return Parts([], None, [], must=must)

    def moodle(self, quiz: ET.Element, text: str) -> None:
        """Graded by hand, beside what must be there."""
        must = "".join(f"<li>{inline(each)}</li>" for each in self.must)
        moodle.by_hand(quiz, self, text, f"<ul>{must}</ul>")


KINDS: tuple[type[Question], ...] = (Choice, Number, Lines, Explain)
"""In this order the lines of a written question are asked whether it is one."""


@dataclass(frozen=True)
class SelfTest(Shown):
    """Questions at a chapter's end; what was wrong leads to the parts that help.

    Parameters
    ----------
    questions : sequence of Question
        Each with `prompt` and `see`.
    """

    questions: Sequence[Question]

    def __post_init__(self):
        for question in self.questions:
            _need_text("prompt", question.prompt)
            _need_text("see", question.see)

    def pieces(self, section: Link | None = None) -> list[Piece]:
        """Return all in one section; each says by itself what helps."""
        return markup.self_test(self.questions)

    @property
    def asked(self) -> Asked:
        """Its questions."""
        return {"questions": [question.asked for question in self.questions]}

    @property
    def text(self) -> str:
        """The prompts, one a line."""
        return "\n".join(question.text for question in self.questions)


def of(asked: Asked) -> Question | SelfTest:
    """Return the question, or the self-test, whose data a notebook has stored.

    Raises
    ------
    ValueError
        If there is no such kind, or the data are none of it.
    """
    if "questions" in asked:
        return SelfTest([each for data in asked["questions"] for each in questions(of(data))])
    kinds = {kind.kind: kind for kind in KINDS}
    if asked["kind"] not in kinds:
        raise ValueError(f"a question is one of {', '.join(kinds)}, got {asked['kind']!r}")
    kind = kinds[asked["kind"]]
    return kind(**{each.name: _typed(each.type, asked[each.name]) for each in fields(kind)})


def questions(shown: Question | SelfTest) -> Sequence[Question]:
    """Return the questions of a self-test, or the question alone."""
    return shown.questions if isinstance(shown, SelfTest) else [shown]


def _typed(kind: Any, value: Any) -> Any:
    """Return a field as it was before it was stored, a mapping as its pairs."""
    if "Mapping" not in str(kind) or value is None:
        return value
    return {tuple(key) if isinstance(key, list) else key: each for key, each in value}


def _ends(number: float, digits: int | None, tolerance: float) -> Interval:
    return (number - tolerance, number + tolerance) if digits is None else reach(number, digits)


def _find(answer: float, digits: int | None, because: str) -> None:
    """Refuse an answer that the words on it do not state: one of the two is wrong."""
    low, high = _ends(answer, digits, 1e-9 * abs(answer))
    stated = re.findall(r"-?\d+\.?\d*", because.replace("−", "-").replace(",", ""))
    if not any(low <= float(each) <= high for each in stated):
        raise ValueError(f"what stands behind ! does not say {answer:g}")


def _asked_for(digits: int | None) -> list[Piece]:
    """Return to how many decimal places a number is asked for, once for all questions."""
    if not digits or digits < 0:
        return []
    return element("small", " " + word("oneDecimal" if digits == 1 else "decimals", count=digits))


def _range(slip: float | Interval) -> str:
    return "–".join(f"{each:.6g}" for each in (slip if isinstance(slip, Sequence) else [slip]))


def _need_text(name: str, text: str) -> None:
    if not isinstance(text, str) or not text.strip():
        raise ValueError(f"{name} of a question must be a text, got {text!r}")


def _need_words(name: str, words: Mapping[str, str], but: Sequence[str]) -> None:
    """Refuse options without words of their own, or that are already offered."""
    if not words and name != "distractors":
        raise ValueError(f"{name} of a question must name one option or more")
    for option, feedback in words.items():
        _need_text(f"{name}[{option!r}]", feedback)
        if option in but:
            raise ValueError(f"{name}: {option!r} is offered twice")
