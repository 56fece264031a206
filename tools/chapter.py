"""Start a chapter that passes every test: ``python -m tools.chapter 13-slug``.

Template files lie in ``tools/chapter_template``; `PLACES` says what becomes of each. The chapter's
text is cut into cells by lines ``+++ KIND``: ``markdown``, ``lesson``, or a kind of `kinds`.
"""

import keyword
import re
import sys
from pathlib import Path

import nbformat
from explorable.authoring import notebooks
from explorable.interaction import plug
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

PLACES = {
    "package.py.in": "code/descent/src/descent/explorers/MODULE/__init__.py",
    "explorer.py.in": "code/descent/src/descent/explorers/MODULE/MODULE_curve.py",
    "judge.py.in": "code/descent/src/descent/checks/MODULE.py",
    "test_explorer.py.in": "tests/unit/descent/explorers/test_MODULE.py",
}
DESCRIPTION = (
    ": replace this by a sentence or two, of 120 to 160 characters, that say what the chapter asks "
    "and what its readers will see and do."
)
"""What `chapters/pages.yml` says until an author does."""
_CUT = re.compile(r"^\+\+\+ (\w+)\n", re.MULTILINE)
_PAGES = re.compile(
    r"^      - file: chapters/(?P<number>\d\d)-.*\n(?:        +.*\n)*", re.MULTILINE
)
"""A chapter in the contents, with the pages behind it."""


def start(name: str, root: Path) -> list[Path]:
    """Write the files of a new chapter, enter it in the contents, and return what was written.

    Parameters
    ----------
    name : str
        Number and slug: ``13-calibration``.
    root : Path
        The book's folder.

    Raises
    ------
    ValueError
        If `name` has another form.
    FileExistsError
        If one of the files is there already; nothing is written then.
    """
    if not (match := re.fullmatch(r"(\d\d)-([a-z]+(?:-[a-z]+)*)", name)):
        raise ValueError(f"NAME must be a number and a slug, as in 13-calibration, got {name!r}")
    slug = match[2]
    if keyword.iskeyword(slug):
        raise ValueError(f"NAME names a Python module, which cannot be called {slug!r}")
    values = {
        "CHAPTER": name,
        "MODULE": slug.replace("-", "_"),
        "SLUG": slug.replace("-", " "),
        "TITLE": slug.replace("-", " ").capitalize(),
    }
    template = root / "tools" / "chapter_template"
    texts = {
        root / _fill(target, values): _fill((template / source).read_text("utf-8"), values)
        for source, target in PLACES.items()
    }
    chapter = root / "chapters" / f"{name}.ipynb"
    if there := [path for path in (chapter, *texts) if path.exists()]:
        raise FileExistsError(f"{there[0].relative_to(root)} is there already; choose another NAME")
    for path, text in texts.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    notebook = _notebook(_fill((template / "chapter.md.in").read_text("utf-8"), values))
    nbformat.write(notebook, chapter)
    _enter(root / "_toc.yml", name, f"{int(match[1])} {values['TITLE']}")
    _append(
        root / "chapters/pages.yml", f'{name}:\n  description: "{values["TITLE"]}{DESCRIPTION}"'
    )
    formula = f"eq-{values['MODULE']}-probability"
    _append(root / "chapters/formulas.yml", f"{formula}: probability of {values['SLUG']}")
    return [chapter, *texts]


def _append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(f"{text}\n")


def _fill(text: str, values: dict[str, str]) -> str:
    for placeholder, value in values.items():
        text = text.replace(placeholder, value)
    return text


def _notebook(text: str) -> NotebookNode:
    first, *rest = _CUT.split(text)
    cells = [new_markdown_cell(first.strip())]
    for kind, source in zip(rest[::2], rest[1::2], strict=True):
        if kind == "markdown":
            cells.append(new_markdown_cell(source.strip()))
        else:
            tags = {} if kind == "lesson" else {"tags": [kind]}
            cells.append(new_code_cell(source.strip(), metadata=tags))
    return new_notebook(cells=cells)


def _enter(contents: Path, name: str, title: str) -> None:
    """Add the chapter behind the last one, with its pages, that has its number or a lower one."""
    text = contents.read_text("utf-8")
    before = [match for match in _PAGES.finditer(text) if match["number"] <= name[:2]]
    position = before[-1].end() if before else text.index("      - file: ")
    entry = f"      - file: chapters/{name}\n        title: {title}\n"
    contents.write_text(text[:position] + entry + text[position:], encoding="utf-8", newline="\n")


def main() -> None:
    """Start the chapter named on the command line and run its notebook."""
    try:
        written = start("".join(sys.argv[1:]), Path())
    except (ValueError, FileExistsError) as error:
        sys.exit(str(error))
    plug.into_kernels(Path(".cache", "ipython"))
    notebooks.store(written[0])
    print("Written, and entered in _toc.yml:", *written, sep="\n  ")
    print(f"Try `make check CHAPTER={sys.argv[1]}`, then write.")


if __name__ == "__main__":
    main()
