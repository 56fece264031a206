"""Questions that a teacher has written for jupyterquiz, read from its JSON.

Choices keep the feedback of each wrong answer; that of the right ones is said at the end. A
numeric question has one right value, to `precision` decimals, or one right range. What has no
counterpart here (questions of the type ``string``, two right answers) is refused by its place.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from explorable.question.kinds import Choice, Number, Question
from explorable.words import word


def read(source: str | Path | Sequence[Mapping[str, Any]]) -> list[Question]:
    """Return the questions of a file of jupyterquiz, or of what such a file holds.

    Parameters
    ----------
    source : str, Path, or sequence of mapping

    Raises
    ------
    ValueError
        If something is not understood; it names the question.

    Examples
    --------
    >>> answers = [{"answer": "2", "correct": True}, {"answer": "3", "correct": False}]
    >>> (asked,) = read([{"question": "1 + 1?", "type": "multiple_choice", "answers": answers}])
    >>> asked.right, asked.wrong
    ('2', {'3': 'That is not it.'})
    """
    if isinstance(source, str | Path):
        source = json.loads(Path(source).read_text("utf-8"))
    if not isinstance(source, Sequence):
        raise ValueError(f"a quiz is a list of questions, got {type(source).__name__}")
    return [_question(number, data) for number, data in enumerate(source, start=1)]


def _question(number: int, data: Mapping[str, Any]) -> Question:
    try:
        kind = data["type"]
        if kind not in _KINDS:
            raise ValueError(f"the type {kind!r} is none of {', '.join(_KINDS)}")
        return _KINDS[kind](data)
    except KeyError as missing:
        raise ValueError(f"question {number}: {missing} is missing") from None
    except (TypeError, ValueError) as error:
        raise ValueError(f"question {number}: {error}") from None


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
