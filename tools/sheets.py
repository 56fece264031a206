"""Exercise sheets of the built book: ``python -m tools.sheets _build/html _build/sheets``.

A sheet is a page of HTML for each chapter, and one with solutions: the exercises with their numbers
and formulas as the site has them, questions with boxes to tick, room to write, hints at the end.
`make handouts` prints them as PDF.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from explorable.sphinx.numbering import chapter_of

from tools.exercises import parts

STYLE = Path(__file__).with_name("sheets.css")
PIECES = (
    ".exercise.admonition, .cell.tag_exercise, .cell.tag_solution, .explorable-ask, "
    "details.sd-dropdown"
)
FREE = 8
LINES = {"compute": 4, "code": 10, "prove": FREE, "explain": FREE}
"""How many lines there are to write on: an exercise has `FREE` of them, a question none."""
_CLASSES = {"exercise", "admonition"}
_ANSWER = re.compile(r"Answer|An answer|A proof|A solution")
_NUMBERS = re.compile(r"Your numbers: .+(?=\. Put your answer)")


@dataclass
class Item:
    """An exercise of a sheet, or a question that stands alone; all texts are HTML."""

    title: str
    words: list[str]
    text: str
    lines: int = FREE
    stub: str = ""
    hints: list[str] = field(default_factory=list)
    solution: str = ""


def items(page: str) -> tuple[list[Item], list[Item]]:
    """Return the exercises of a built page, and its other questions.

    Parameters
    ----------
    page : str
        HTML, as the site has it.
    """
    soup = BeautifulSoup(page, "html.parser")
    exercises: list[Item] = []
    alone: list[Item] = []
    for piece in soup.select(PIECES):
        if "exercise" in classes(piece):
            exercises.append(_exercise(piece))
        elif "explorable-ask" in classes(piece):
            question = _question(piece, len(alone) + 1)
            if exercises and belongs(piece):
                _ask(exercises[-1], question)
            else:
                alone.append(question)
        elif exercises:
            _add(exercises[-1], piece)
    return exercises, alone


def _exercise(box: Tag) -> Item:
    words = [each for each in classes(box) if each not in _CLASSES]
    title = one(box, ".caption-number").get_text().strip()
    lines = next((LINES[word] for word in words if word in LINES), FREE)
    return Item(title, words, _plain(one(box, "#exercise-content")), lines)


def belongs(question: Tag) -> bool:
    """Whether a question stands right below an exercise, and so is what it asks."""
    cell = question.find_parent(class_="tag_question")
    above = cell and cell.find_previous_sibling()
    return above is not None and "exercise" in classes(above)


def _question(ask: Tag, number: int) -> Item:
    """Return a question without what its folds hold: a hint, and the answer."""
    ask, kind = copy(ask), str(ask["data-ask"])
    hint, answer = ("".join(_taken(ask, f".explorable-{each}")) for each in ("help", "answer"))
    return Item(
        f"Question {number}",
        [],
        f'<div data-ask="{kind}">{_plain(ask)}</div>',
        LINES.get(kind, 0),
        hints=[hint] if hint else [],
        solution=answer,
    )


def _taken(ask: Tag, fold: str) -> Iterator[str]:
    """Take a fold out of a question, and return what it holds."""
    for each in ask.select(f"details{fold}"):
        one(each, "summary").decompose()
        yield _plain(each.extract())


def _ask(exercise: Item, question: Item) -> None:
    exercise.text += question.text
    exercise.lines, exercise.solution = question.lines, question.solution
    exercise.hints += question.hints


def _add(exercise: Item, piece: Tag) -> None:
    """Add a cell or a fold below an exercise to it."""
    if piece.name == "details":
        title = one(piece, "summary").get_text().strip()
        inside = _plain(one(piece, ".sd-summary-content"))
        if title.startswith("Hint"):
            exercise.hints.append(inside)
        elif _ANSWER.fullmatch(title):
            exercise.solution = exercise.solution or inside
        return
    code, check = parts(one(piece, ".cell_input pre").get_text())
    numbers = _NUMBERS.search(piece.get_text())
    if "tag_solution" in classes(piece):
        computed = "".join(map(str, piece.select(".explorable-verdict")))
        output = computed if "compute" in exercise.words else ""
        exercise.solution = exercise.solution or f"<pre>{escape(code or check)}</pre>{output}"
        exercise.lines = max(exercise.lines, len(code.splitlines()) + 3)
    elif numbers:  # paper cannot draw others
        exercise.text += f"<p>{escape(numbers[0])}.</p>"
    elif "def " in code:
        exercise.stub = f"<pre>{escape(code.partition(' ...')[0])}</pre>"


def one(tag: Tag, selector: str) -> Tag:
    """Return the first part of this kind.

    Raises
    ------
    ValueError
        If there is none: the site is built in another way.
    """
    if (match := tag.select_one(selector)) is None:
        raise ValueError(f"a built page has {selector} in {str(tag)[:90]!r}, got none")
    return match


def classes(tag: Tag) -> list[str]:
    """Return the classes of a tag."""
    return [str(each) for each in tag.get_attribute_list("class")]


def _plain(tag: Tag) -> str:
    """Return what a tag holds as paper needs it: no links, no names."""
    tag = copy(tag)
    for link in tag.select(".headerlink"):
        link.decompose()
    for link in tag.find_all("a"):
        link.unwrap()
    for each in tag.find_all(id=True):
        del each["id"]
    return tag.decode_contents().strip()


def sheet(title: str, pages: Iterable[str], solutions: bool) -> str:
    """Return a sheet: the exercises of a chapter's pages, its other questions, and hints.

    Parameters
    ----------
    title : str
    pages : iterable of str
        The chapter's built pages in order.
    solutions : bool
        Whether solutions take the place of room and hints.
    """
    parsed = [items(page) for page in pages]
    exercises = [item for page, _ in parsed for item in page]
    questions = [item for _, page in parsed for item in page]
    for number, question in enumerate(questions, start=1):
        question.title = f"Question {number}"
    body = "".join(_section(item, solutions) for item in exercises)
    if questions:
        body += "<h2>Questions</h2>" + "".join(_section(item, solutions) for item in questions)
    if not solutions:
        body += _hints([*exercises, *questions])
    name = f"{title}: exercises{' and solutions' if solutions else ''}"
    return _PAGE.format(title=escape(name), style=STYLE.read_text("utf-8"), body=body)


_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<title>{title}</title>
<link rel="stylesheet" href="../html/_static/temml/temml.css">
<style>
{style}</style>
<h1>{title}</h1>
<p class="note">Formulas and theorems have the numbers of the book.</p>
{body}
</html>
"""


def _section(item: Item, solutions: bool) -> str:
    words = f" <small>{' · '.join(item.words)}</small>" if item.words else ""
    stub = "" if solutions else item.stub
    text = f'<div class="asked"><h3>{item.title}{words}</h3>{item.text}{stub}</div>'
    if solutions:
        return f'<section>{text}<div class="solution">{item.solution}</div></section>'
    return f"<section>{text}{'<div class=line></div>' * item.lines}</section>"


def _hints(listed: list[Item]) -> str:
    """Return the hints of a sheet, each after the title that it helps with."""
    sections = "".join(
        f"<section><h3>{item.title}</h3><ol>{''.join(f'<li>{hint}</li>' for hint in item.hints)}"
        "</ol></section>"
        for item in listed
        if item.hints
    )
    return f'<div class="hints"><h2>Hints</h2>{sections}</div>' if sections else ""


def write(site: Path, folder: Path) -> list[Path]:
    """Write the sheets of each chapter of a built book, and return their files."""
    chapters: dict[int, list[Path]] = defaultdict(list)
    for page in sorted(site.glob("chapters/[0-9]*.html"), key=lambda page: page.stem):
        chapters[chapter_of(page.name) or 0].append(page)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for number, paths in chapters.items():
        pages = [path.read_text("utf-8") for path in paths]
        heading = one(BeautifulSoup(pages[0], "html.parser"), "article h1")
        title = f"{number} {heading.find(string=True)}"
        for solutions, ending in ((False, ""), (True, "-solutions")):
            written.append(folder / f"{paths[0].stem}{ending}.html")
            written[-1].write_text(sheet(title, pages, solutions), encoding="utf-8")
    return written


def main() -> None:
    """Write the sheets of the book named on the command line."""
    site, folder = map(Path, sys.argv[1:])
    if not write(site, folder):
        sys.exit(f"{site} has no chapters: run `make build`")


if __name__ == "__main__":
    main()
