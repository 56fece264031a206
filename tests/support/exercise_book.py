"""A book of one chapter with an exercise of each form."""

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

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
        tagged("questions.sums.why", "question", "remove-input"),
        new_markdown_cell(ALONE),
        tagged("questions.sums.other", "question", "remove-input"),
    ]
    nbformat.write(new_notebook(cells=cells), folder / "03-sums.ipynb")
    return folder / "03-sums.ipynb"
