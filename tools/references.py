"""What the book's files refer to in each other: numbers of theorems and formulas, and works."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import pybtex
from explorable.sphinx.numbering import chapter_of
from pybtex.database import Entry, parse_file
from pybtex.richtext import Text

_NUMBERED = re.compile(
    r"^`{3,}\{(?:prf:(?!proof)(?P<kind>\w+)|exercise)\}.*(?P<options>(?:\n:\w+:.*)*)$",
    re.MULTILINE,
)
_LABEL = re.compile(r"^:label: (\S+)$", re.MULTILINE)
_FORMULA = re.compile(r"^\$\$ \((\S+)\)$", re.MULTILINE)
_REFERENCE = re.compile(r"\{(?:prf:ref|ref|eq)\}`([^`]+)`")
_CITATION = re.compile(r"\{cite(?::p)?(?P<textual>:t)?\}`(?P<keys>[^`]+)`")


@dataclass
class References:
    """What the files of a book refer to, in each other and in the bibliography."""

    bibliography: Path
    targets: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The file of each label and what the site calls it: ``Theorem 3.4`` or ``(2)``."""
    before: dict[str, Counter] = field(default_factory=dict)
    """How many theorems and so on the pages of a file's chapter have before the file."""

    def __post_init__(self) -> None:
        self.works = parse_file(self.bibliography).entries

    def cited(self, text: str) -> str:
        """Return the Markdown with its citations written out.

        Raises
        ------
        KeyError
            If a work is not in the bibliography.
        """
        return _CITATION.sub(self._cite, text)

    def named(self, text: str, file: str = "") -> str:
        """Return the Markdown with the names of what it refers to, such as ``Theorem 3.4``.

        Parameters
        ----------
        text : str
        file : str, optional
            Where the text stands: references to other files are links from there.

        Raises
        ------
        KeyError
            If a label is nowhere in the book.
        """
        return _REFERENCE.sub(lambda match: self._refer(match[1], file), text)

    def listed(self) -> str:
        """Return the bibliography as Markdown."""
        return pybtex.format_from_file(self.bibliography, "plain", output_backend="markdown")

    def tagged(self, text: str) -> str:
        """Return the Markdown with its formulas' labels as numbers within them."""
        return _FORMULA.sub(
            lambda match: rf"\tag{{{self.targets[match[1]][1].strip('()')}}}" "\n$$", text
        )

    def _refer(self, label: str, file: str) -> str:
        there, name = self.targets[label]
        return name if file in ("", there) else f"[{name}]({there}#{label})"

    def _cite(self, match: re.Match) -> str:
        works = [self.works[key.strip()] for key in match["keys"].split(",")]
        if match["textual"]:
            label = ", ".join(f"{_authors(work)} \\[{work.fields['year']}\\]" for work in works)
        else:
            label = "; ".join(f"{_authors(work)}, {work.fields['year']}" for work in works)
            label = f"\\[{label}\\]"
        return f"[{label}](bibliography.md)"


def page_order(path: Path) -> tuple[str, bool, str]:
    """Return what pages are sorted by in the contents: what goes deeper is the end of a chapter."""
    return path.stem[:2], path.stem.endswith("-deeper"), path.stem


def collect(book: Path) -> References:
    """Read what can be referred to in the notebooks and pages of the folder `book`."""
    references = References(book / "references.bib")
    counts: dict[int | str, Counter] = defaultdict(Counter)
    for path in sorted([*book.glob("*.ipynb"), *book.glob("*.md")], key=page_order):
        text = "\n".join(markdown_of(path))
        counted = counts[chapter_of(path.name) or path.name]
        references.before[path.name] = counted.copy()
        for match in _NUMBERED.finditer(text):
            name = numbered(match["kind"] or "exercise", path.name, counted)
            if label := _LABEL.search(match["options"]):
                references.targets[label[1]] = path.name, name
        for count, label in enumerate(_FORMULA.findall(text), start=1):
            references.targets[label] = path.name, f"({count})"
    return references


def markdown_of(path: Path) -> list[str]:
    """Return the Markdown of a notebook's cells, or of a page."""
    if path.suffix != ".ipynb":
        return [path.read_text("utf-8")]
    cells = nbformat.read(path, as_version=4).cells
    return [cell.source for cell in cells if cell.cell_type == "markdown"]


def numbered(kind: str, file: str, counts: Counter) -> str:
    """Return what the next theorem, exercise and so on of a file is called; count it."""
    counts[kind] += 1
    chapter = chapter_of(file)
    return f"{kind.title()} {f'{chapter}.' if chapter else ''}{counts[kind]}"


def _authors(work: Entry) -> str:
    """Return the authors as the site's citations have them."""
    people = work.persons.get("author") or work.persons["editor"]
    names = [str(Text.from_latex(" ".join(p.prelast_names + p.last_names))) for p in people]
    return f"{names[0]} et al." if len(names) > 2 else " and ".join(names)
