"""Where the chapters use the public names of `descent`, and which section teaches each of them."""

import ast
import inspect
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import descent
import nbformat
from nbformat import NotebookNode

from _ext import formula_names, terms
from _ext.course import is_deeper
from _ext.tried import tried_theorems

DRAWN = {"checks", "explorers", "images", "plotting"}
"""Rooms that judge answers and draw: exercises and the gallery show what they have."""
ROOMS = tuple(room for room in descent.ROOMS if room not in DRAWN)

_FOLDED = {"exercise", "hide-cell", "hide-input", "question"}
_LANDMARK = re.compile(
    r"^(?P<level>#{1,3}) (?P<heading>.+)$|^:label: (?P<theorem>thm-\S+)$"
    r"|^\$\$ *\((?P<formula>[\w-]+)\)",
    re.MULTILINE,
)
_COMMAND = re.compile(r"^[%!].*$", re.MULTILINE)
_LETTERS = 7
"""By which words are the same: normalize is normalization."""
_COMMON = ("distribution", "function", "load", "loss", "make", "of", "the", "update")
"""Words by which a name of the package and a formula's may differ."""
_OF_ROOMS = re.compile(rf"descent(?:\.(?:{'|'.join(ROOMS)}))?")
_DERIVED = re.compile(r"_(?:gradient|derivative)$")


class Section(NamedTuple):
    """A section of a chapter: its page, its anchor in MyST, and whether it is the page's first."""

    page: str
    slug: str
    opening: bool


class Use(NamedTuple):
    """A use of a name: the cell's number, the offset in it, what stands above, if it is shown."""

    name: str
    cell: int
    offset: int
    section: Section
    theorem: str | None
    shown: bool


class Lesson(NamedTuple):
    """What teaches a name: a section, and in it a theorem or a formula, by its label."""

    section: Section
    label: str | None = None


class Chapter(NamedTuple):
    """What a notebook uses, and in which sections its theorems and formulas stand."""

    uses: list[Use]
    labels: dict[str, Section]
    checks: dict[str, set[str]]
    """The names that the check of a theorem uses, by its label."""


@cache
def names_of(room: str) -> tuple[str, ...]:
    """Return the functions and classes of a room, in its own order."""
    module = import_module(f"descent.{room}")
    return tuple(
        name
        for name, value in vars(module).items()
        if (inspect.isfunction(value) or inspect.isclass(value)) and not name.startswith("_")
        if f"{value.__module__}.".startswith(f"descent.{room}.")
    )


@cache
def rooms() -> dict[str, str]:
    """Return the room of each public name."""
    return {name: room for room in ROOMS for name in names_of(room)}


def path_of(name: str) -> str:
    """Return from where a reader imports a name.

    Examples
    --------
    >>> path_of("softmax"), path_of("tanh")
    ('descent.softmax', 'descent.activations.tanh')
    """
    return f"descent.{name}" if name in descent.__all__ else f"descent.{rooms()[name]}.{name}"


def uses(notebook: NotebookNode, page: str) -> Iterator[Use]:
    """Yield each use of a public name in a notebook's cells of code; an import is none."""
    codes = {n: _parsed(c.source) for n, c in enumerate(notebook.cells) if c.cell_type == "code"}
    known = {}
    for code in codes.values():
        known |= _imported(code)
    section, theorem = Section(page, "", True), None
    for number, cell in enumerate(notebook.cells):
        if number not in codes:
            for found in _LANDMARK.finditer(cell.source):
                section, theorem = _passed(found, section, theorem)
            continue
        shown = not _FOLDED & set(cell.metadata.get("tags", ()))
        for name, offset in _named(codes[number], cell.source, known):
            yield Use(name, number, offset, section, theorem, shown)


def _passed(found: re.Match, section: Section, theorem: str | None) -> tuple[Section, str | None]:
    """Return section and theorem behind a landmark."""
    if found["heading"]:
        slug = terms.slug_of(found["heading"])
        return Section(section.page, slug, found["level"] == "#"), None
    return section, found["theorem"] or theorem


def _parsed(source: str) -> ast.Module:
    """Return a cell's code; a command of Jupyter's is as long a comment."""
    return ast.parse(_COMMAND.sub(lambda found: "#" * len(found[0]), source))


def _imported(code: ast.Module) -> dict[str, object]:
    """Return what a cell imports of the package, by the names that it gives them."""
    found = {}
    for node in ast.walk(code):
        match node:
            case ast.ImportFrom(module=str(module)) if _OF_ROOMS.fullmatch(module):
                home = import_module(module)
                for each in node.names:
                    if each.name not in DRAWN:
                        found[each.asname or each.name] = getattr(home, each.name, None)
            case ast.Import(names=[ast.alias(name="descent", asname=None)]):
                found["descent"] = descent
    return found


def _named(code: ast.Module, source: str, known: dict[str, object]) -> Iterator[tuple[str, int]]:
    """Yield the public names in a cell's code in their order, each with its offset."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    found = []
    for node in ast.walk(code):
        if isinstance(node, ast.Name | ast.Attribute) and (name := _public(node, known)):
            line = source[starts[node.end_lineno - 1] :].encode()[: node.end_col_offset].decode()
            word = node.attr if isinstance(node, ast.Attribute) else node.id
            found.append((starts[node.end_lineno - 1] + len(line) - len(word), name))
    return ((name, offset) for offset, name in sorted(found))


def _public(node: ast.expr, known: dict[str, object]) -> str | None:
    """Return the public name that `softmax` or `losses.mae` stands for, if it does for one."""
    value = _value(node, known)
    name = getattr(value, "__name__", "")
    home = f"{getattr(value, '__module__', None)}."
    return name if name in rooms() and home.startswith(f"descent.{rooms()[name]}.") else None


def _value(node: ast.expr, known: dict[str, object]) -> object:
    match node:
        case ast.Name(id=name, ctx=ast.Load()):
            return known.get(name)
        case ast.Attribute(value=home, attr=name) if inspect.ismodule(found := _value(home, known)):
            return getattr(found, name, None)
    return None


@cache
def chapter(path: Path) -> Chapter:
    """Return what there is to know of a chapter."""
    notebook = nbformat.read(path, as_version=4)
    page = f"chapters/{path.stem}"
    found = list(uses(notebook, page))
    section, labels = Section(page, "", True), {}
    for cell in notebook.cells:
        for each in _LANDMARK.finditer(cell.source) if cell.cell_type == "markdown" else ():
            section, _ = _passed(each, section, None)
            if label := each["theorem"] or each["formula"]:
                labels[label] = section
    checks = {
        label: {use.name for use in found if use.cell == cell}
        for label, cell in tried_theorems(notebook).items()
    }
    return Chapter(found, labels, checks)


@cache
def chapters() -> dict[str, Chapter]:
    """Return the chapters by their pages: first all cores, then what goes deeper."""
    paths = terms.CHAPTERS.glob("[0-9][0-9]-*.ipynb")
    ordered = sorted(paths, key=lambda path: (is_deeper(path.stem), path.stem))
    return {f"chapters/{path.stem}": chapter(path) for path in ordered}


@cache
def lesson(name: str) -> Lesson | None:
    """Return what teaches a name: the first of these that there is.

    The formula or the theorem that has its name, in a chapter that uses it; the section that has
    its name and uses it; of the page that teaches the glossary's word for it, the section of its
    first use; the section of the first shown cell of a core that uses it; for a gradient or a
    result, what teaches the function that it belongs to; the section of the first other cell.
    """
    found = [use for each in chapters().values() for use in each.uses if use.name == name]
    if named := _formula(name, {_number(use.section.page) for use in found}):
        return named
    home = _home(name)
    first = min(found, key=lambda use: (*_away(use, home), *_rank(use)), default=None)
    own = Lesson(first.section, _tried(first)) if first else None
    if first and not (all(_away(first, home)) and any(_rank(first))):
        return own
    if slug := home and _linked(name, home):
        return Lesson(Section(home, slug, False))
    base = _base(name)
    return (base and lesson(base)) or own


def _base(name: str) -> str | None:
    """Return the function whose gradient or result a name is."""
    for other, room in rooms().items():
        value = getattr(import_module(f"descent.{room}"), other)
        returned = getattr(value, "__annotations__", {}).get("return")
        if str(returned).partition(" | ")[0] == name or other == _DERIVED.sub("", name) != name:
            return other
    return None


def _formula(name: str, numbers: set[str]) -> Lesson | None:
    for label, said in formula_names.names().items():
        if any(_words(each) == _words(name) for each in said.split(", ")):
            for page, each in chapters().items():
                if label in each.labels and _number(page) in numbers:
                    return Lesson(each.labels[label], label)
    return None


def _home(name: str) -> str | None:
    """Return the page that teaches the glossary's word for a name."""
    for term, home in terms.homes().items():
        if home and any(_words(each) == _words(name) for each in term.split(", ")):
            return f"chapters/{home}"
    return None


def _linked(name: str, home: str) -> str | None:
    """Return the section of a page that first leads to the glossary's word for a name."""
    for slug, _, anchor in terms.uses(terms.CHAPTERS.parent / f"{home}.ipynb"):
        if _words(slug) == _words(name):
            return anchor
    return None


def _away(use: Use, home: str | None) -> tuple[bool, bool]:
    """Return whether a section bears another name, and whether it is on another page."""
    return _words(use.section.slug) != _words(use.name), use.section.page != home


def _rank(use: Use) -> tuple[bool, ...]:
    """Return how far a use is from teaching: openings look ahead, and myths look back."""
    aside = use.section.opening or use.section.page.endswith("-myths")
    return not use.shown, aside, is_deeper(use.section.page)


def _tried(use: Use) -> str | None:
    """Return the theorem above a use, if what tries it uses the name."""
    checks = chapters()[use.section.page].checks
    return use.theorem if use.name in checks.get(use.theorem or "", ()) else None


def _number(page: str) -> str:
    return page.removeprefix("chapters/")[:2]


def _words(said: str) -> frozenset[str]:
    words = re.findall("[a-z0-9]+", said.lower())
    return frozenset(each[:_LETTERS] for each in words if each not in _COMMON)
