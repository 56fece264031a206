"""Chapters to hand out: ``python -m tools.handouts chapters handouts 03-softmax``.

The copies have no solutions and no stored answers; their text is plain Markdown, which any viewer
of notebooks shows.
"""

from argparse import ArgumentParser
from pathlib import Path

import nbformat
from explorable.sphinx.handout import without_solutions

from tools.plain import rewrite
from tools.references import collect


def write(book: Path, folder: Path, pattern: str = "[0-9]*", hints: bool = True) -> list[Path]:
    """Write notebooks of the folder `book` into `folder` without their solutions.

    Parameters
    ----------
    book, folder : Path
    pattern : str
        Which notebooks: a name, or a pattern of names.
    hints : bool
        Whether hints stay.

    Returns
    -------
    list of Path
        What was written.

    Raises
    ------
    FileNotFoundError
        If the book has no such notebook.
    """
    paths = sorted(book.glob(f"{pattern}.ipynb"))
    if not paths:
        raise FileNotFoundError(f"CHAPTER must name a notebook of {book}, got {pattern!r}")
    references = collect(book)
    folder.mkdir(parents=True, exist_ok=True)
    for path in paths:
        handout = without_solutions(nbformat.read(path, as_version=4), hints)
        rewrite(handout, references, path.name)
        (folder / path.name).write_text(nbformat.writes(handout) + "\n", encoding="utf-8")
    return [folder / path.name for path in paths]


def main() -> None:
    """Write the handouts named on the command line, and name their files."""
    parser = ArgumentParser(prog="tools.handouts", description=__doc__)
    parser.add_argument("book", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("pattern", nargs="?", default="[0-9]*")
    parser.add_argument("--no-hints", action="store_true")
    given = parser.parse_args()
    try:
        written = write(given.book, given.folder, given.pattern, not given.no_hints)
    except FileNotFoundError as error:
        parser.exit(1, f"{error}\n")
    print("Written:", *written, sep="\n  ")


if __name__ == "__main__":
    main()
