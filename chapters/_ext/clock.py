"""How long a page takes, with all that there is to read, to move, to answer and to solve.

The rates were set so that the sum is what a student's clock said, who worked through four chapters
with everything in 65, 80, 80 and 105 minutes.
"""

import re
from collections import Counter
from itertools import takewhile

from explorable import stored
from nbformat import NotebookNode

MINUTES = {
    "words": 1 / 130,  # a textbook that is studied, a third slower than a story
    "symbols": 1 / 120,  # of formulas, in proofs too: half a second to find each one's meaning
    "lines": 1 / 5,  # of open code, to see which formula each is
    "folded": 1 / 60,  # words of hints and solutions, which are compared with one's own
    "explorers": 3.5,  # its question, its controls, its presets
    "guesses": 2.5,  # to make up one's mind, and to see why not
    "questions": 0.8,
    "exercises": 6,
}
"""What one of each takes."""

_FENCE = re.compile(
    r"^(?P<fence>`{3,}|:{3,})\{(?P<name>[\w:-]+)\} ?(?P<title>.*)\n(?P<options>(?::.*\n)*)"
    r"(?P<body>(?:.*\n)*?)(?P=fence) *$",
    re.MULTILINE,
)
_MARKS = re.compile(r"^(`{3,}|:{3,}).*$|^:[\w-]+:.*$", re.MULTILINE)
_FOLDED = {"dropdown", "hint", "solution"}
_FORMULA = re.compile(r"\$\$.*?\$\$|\$[^$]+\$", re.DOTALL)
_SYMBOL = re.compile(r"\\[a-zA-Z]+|[^\s\\{}$&^_]")
_NOT_READ = {"exercise", "hide-cell", "hide-input", "question"}
"""Tags of cells whose code a reader of the page need not read."""


FURTHER = "## For those who read *Deeper*"
"""The heading of what a page of practice folds: it needs more than the chapter."""


def minutes(notebook: NotebookNode) -> int:
    """Return how long a page takes with everything above `FURTHER`, to 5 minutes."""
    cells = list(takewhile(lambda cell: FURTHER not in cell.source, notebook.cells))
    counted = count(NotebookNode(cells=cells))
    whole = sum(MINUTES[each] * number for each, number in counted.items())
    return max(5, 5 * round(whole / 5))


def count(notebook: NotebookNode) -> Counter[str]:
    """Return how many of each of `MINUTES` a page has; proofs and what tells an answer are read."""
    cells = notebook.cells
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown") + "\n"
    code = [cell for cell in cells if cell.cell_type == "code"]
    tags = [set(cell.metadata.get("tags", [])) for cell in code]
    read = _without_folds(text)
    formulas = "".join(_FORMULA.findall(read))
    figures = [spec for spec, _ in stored.explorers(code)]
    visible = [
        cell for cell, cell_tags in zip(code, tags, strict=True) if not cell_tags & _NOT_READ
    ]
    return Counter(
        words=_words(_FORMULA.sub(" ", read)),
        symbols=len(_SYMBOL.findall(formulas)),
        lines=sum(bool(line.strip()) for cell in visible for line in cell.source.splitlines()),
        folded=_words(text) - _words(read),
        explorers=len(figures),
        guesses=sum("predict" in spec for spec in figures),
        questions=sum("question" in cell_tags for cell_tags in tags),
        exercises=text.count("{exercise}"),
    )


def _words(text: str) -> int:
    return len(_MARKS.sub("", text).split())


def _without_folds(text: str) -> str:
    """Return Markdown without what a page shows folded, at any depth, but for proofs."""

    def read(fence: re.Match) -> str:
        folded = fence["name"] in _FOLDED or "dropdown" in fence["options"]
        read_all = fence["title"].startswith("Proof") or "explorable-told" in fence["options"]
        return "" if folded and not read_all else _FENCE.sub(read, fence["body"])

    return _FENCE.sub(read, text)
