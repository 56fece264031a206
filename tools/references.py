"""Numbers, citations and references written out, for JupyterLab sees one file at a time."""

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
    r"^(`{3,}\{(?:prf:(?!proof)(?P<proved>\w+)|(?P<asked>exercise))\}.*)"
    r"(?P<options>(?:\n:\w+:.*)*)$",
    re.MULTILINE,
)
_PROOF = re.compile(r"^`{3,}\{prf:proof\}.*$", re.MULTILINE)
_LABEL = re.compile(r"^:label: (\S+)$", re.MULTILINE)
_CLASS = re.compile(r"^:class: (.+)$", re.MULTILINE)
_FORMULA = re.compile(r"^\$\$ \((\S+)\)$", re.MULTILINE)
_REFERENCE = re.compile(r"\{(?:prf:ref|eq)\}`([^`]+)`")
_CITATION = re.compile(r"\{cite(?::p)?(?P<textual>:t)?\}`(?P<keys>[^`]+)`")
_DRAWN = re.compile(r"^```\{[\w-]+\}\n```$", re.MULTILINE)
"""A directive without a body: a map, say, that is drawn with the site."""
_BIBLIOGRAPHY = re.compile(r"^```\{bibliography\}\n```$", re.MULTILINE)


@dataclass
class References:
    """What the files of a book refer to, in each other and in the bibliography."""

    bibliography: Path
    places: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The file of each label and what the site calls it: ``Theorem 3.4`` or ``(2)``."""
    before: dict[str, Counter] = field(default_factory=dict)
    """How many theorems and so on the pages of a file's chapter have before the file."""

    def __post_init__(self) -> None:
        self.works = parse_file(self.bibliography).entries

    def written_out(self, text: str, file: str, counts: Counter) -> str:
        """Return the Markdown with its numbers, citations and references to other files.

        Parameters
        ----------
        text : str
            A page, or a cell of a notebook.
        file : str
            The name of its file.
        counts : Counter
            How many theorems and so on stand before the text; counted on.

        Raises
        ------
        KeyError
            If it cites a work or refers to a label that is not there.
        """
        text = _NUMBERED.sub(lambda match: _with_number(match, file, counts), text)
        text = _PROOF.sub(r"\g<0>\n:nonumber:", text)
        text = self.cited(text)
        text = _REFERENCE.sub(lambda match: self._refer(match, file), text)
        text = _BIBLIOGRAPHY.sub(
            lambda _: pybtex.format_from_file(
                self.bibliography, "plain", output_backend="markdown"
            ),
            text,
        )
        return _DRAWN.sub("*This is drawn on the book's site.*", text)

    def cited(self, text: str) -> str:
        """Return the Markdown with its citations written out."""
        return _CITATION.sub(self._cite, text)

    def named(self, text: str) -> str:
        """Return the Markdown with what it refers to by name alone: it stands elsewhere."""
        return _REFERENCE.sub(lambda match: self.places[match[1]][1], text)

    def tagged(self, text: str) -> str:
        """Return the Markdown with its formulas' labels as numbers within them."""
        return _FORMULA.sub(
            lambda match: rf"\tag{{{self.places[match[1]][1].strip('()')}}}" "\n$$", text
        )

    def _refer(self, match: re.Match, file: str) -> str:
        there, name = self.places[match[1]]
        return match[0] if there == file else f"[{name}]({there}#{match[1]})"

    def _cite(self, match: re.Match) -> str:
        works = [self.works[key.strip()] for key in match["keys"].split(",")]
        if match["textual"]:
            words = ", ".join(f"{_authors(work)} \\[{work.fields['year']}\\]" for work in works)
        else:
            words = "; ".join(f"{_authors(work)}, {work.fields['year']}" for work in works)
            words = f"\\[{words}\\]"
        return f"[{words}](bibliography.md)"


def place(path: Path) -> tuple[str, bool, str]:
    """Return what pages are sorted by in the contents: what goes deeper is the end of a chapter."""
    return path.stem[:2], path.stem.endswith("-deeper"), path.stem


def collect(book: Path) -> References:
    """Read what can be referred to in the notebooks and pages of the folder `book`."""
    references = References(book / "references.bib")
    counts: dict[int | str, Counter] = defaultdict(Counter)
    for path in sorted([*book.glob("*.ipynb"), *book.glob("*.md")], key=place):
        text = "\n".join(markdown_of(path))
        counted = counts[chapter_of(path.name) or path.name]
        references.before[path.name] = counted.copy()
        for match in _NUMBERED.finditer(text):
            name = _name(match, path.name, counted)
            if label := _LABEL.search(match["options"]):
                references.places[label[1]] = path.name, name
        for count, label in enumerate(_FORMULA.findall(text), start=1):
            references.places[label] = path.name, f"({count})"
    return references


def markdown_of(path: Path) -> list[str]:
    """Return the Markdown of a notebook's cells, or of a page."""
    if path.suffix != ".ipynb":
        return [path.read_text("utf-8")]
    cells = nbformat.read(path, as_version=4).cells
    return [cell.source for cell in cells if cell.cell_type == "markdown"]


def _name(match: re.Match, file: str, counts: Counter) -> str:
    kind = match["proved"] or match["asked"]
    counts[kind] += 1
    chapter = chapter_of(file)
    return f"{kind.title()} {f'{chapter}.' if chapter else ''}{counts[kind]}"


def _with_number(match: re.Match, file: str, counts: Counter) -> str:
    number = _name(match, file, counts).split()[1]
    words = _CLASS.search(match["options"]) if match["asked"] else None
    title = f" {words[1].replace(' ', ', ')}" if words else ""
    return f"{match[1]}{title}\n:enumerator: {number}{match['options']}"


def _authors(work: Entry) -> str:
    """Return the authors as the site's citations have them."""
    people = work.persons.get("author") or work.persons["editor"]
    names = [str(Text.from_latex(" ".join(p.prelast_names + p.last_names))) for p in people]
    return f"{names[0]} et al." if len(names) > 2 else " and ".join(names)
