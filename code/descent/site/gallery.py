"""The gallery: every explorer of the book with its picture, its question and its chapter."""

import re
from html import escape

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from descent.explorers import catalogue
from descent.explorers.core import Explorer

_TITLE = re.compile(r'^\s*"# (.*?)(?:\\n)?",?$', re.MULTILINE)


class Gallery(Directive):
    """``explorer-gallery``: cards of all explorers, to be filtered by chapter and by words."""

    def run(self) -> list[nodes.Node]:
        """Return the gallery as one raw node."""
        env = self.state.document.settings.env
        shown = _shown_in(env)
        cards = [
            _card(explorer, *shown[name]) for name, explorer in catalogue().items() if name in shown
        ]
        titles = list(dict.fromkeys(shown[name][1] for name in catalogue() if name in shown))
        options = "".join(f"<option>{escape(title)}</option>" for title in titles)
        html = (
            f'<form class="descent-filter" role="search"><label>Chapter <select name="chapter">'
            f'<option value="">all</option>{options}</select></label>'
            f'<label>Words <input type="search" name="words" autocomplete="off"></label>'
            f'<output aria-live="polite">{len(cards)} explorers</output></form>'
            f'<ul class="descent-gallery">{"".join(cards)}</ul>'
        )
        return [nodes.raw("", html, format="html")]


def _shown_in(env: BuildEnvironment) -> dict[str, tuple[str, str]]:
    """Return for each explorer the page that shows it first, other than the landing page."""
    shown: dict[str, tuple[str, str]] = {}
    for page in sorted(env.found_docs, key=lambda page: (page == env.config.root_doc, page)):
        path = env.doc2path(page)
        if not path.endswith(".ipynb"):
            continue
        env.note_dependency(path)
        with open(path, encoding="utf-8") as notebook:
            text = notebook.read()
        title = _TITLE.search(text)
        for name in re.findall(r'data-explorer=\\"(\w+)\\"', text):
            shown.setdefault(name, (page, title[1] if title else page))
    return shown


def _card(explorer: Explorer, page: str, title: str) -> str:
    target = f"{page.rpartition('/')[2]}.html#explorer={explorer.name}"
    words = f"{explorer.name} {explorer.title} {explorer.question} {title}".lower()
    return (
        f'<li data-chapter="{escape(title)}" data-words="{escape(words)}">'
        f'<a href="{target}">{explorer.render()}<strong>{escape(explorer.title)}</strong></a>'
        f"<p>{escape(explorer.question)}</p><p><em>{escape(title)}</em></p></li>"
    )


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("explorer-gallery", Gallery)
