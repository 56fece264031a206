"""A book of one chapter with an exercise of each form."""

from pathlib import Path

import nbformat
from explorable.question import Choice
from explorable.stored import DATA
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

ODDS = """\
Prose, and a formula:

$$
a + b
$$ (sum)

```{exercise}
:label: ex-odds
:class: code middle
Add two numbers by {eq}`sum`.
```"""
HINTS = """\
````{dropdown} Hint 1
Use `+`.
````

````{dropdown} Hint 2
See {cite}`doe2020`.
````

**A solution**"""
EXPLAIN = """\
```{exercise}
:label: ex-why
:class: explain hard
Why is it so?
```"""
ALONE = """\
```{exercise}
:label: ex-alone
Think of {prf:ref}`ex-odds`.
```

More prose."""


def tagged(source, *tags):
    return new_code_cell(source, metadata={"tags": list(tags)})


def asking(question):
    """Return a cell as it is stored: with the data of what it asks."""
    cell = tagged("ask('?')", "question", "remove-input")
    data = {name: question._repr_mimebundle_()[name] for name in ("text/plain", DATA)}
    cell.outputs = [new_output("execute_result", data)]
    return cell


def write_book(folder: Path) -> Path:
    """Write the book and return its notebook's file."""
    folder.mkdir()
    work = "@misc{doe2020, author={Jane Doe}, title={Sums}, year={2020}}"
    (folder / "references.bib").write_text(work)
    cells = [
        new_markdown_cell("# Sums\n\nAbout."),
        new_code_cell("from descent import checks"),
        new_code_cell("unneeded = 1"),
        new_code_cell("needed = 0"),
        new_markdown_cell(ODDS),
        tagged("def add(a, b): ...  # your code here\n\n\nchecks.sums.odds(add)", "exercise"),
        new_markdown_cell(HINTS),
        tagged("def add(a, b):\n    return needed + a + b\n\n\nchecks.sums.odds(add)", "solution"),
        new_markdown_cell(EXPLAIN),
        asking(Choice("Say *why*.", right="Odd", wrong={"Even": "MODEL"}, because="MODEL")),
        new_markdown_cell(ALONE),
        asking(Choice("Other?", right="Yes", wrong={"No": "Yes."}, because="So.")),
    ]
    nbformat.write(new_notebook(cells=cells), folder / "03-sums.ipynb")
    return folder / "03-sums.ipynb"
