"""A site that is read without its host: the place where a reader asks for it, and the worker."""

from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from explorable.bundle import precache, scripts
from explorable.sphinx.asked import Place
from explorable.sphinx.settings import Settings
from explorable.sphinx.steps import Page, page_step, site_step
from explorable.words import word

FOLLOW = """if (self.origin !== "null" && navigator.serviceWorker?.controller)
  import(new URL("{root}_static/{folder}/page/news.js", location.href).href);
"""
"""On each page, what costs nothing where it does not come from the device; in a sandbox a browser
throws if it is asked.
"""
ABSENT = """<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<main style="max-width: 60ch; margin: 2rem auto; font: 1.1rem/1.6 sans-serif; padding-inline: 1rem">
<h1>{title}</h1>
<p>{why}</p>
<ul></ul>
</main>
"""
"""The worker answers with it at any address, so it asks for nothing."""


class Offline(Place):
    """``explorer-offline``: where a reader lets a device keep pages, and removes them.

    Its text says what else there is, for browsers that can keep none.
    """

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the place, if pages may be kept, and the text."""
        otherwise = nodes.container(classes=["explorable-otherwise"])
        self.state.nested_parse(self.content, self.content_offset, otherwise)
        return [*(super().run() if self.config.explorable_offline else []), otherwise]


def setup(app: Sphinx, settings: Settings) -> None:
    """Register the directive and, if pages may be kept, what writes the worker."""
    app.add_directive("explorer-offline", Offline)
    if settings.offline:
        page_step(app, _follow, at="offline")
        site_step(app, _write, at="precache")


def _follow(page: Page) -> None:
    page.app.add_js_file(None, body=FOLLOW.format(root=page.root or "./", folder=scripts.folder()))


def _write(app: Sphinx) -> None:
    if app.builder.name not in ("html", "dirhtml"):
        return
    title, why = escape(word("cacheAbsent")), escape(word("cacheAbsentWhy"))
    absent = ABSENT.format(language=app.config.language, title=title, why=why)
    Path(app.outdir, precache.ABSENT).write_text(absent, "utf-8")
    precache.write(Path(app.outdir))
