"""The gallery: every explorer that a book's notebooks show, with its picture and its question."""

import json
import re
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from explorable.declaration import CELL
from explorable.sphinx.steps import Page, page_step
from explorable.stored import Spec, explorers
from explorable.words import word

logger = logging.getLogger(__name__)

_TITLE = re.compile(r"^# (.*)$", re.MULTILINE)
_NAMED = re.compile(r'role="img" aria-label="[^"]*"')


class Card(NamedTuple):
    """An explorer as a page of the book shows it."""

    spec: Spec
    picture: str
    page: str
    chapter: str

    @property
    def name(self) -> str:
        """The explorer's name."""
        return self.spec["name"]

    @property
    def ornament(self) -> str:
        """The picture in a link that says with its own words where it leads."""
        return _NAMED.sub('aria-hidden="true"', self.picture)

    @property
    def words(self) -> str:
        """What it can be found by, beside what its card says: labels of controls and handles."""
        labels = [
            each["label"] for each in [*self.spec["controls"].values(), *self.spec["handles"]]
        ]
        return " ".join([self.name, *labels, *self.spec["presets"]])


class Gallery(SphinxDirective):
    """``explorer-gallery``: cards of all explorers, to be filtered by chapter and by words."""

    def run(self) -> list[nodes.Node]:
        """Return the gallery as one raw node."""
        cards = cards_of(self.env)
        if not cards:
            logger.warning(
                "the gallery is empty: it shows the explorers in the outputs that notebooks are "
                "stored with, not those that are made while the book is built; store them by "
                "python -m explorable.authoring.notebooks",
                location=self.get_location(), type="explorable", subtype="gallery",
            )  # fmt: skip
        groups = [group.split(", ") for group in self.config.explorable_synonyms]
        items = "".join(_markup(card, groups) for card in cards)
        chapters = list(dict.fromkeys(card.chapter for card in cards))
        counted = word("oneExplorer"), word("explorers", count="{count}")
        form = filter_of(".explorable-gallery > li", len(cards), *counted, _choice(chapters))
        return [form, nodes.raw("", f'<ul class="explorable-gallery">{items}</ul>', format="html")]


def filter_of(among: str, count: int, one: str, many: str, choice: str = "") -> nodes.raw:
    """Return the form that shows those of a page's things that hold the words typed.

    Parameters
    ----------
    among : str
        The things, as a selector of CSS.
    count : int
        How many there are.
    one, many : str
        What is said of one that is shown, and of ``{count}``.
    choice : str
        HTML of what else is chosen by.
    """
    said = one if count == 1 else many.format(count=count)
    html = (
        f'<form class="explorable-filter" role="search" data-among="{escape(among)}">{choice}'
        f'<label>{_word("wanted")} <input type="search" name="words" autocomplete="off"></label>'
        f'<output aria-live="polite" data-one="{escape(one)}" data-many="{escape(many)}">'
        f"{escape(said)}</output></form>"
    )
    return nodes.raw("", html, format="html", filter=True)


def _choice(chapters: list[str]) -> str:
    chapter, every = map(_word, ("chapter", "allChapters"))
    options = "".join(f"<option>{escape(each)}</option>" for each in chapters)
    return (
        f'<label>{chapter} <select name="chapter"><option value="">{every}</option>'
        f"{options}</select></label>"
    )


def _word(name: str, **values: object) -> str:
    return escape(word(name, **values))


def cards_of(env: BuildEnvironment, files: Mapping[str, Path] | None = None) -> list[Card]:
    """Return each explorer where it is shown first, other than on the landing page.

    Parameters
    ----------
    env : BuildEnvironment
    files : mapping of str to Path, optional
        By page; if not given, the book's pages.
    """
    if files is None:
        files = {page: Path(env.doc2path(page)) for page in env.found_docs}
    cards: dict[str, Card] = {}
    for page in sorted(files, key=lambda page: (page == env.config.root_doc, page)):
        path = files[page]
        if path.suffix == ".ipynb":
            env.note_dependency(str(path))
            for card in _cards_in(path, page):
                cards.setdefault(card.name, card)
    return list(cards.values())


def _cards_in(path: Path, page: str) -> list[Card]:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    markdown = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
    title = _TITLE.search(markdown)
    return [
        Card(spec, picture, page, title[1] if title else page)
        for spec, picture in explorers(cells)
        if spec["module"] != CELL  # an example of its page, not one of the book's
    ]


def _synonyms(text: str, groups: list[list[str]]) -> str:
    """Return what else the things named in `text` are called.

    Examples
    --------
    >>> _synonyms("The step size of a step", [["step size", "learning rate"], ["bias", "offset"]])
    'step size learning rate'
    """
    lowered = text.lower()
    matching = [group for group in groups if any(each.lower() in lowered for each in group)]
    return " ".join(each for group in matching for each in group)


def _markup(card: Card, groups: list[list[str]]) -> str:
    target = f"{card.page.rpartition('/')[2]}.html#explorer={card.name}"
    title, question = escape(card.spec["title"]), escape(card.spec["question"])
    text = " ".join([card.words, card.spec["title"], card.spec["question"], card.chapter])
    keywords = f"{card.words} {_synonyms(text, groups)}".lower()
    return (
        f'<li data-name="{card.name}" data-chapter="{escape(card.chapter)}"'
        f' data-words="{escape(keywords)}">'
        f'<a href="{target}">{card.ornament}<strong>{title}</strong></a>'
        f"<p>{question or title}</p><p><small>{escape(card.chapter)}</small></p></li>"
    )


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("explorer-gallery", Gallery)
    page_step(app, _add_script, at="gallery")


def _add_script(page: Page) -> None:
    """Let a filter choose."""
    if any("filter" in raw for raw in page.all(nodes.raw)):
        page.add_script("page/gallery.js", loading_method="defer")
