"""The questions of a page for Moodle: ``python -m tools.quiz chapters folder 03-softmax``.

Writes ``folder/03-softmax.xml``, which a teacher imports into a bank of questions. A question that
answers an exercise brings along what the exercise asks.
"""

import re
import sys
from pathlib import Path

import nbformat
from explorable.bundle.download import store
from explorable.question.inline import inline
from explorable.question.kinds import restored
from explorable.question.moodle import write
from explorable.stored import asked

from tools.exercises import exercises
from tools.references import References, collect

_NEAR = re.compile(r'<a href="(?!\w+:)[^"]*">(.*?)</a>', re.DOTALL)
"""A link to another page of the book, which Moodle does not have."""
_DISPLAY = re.compile(r"^\$\$\n?(.*?)\n?\$\$(?: \([\w-]+\))?$", re.DOTALL)


def quiz(path: Path, references: References) -> str:
    """Return the questions of a notebook as Moodle's XML.

    Parameters
    ----------
    path : Path
    references : References
        Of the book, for numbers in the texts of exercises.
    """
    notebook = nbformat.read(path, as_version=4)
    texts = {
        each.question.digest: _html(references.named(references.cited(each.text)))
        + (f"<p>{inline(each.question.prompt)}</p>" if each.question.prompt else "")
        for each in exercises(notebook)
        if each.question
    }
    stored = (data for cell in notebook.cells if (data := asked(cell)))
    questions = [question for data in stored for question in restored(data).questions]
    title = notebook.cells[0].source.partition("\n")[0].removeprefix("# ")
    return write(questions, title, texts)


def _html(text: str) -> str:
    """Return paragraphs and displayed formulas as HTML, with the words of links to other pages."""
    blocks = re.split(r"\n\s*\n", text)
    html = "".join(
        f"<p>\\[{display[1]}\\]</p>"
        if (display := _DISPLAY.match(block))
        else f"<p>{inline(block)}</p>"
        for block in blocks
    )
    return _NEAR.sub(r"\1", html)


def main() -> None:
    """Write the quiz of the page named on the command line."""
    book, folder, page = sys.argv[1:]
    target = Path(folder, f"{page}.xml")
    store(quiz(Path(book, f"{page}.ipynb"), collect(Path(book))).encode(), target)
    print(target)


if __name__ == "__main__":
    main()
