"""The key of each question: what is right and what is offered, as somebody has reviewed it.

A falsehood in a question is noticed by the question itself, which can no longer be read (its
evidence fails, its two programs agree, its words state another number, its slips meet), or by its
key. Whoever has looked at what changed writes the keys anew, by running this file.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from asking import cells_of, define, is_asking, show
from explorable.identity import identity
from explorable.question.digest import Asked

CHAPTERS = Path(__file__).parents[2] / "chapters"
REVIEWED = Path(__file__).parents[1] / "chapters" / "reviewed.json"
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


def asked_on(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the cells of a page that ask, and the names that each knows."""
    names: dict[str, Any] = {}
    for cell in cells_of(path):
        if is_asking(cell):
            yield cell.source, dict(names)
        elif cell.cell_type == "code":
            define(cell.source, names)


def keys(source: str, names: dict[str, Any]) -> list[str]:
    """Return the keys of what a cell asks."""
    return [key(each.asked) for each in show(source, dict(names)).questions]


def keys_of(path: Path) -> list[str]:
    """Return the keys of a page, in order."""
    return [each for source, names in asked_on(path) for each in keys(source, names)]


def pages() -> list[Path]:
    """Return the pages that ask something."""
    paths = sorted(CHAPTERS.glob("[0-9]*.ipynb"))
    return [path for path in paths if any(map(is_asking, cells_of(path)))]


def main() -> None:
    """Write the keys anew."""
    data = {path.stem: keys_of(path) for path in pages()}
    REVIEWED.write_text(json.dumps(data, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
