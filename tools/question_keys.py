"""Keys of the questions: what is right and what is offered, as somebody has reviewed it.

A falsehood in a question is noticed by the question itself, which can no longer be read (its
evidence fails, its two programs agree, its words state another number, its slips meet), or by its
key. Whoever has looked at what changed writes the keys anew: ``python -m tools.question_keys``.
"""

import json
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import nbformat
from explorable.identity import identity
from explorable.question import Question
from explorable.question.digest import plain
from explorable.question.kinds import restored
from explorable.stored import asked

BOOK = Path(__file__).parents[1]
REVIEWED = BOOK / "tests" / "unit" / "chapters" / "reviewed.json"
_TEXT_FIELDS = {*(each.name for each in fields(Question)), "otherwise"}
"""Fields that are words alone."""


def key(question: Question) -> str:
    """Return a short name of what is right in a question, which no change of its words changes."""
    values = {each.name: getattr(question, each.name) for each in fields(question)}
    answers = {name: _offered(value) for name, value in values.items() if name not in _TEXT_FIELDS}
    return identity(json.dumps([question.kind, plain(answers)], ensure_ascii=False))


def _offered(value: Any) -> Any:
    """Return the answers to which a question has words, without these."""
    worded = isinstance(value, Mapping) and all(isinstance(each, str) for each in value.values())
    return list(value) if worded else value


def keys_of(path: Path) -> list[str]:
    """Return the keys of a page's questions in order, as their cells store them."""
    stored = map(asked, nbformat.read(path, as_version=4).cells)
    shown = (restored(data) for data in stored if data)
    return [key(question) for each in shown for question in each.questions]


def main() -> None:
    """Write the keys of all pages that ask something anew."""
    keys = {path.stem: keys_of(path) for path in sorted(BOOK.glob("chapters/[0-9]*.ipynb"))}
    data = {page: listed for page, listed in keys.items() if listed}
    REVIEWED.write_text(json.dumps(data, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
