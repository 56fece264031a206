"""Each term of the glossary is introduced where it is read first: by a link, or in italics."""

import re
from pathlib import Path

import nbformat
import pytest

CHAPTERS = Path(__file__).parents[2] / "chapters"
TERMS = re.findall(r"^### (.+)$", (CHAPTERS / "glossary.md").read_text("utf-8"), re.MULTILINE)
FLAGS = re.MULTILINE | re.DOTALL | re.VERBOSE
OUTLINE = re.compile(
    r"""^\#\#\ (?:What\ you\ will\ be\ able\ to\ do|What\ you\ can\ now\ do|Further\ reading)$
    .*? (?=^\#\#\ |\Z)""",
    FLAGS,
)
UNREAD = re.compile(
    r"""^[`:]{3,}[^\n]*$ | ^:\w+:[^\n]*$ | ^\#+\ [^\n]*$ | ^\([\w-]+\)=$ | ^\|[^\n]*$
    | \{[\w:-]+\}`[^`]*` | ``.*?`` | `[^`]*` | \$\$.*?\$\$(?:\ \([\w-]+\))? | \$[^$]*\$
    | \]\((?!glossary\.md)[^)]*\)""",
    FLAGS,
)
"""Titles, labels and tables, roles, code and formulas, and where other links lead."""


def slug_of(term):
    """Return the anchor of a term's heading."""
    return re.sub(r"[^\w -]", "", term.lower()).replace(" ", "-")


def word_of(term):
    """Return a pattern of a term in the singular and the plural; "L1, L2" is two words."""
    words = [re.escape(word).replace(r"\ ", r"\s+") for word in term.split(", ")]
    return rf"(?<![\w-])(?:{'|'.join(words)})(?:s|es)?(?![\w-])"


def prose_of(path):
    """Return what a chapter says after its opening question, without its outline and summary."""
    cells = [c.source for c in nbformat.read(path, as_version=4).cells if c.cell_type == "markdown"]
    return UNREAD.sub(" ", OUTLINE.sub("", "\n\n".join(cells[1:])))


PAGES = sorted(CHAPTERS.glob("[0-9]*.ipynb"), key=lambda path: path.stem)
PROSE = {path.stem: prose_of(path) for path in PAGES}


def uses(term, prose):
    """Yield each use of a term that is not part of a longer term, and whether it introduces it."""
    longer = [word_of(other) for other in TERMS if re.search(rf"\b{re.escape(term)}\b.", other)]
    link = rf"\[[^\]]*\]\(glossary\.md\#{re.escape(slug_of(term))}\)"
    italics = rf"(?<![\w*])\*+(?=\S)[^*\n]{{0,30}}{word_of(term)}[^*\n]{{0,30}}\*"
    other_links = r"(?<=\])\(glossary\.md\#[^)]*\)"
    skipped = "|".join([other_links, *longer])
    pattern = rf"(?P<new>{link}|{italics})|{skipped}|(?P<plain>{word_of(term)})"
    for match in re.finditer(pattern, prose, re.IGNORECASE):
        if match["new"] or match["plain"]:
            around = prose[max(0, match.start() - 40) : match.end() + 30]
            yield bool(match["new"]), " ".join(around.split())


@pytest.mark.parametrize("term", TERMS)
def test_the_first_use_introduces_the_term(term):
    found = ((name, *use) for name, prose in PROSE.items() for use in uses(term, prose))
    name, introduced, around = next(found, (None, False, ""))
    assert name, f"no chapter uses {term!r}"
    assert introduced, f"{name} does not link to glossary.md#{slug_of(term)} at: {around}"
