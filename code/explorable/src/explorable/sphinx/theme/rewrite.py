"""Edits of pages that themes and other extensions have written, made when all are written.

A theme's templates offer no hook for these. Every edit therefore says what it looks for, and is
loud when it finds it changed: a warning, which is an error under ``sphinx-build -W``.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple, cast

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util import logging

THEME = "sphinx_book_theme"
"""The theme whose pages rules know best."""

logger = logging.getLogger(__name__)


class Rule(NamedTuple):
    """An edit of pages by a pattern.

    Parameters
    ----------
    name : str
        What is edited, for the warning.
    sign : str
        What shows that a page has it: if it is still there after the edit, the edit missed.
    pattern : re.Pattern
    replacement : str or callable
        As for `re.sub`.
    always : bool
        Whether every page of `THEME` has it.
    """

    name: str
    sign: str
    pattern: re.Pattern
    replacement: str | Callable[[re.Match], str]
    always: bool = False


def apply(rules: Iterable[Rule], html: str, page: str = "", theme: str = "") -> str:
    """Return a page edited by rules, in order; warn of each that has missed.

    Parameters
    ----------
    rules : iterable of Rule
    html : str
    page : str
        The page's name, for the warning.
    theme : str
        Which theme wrote it.
    """
    for rule in rules:
        expected = rule.always and theme == THEME
        found = rule.sign in html
        html = rule.pattern.sub(rule.replacement, html)
        if rule.sign in html:
            warn(page, f"{rule.name}: another markup than this extension knows")
        elif expected and not found:
            warn(page, f"{rule.name}: {THEME} does not write it any more")
    return html


def warn(page: str, text: str) -> None:
    """Warn of a page; ``suppress_warnings = ["explorable.theme"]`` silences it."""
    logger.warning(text, location=page or None, type="explorable", subtype="theme")


def each_page(app: Sphinx, edit: Callable[[str, str, Path], str], priority: int) -> None:
    """Edit every page that a build writes, when all are written.

    Parameters
    ----------
    app : Sphinx
    edit : callable
        ``edit(html, page, path)`` returns the HTML as it shall be.
    priority : int
        In which order parts edit; the theme's own last touch is at 500.
    """
    written: dict[str, Path] = {}

    def note(app: Sphinx, page: str, *_others: object) -> None:
        builder = cast(StandaloneHTMLBuilder, app.builder)  # no other writes HTML pages
        written[page] = Path(builder.get_outfilename(page))

    def edit_all(_app: Sphinx, error: Exception | None) -> None:
        for page, path in () if error else written.items():
            path.write_text(edit(path.read_text("utf-8"), page, path), "utf-8")

    app.connect("html-page-context", note)
    app.connect("build-finished", edit_all, priority=priority)
