"""Questions that a teacher has written for jupyterquiz, read from its JSON, and ours written so.

Choices keep the feedback of each wrong answer; that of the right ones is said at the end. A
numeric question has one right value, to `precision` decimals, or one right range. What has no
counterpart here (questions of the type ``string``, two right answers) is told with its place.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from explorable.question.kinds import Choice, Number, Question
from explorable.question.parts import ends
from explorable.words import word


class Quiz(NamedTuple):
    """What was read of a quiz.

    Attributes
    ----------
    questions : list of Question
        Those that have a counterpart here, in their order.
    left_out : list of str
        For each of the others its place and the reason.
    """

    questions: list[Question]
    left_out: list[str]


def read(source: str | Path | Sequence[Mapping[str, Any]]) -> Quiz:
    """Return the questions of a file of jupyterquiz, or of what such a file holds.

    Parameters
    ----------
    source : str, Path, or sequence of mapping

    Returns
    -------
    Quiz
        What can be read, and a line for each question that cannot.

    Raises
    ------
    ValueError
        If it is no list of questions.

    Examples
    --------
    >>> answers = [{"answer": "2", "correct": True}, {"answer": "3", "correct": False}]
    >>> choice = {"question": "1 + 1?", "type": "multiple_choice", "answers": answers}
    >>> quiz = read([choice, {"question": "Who?", "type": "string"}])
    >>> quiz.questions[0].right, quiz.questions[0].wrong
    ('2', {'3': 'That’s not it.'})
    >>> quiz.left_out
    ["question 2: the type 'string' is none of multiple_choice, many_choice, numeric"]
    """
    if isinstance(source, str | Path):
        source = json.loads(Path(source).read_text("utf-8"))
    if not isinstance(source, Sequence):
        raise ValueError(f"a quiz is a list of questions, got {type(source).__name__}")
    quiz = Quiz([], [])
    for number, data in enumerate(source, start=1):
        try:
            quiz.questions.append(_question(data))
        except KeyError as missing:
            quiz.left_out.append(f"question {number}: {missing} is missing")
        except (TypeError, ValueError) as error:
            quiz.left_out.append(f"question {number}: {error}")
    return quiz


def write(questions: Iterable[Question]) -> list[dict[str, Any]]:
    """Return choices and numbers as jupyterquiz has them; it knows no other of our kinds.

    Examples
    --------
    >>> asked = Choice("1 + 1?", right="2", wrong={"3": "One less."}, because="So it is.")
    >>> read(write([asked])).questions == [asked]
    True
    """
    known = [each for each in questions if isinstance(each, Choice | Number)]
    return [
        _from_choice(each) if isinstance(each, Choice) else _from_number(each) for each in known
    ]


def _from_choice(asked: Choice) -> dict[str, Any]:
    right = {"answer": asked.right, "correct": True, "feedback": asked.because}
    wrong = [{"answer": a, "correct": False, "feedback": said} for a, said in asked.wrong.items()]
    code = {"code": asked.program} if asked.program else {}
    return {"question": asked.text, "type": "multiple_choice", "answers": [right, *wrong], **code}


def _from_number(asked: Number) -> dict[str, Any]:
    said = {asked.answer: asked.because, **asked.slips}
    answers: list[dict[str, Any]] = [
        {
            "type": "range",
            "range": list(ends(number, asked.digits, asked.tolerance)),
            "correct": number == asked.answer,
            "feedback": words,
        }
        for number, words in said.items()
    ]
    answers.append({"type": "default", "feedback": asked.otherwise})
    return {
        "question": " ".join([asked.text, asked.unit]).strip(),
        "type": "numeric",
        "answers": answers,
    }


def _question(data: Mapping[str, Any]) -> Question:
    kind = data["type"]
    if kind not in _KINDS:
        raise ValueError(f"the type {kind!r} is none of {', '.join(_KINDS)}")
    return _KINDS[kind](data)


def _multiple_choice(data: Mapping[str, Any]) -> Choice:
    right, wrong = _parted(data)
    if len(right) != 1:
        raise ValueError(f"a choice has one correct answer, got {len(right)}")
    because = _because(right)
    return Choice(_prompt(data), right=_option(right[0]), wrong=_words(wrong), because=because)


def _numeric(data: Mapping[str, Any]) -> Number:
    default = [each for each in data["answers"] if each.get("type") == "default"]
    right, wrong = _parted(data, but=default)
    if not right:
        raise ValueError("no answer is correct")
    half = 0.5 * 10.0 ** -data["precision"] if "precision" in data else 0.0
    low, high = _bounds(right[0], half)
    for other in right[1:]:
        if not low <= _bounds(other, 0)[0] <= high:
            raise ValueError(f"a second number is correct, {other}; there can be one")
    return Number(
        _prompt(data),
        answer=(low + high) / 2,
        tolerance=(high - low) / 2,
        slips={_slip(each): _feedback(each) for each in wrong},
        otherwise=_feedback(default[0]) if default else word("notIt"),
        because=_because(right),
    )


_KINDS = {"multiple_choice": _multiple_choice, "many_choice": _multiple_choice, "numeric": _numeric}


def _parted(data: Mapping[str, Any], but: Sequence = ()) -> tuple[list[Mapping], list[Mapping]]:
    """Return the answers that are correct, and the others."""
    answers = [each for each in data["answers"] if each not in but]
    right = [each for each in answers if each["correct"]]
    return right, [each for each in answers if each not in right]


def _prompt(data: Mapping[str, Any]) -> str:
    code = f" `{data['code']}`" if "code" in data else ""
    return _inline(data["question"]) + code


def _option(answer: Mapping[str, Any]) -> str:
    code = f"`{answer['code']}`" if "code" in answer else ""
    option = " ".join(filter(None, [_inline(str(answer.get("answer", ""))), code]))
    if not option:
        raise KeyError("answer")
    return option


def _words(wrong: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    return {_option(each): _feedback(each) for each in wrong}


def _feedback(answer: Mapping[str, Any]) -> str:
    return _inline(answer.get("feedback") or word("notIt"))


def _because(right: Sequence[Mapping[str, Any]]) -> str:
    """Return what the correct answers say, each once; or what they are."""
    said = dict.fromkeys(_inline(each.get("feedback", "")) for each in right)
    return " ".join(filter(None, said)) or "; ".join(map(_shown, right))


def _shown(answer: Mapping[str, Any]) -> str:
    return str(answer.get("value", answer.get("range"))) if _is_number(answer) else _option(answer)


def _is_number(answer: Mapping[str, Any]) -> bool:
    return "value" in answer or "range" in answer


def _bounds(answer: Mapping[str, Any], half: float) -> tuple[float, float]:
    if "range" in answer:
        low, high = map(float, answer["range"])
        return low, high
    return float(answer["value"]) - half, float(answer["value"]) + half


def _slip(answer: Mapping[str, Any]) -> float | tuple[float, float]:
    return _bounds(answer, 0) if "range" in answer else float(answer["value"])


def _inline(text: str) -> str:
    """Return a text of one line; a formula on a line of its own stands in it."""
    return " ".join(text.replace("$$", "$").split())
