"""What happens to each page, and to the whole site, while a book is built, in this order.

Sphinx calls who listens to an event by numbers, which each listener gives itself. Here two events
have one listener each, behind all others; it emits an event of ours, whose listeners have their
numbers from a list. Every part of the extension that is switched on has a place in it, and a book
puts its own steps behind one of these. In what a builder embeds elsewhere, an EPUB, no script runs
and no step is taken.

>>> def ask_for_fonts(page: Page) -> None:
...     page.add_tags('<link rel="preload" as="font" href="_static/serif.woff2" />')

and in the ``setup`` of an extension beside its configuration ``page_step(app, ask_for_fonts,
after="theme")``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from explorable.bundle import scripts

PAGE = (
    "theme",  # the theme and all other extensions have done theirs
    "words",  # what a translator would tear apart is marked
    "living",  # explorers, questions and cells come to life
    "places",  # what is asked again, and what is kept of a reader's work
    "gallery",  # filters, of the gallery and of what else a book lists, choose
    "menu",  # what a reader takes from the page
    "handout",  # among it, the notebook without solutions
    "arrows",  # what opens a part of the contents gets a name
    "scripts",  # what the page does not need goes
    "text",  # an author's text is told from its frame, whose scripts alone may run
)
"""What happens to a page before its template is filled."""

SITE = (
    "theme",  # the theme and all other extensions have done theirs
    "notebooks",  # what readers download says what it needs, and lies there without solutions
    "asked",  # the list of all that pages ask
    "python",  # what the living pages run, and its trial
    "pages",  # written pages get their style and their policy
    "precache",  # the worker that answers without the host, with the list of all files
)
"""What happens to the site when its pages are written, unless the build has failed."""

_BEHIND_ALL = 900
"""Themes and extensions listen at 500, sphinx-book-theme at 501, too."""


@dataclass(frozen=True)
class Page:
    """A page that is about to be written.

    Parameters
    ----------
    app : Sphinx
    name : str
        As Sphinx knows it: ``chapters/03-waves``.
    context : dict
        What its template is filled with.
    document : docutils.nodes.document or None
        What its author wrote; None of a page that Sphinx makes, such as that of the search.
    """

    app: Sphinx
    name: str
    context: dict[str, Any]
    document: nodes.document | None

    @property
    def root(self) -> str:
        """The way from the page to the site's root: ``../``; in ``dirhtml`` a page is a folder."""
        address = self.app.builder.get_target_uri(self.name)
        return "../" * address.partition("#")[0].count("/")

    def all(self, kind: type[nodes.Element]) -> list[Any]:
        """Return the nodes of a kind in its document."""
        return list(self.document.findall(kind)) if self.document else []

    def add_script(self, name: str, **attributes: Any) -> None:
        """Let the page load a script of this package, as a module unless attributes are given."""
        given = attributes or {"type": "module"}
        self.app.add_js_file(f"{scripts.folder()}/{name}", **given)

    def leave_out_scripts(self, *names: str) -> None:
        """Let the page ask for none of its scripts whose file's name holds one of these."""
        files = self.context["script_files"]
        self.context["script_files"] = [
            file for file in files if not any(name in str(file.filename) for name in names)
        ]

    @property
    def menu(self) -> list[dict[str, str]] | None:
        """The entries of the menu of what a reader takes from it, if its theme has that menu.

        Each has a ``text``, an address (``url``) and perhaps a ``tooltip``.
        """
        return self.context.get("explorable_menu")

    def add_tags(self, html: str) -> None:
        """Put tags into the page's head, behind those that are there."""
        self.context["metatags"] = f"{self.context.get('metatags', '')}{html}\n"


_PAGES, _SITES = "explorable-page", "explorable-site"
"""Events of Sphinx, to which the steps listen in the order of the lists."""


def page_step(app: Sphinx, step: Callable[[Page], None], *, at: str = "", after: str = "") -> None:
    """Add to what happens to each page of a book, at or behind a name of `PAGE`.

    Raises
    ------
    ExtensionError
        If the list has no such name.
    """
    if _PAGES not in app.events.events:
        app.add_event(_PAGES)
        app.connect("html-page-context", _take_page_steps, priority=_BEHIND_ALL)
    app.connect(_PAGES, lambda _app, page: step(page), priority=_priority(PAGE, at, after))


def site_step(
    app: Sphinx, step: Callable[[Sphinx], None], *, at: str = "", after: str = ""
) -> None:
    """Add to what happens to a book's site, at or behind a name of `SITE`.

    Raises
    ------
    ExtensionError
        If the list has no such name.
    """
    if _SITES not in app.events.events:
        app.add_event(_SITES)
        app.connect("build-finished", _take_site_steps, priority=_BEHIND_ALL)
    app.connect(_SITES, step, priority=_priority(SITE, at, after))


def _priority(names: tuple[str, ...], at: str, after: str) -> int:
    """Return the number of a step at a name, or behind it and all that stand there."""
    name = at or after
    if name not in names:
        known = ", ".join(names)
        raise ExtensionError(f"there is no step {name!r}: the steps are {known}")
    return 2 * names.index(name) + bool(after)


def runs_scripts(app: Sphinx) -> bool:
    """Whether a site is built: what goes elsewhere, an EPUB or pages as JSON, runs none."""
    builder = app.builder
    return not (getattr(builder, "embedded", False) or hasattr(builder, "implementation"))


def _take_page_steps(
    app: Sphinx, name: str, _template: str, context: dict, document: nodes.document | None
) -> None:
    if runs_scripts(app):
        app.emit(_PAGES, Page(app, name, context, document))


def _take_site_steps(app: Sphinx, error: Exception | None) -> None:
    if not error and app.builder.format == "html" and runs_scripts(app):
        app.emit(_SITES)
