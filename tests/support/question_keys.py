"""The key of each question: what is right and what is offered, as somebody has reviewed it.

A falsehood in a question is noticed by the question itself, which can no longer be read (its
evidence fails, its two programs agree, its words state another number, its slips meet), or by its
key. Whoever has looked at what changed writes the keys anew, by running this file.
"""

import json
from pathlib import Path

from asking import cells_that_ask, shown_by
from explorable.identity import identity
from explorable.question.digest import Asked

CHAPTERS = Path(__file__).parents[2] / "chapters"
REVIEWED = Path(__file__).parents[1] / "unit" / "chapters" / "reviewed.json"
_RIGHT = {
    "choice": ("right", "wrong", "program"),
    "number": ("answer", "digits", "tolerance", "unit", "slips"),
    "lines": ("lines", "needs", "distractors"),
    "explain": ("must",),
}
"""What of a question is right, and what else is offered; all other fields are words."""


def key(asked: Asked) -> str:
    """Return a short name of what is right in a question, which no change of its words changes."""
    answers = {name: asked[name] for name in _RIGHT[asked["kind"]]}
    for name in ("wrong", "slips", "distractors"):
        if name in answers:
            answers[name] = [option for option, _ in answers[name]]
    return identity(json.dumps([asked["kind"], answers], ensure_ascii=False))


def keys_of(path: Path) -> list[str]:
    """Return the keys of a page, in order."""
    return [key(each.asked) for _, shown in shown_by(path) for each in shown.questions]


def main() -> None:
    """Write the keys of all pages that ask something anew."""
    pages = [path for path in sorted(CHAPTERS.glob("[0-9]*.ipynb")) if cells_that_ask(path)]
    data = {path.stem: keys_of(path) for path in pages}
    REVIEWED.write_text(json.dumps(data, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
