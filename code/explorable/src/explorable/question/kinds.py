"""The kinds of questions: what is asked, what is right, and what each wrong answer shows."""

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from itertools import pairwise
from typing import ClassVar

from explorable.question.digest import Asked, plain, prompt
from explorable.question.parts import ends, order
from explorable.question.shown import Shown


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

    def __post_init__(self):
        _need_text("because", self.because)

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

    def __post_init__(self):
        super().__post_init__()
        _need_words("wrong", self.wrong, but=[self.right])


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

    def __post_init__(self):
        super().__post_init__()
        _need_text("otherwise", self.otherwise)
        for slip, words in self.slips.items():
            _need_text(f"slips[{slip}]", words)
        named = {"the answer": self.answer} | {f"the slip {each}": each for each in self.slips}
        met = sorted(
            (ends(number, self.digits, self.tolerance), name) for name, number in named.items()
        )
        for ((_, high), name), ((low, _), other) in pairwise(met):
            if low <= high:
                raise ValueError(f"{name} and {other} meet, between {low:g} and {high:g}")


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

    def __post_init__(self):
        super().__post_init__()
        if len(self.lines) < 2 or len(set(self.lines)) < len(self.lines):
            raise ValueError(f"lines must be two or more, all different, got {list(self.lines)}")
        _need_words("distractors", self.distractors, but=self.lines)
        for line, before in self.order.items():
            if any(not 0 <= each < line for each in before):
                raise ValueError(f"needs: line {line} can need only lines above it, got {before}")

    @property
    def order(self) -> dict[int, list[int]]:
        """Which lines each line must follow."""
        return order(self.lines, self.needs)


@dataclass(frozen=True, kw_only=True)
class Match(Question):
    """Each thing on the left has its partner on the right.

    Parameters
    ----------
    pairs : mapping of str to str
        Left to right, all different.
    extra : sequence of str
        What is offered on the right besides, and belongs to nothing.
    words : mapping of str to str
        By the left: what a wrong partner shows.
    """

    pairs: Mapping[str, str]
    extra: Sequence[str] = ()
    words: Mapping[str, str]
    kind = "match"

    def __post_init__(self):
        super().__post_init__()
        offered = [*self.pairs.values(), *self.extra]
        if len(self.pairs) < 2 or len(set(offered)) < len(offered):
            raise ValueError(f"pairs must be two or more with different partners, got {offered}")
        _need_words("words", self.words)
        if self.words.keys() != self.pairs.keys():
            raise ValueError(f"words: one for each of {list(self.pairs)}, got {list(self.words)}")


@dataclass(frozen=True, kw_only=True)
class Output(Question):
    """What a program prints.

    Parameters
    ----------
    code : str
    prints : str
        Compared line by line; spaces at the ends and the number of spaces between words are free.
    slips : mapping of str to str
        What a typical slip would print, and what it shows.
    otherwise : str
        Said of any other text.
    """

    code: str
    prints: str
    slips: Mapping[str, str] = field(default_factory=dict)
    otherwise: str
    kind = "output"

    def __post_init__(self):
        super().__post_init__()
        for name in ("code", "prints", "otherwise"):
            _need_text(name, getattr(self, name))
        _need_words("slips", self.slips, but=[self.prints], some=False)


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

    def __post_init__(self):
        super().__post_init__()
        if not self.must:
            raise ValueError("must: an answer has to contain something, got nothing")


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

    @property
    def asked(self) -> Asked:
        """Its questions."""
        return {"questions": [question.asked for question in self.questions]}

    @property
    def text(self) -> str:
        """The prompts, one a line."""
        return "\n".join(question.text for question in self.questions)


def _need_text(name: str, text: str) -> None:
    if not isinstance(text, str) or not text.strip():
        raise ValueError(f"{name} of a question must be a text, got {text!r}")


def _need_words(
    name: str, words: Mapping[str, str], but: Sequence[str] | Mapping = (), *, some: bool = True
) -> None:
    """Refuse options without words of their own, or that are already offered."""
    if some and not words and name != "distractors":
        raise ValueError(f"{name} of a question must name one option or more")
    for option, said in words.items():
        _need_text(f"{name}[{option!r}]", said)
        if option in but:
            raise ValueError(f"{name}: {option!r} is offered twice")
