"""Files beside the pages: for who asks for a page that is not there, and for search engines."""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from explorable.sphinx.steps import site_step
from sphinx.application import Sphinx

from _ext import address, course, share

MISSING = "404"
_BODY = """<section><h1>Page not found</h1>
<p>There is no page at this address. It may have moved since the link was made.</p>
<p><a href="{start}">Start at the map of the course</a>, <a href="search.html">search the book</a>,
or go to a chapter:</p>
<ul>{chapters}</ul></section>"""
_RELATIVE = re.compile(
    r'((?: (?:href|src|action|data-content_root)="|url\(["\']?+))(?![\w+.-]+:|[/#)])(?:\./)?'
)
_INDEX = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta http-equiv="refresh" content="0; url={start}">
{tags}
</head><body><a href="{start}">{title}</a></body></html>
"""


def _missing(app: Sphinx) -> Iterator[tuple[str, dict, str]]:
    """Yield the page for an address that does not exist, for the theme to write."""
    items = "".join(
        f'<li><a href="chapters/{each.page}.html">{each.number} {escape(each.title)}</a></li>'
        for each in course.read().values()
        if f"chapters/{each.page}" in app.env.found_docs
    )
    body = _BODY.format(start=f"{course.LANDING}.html", chapters=items)
    yield MISSING, {"title": "Page not found", "body": body}, "page.html"


def _make_absolute(app: Sphinx) -> None:
    """Let the page work at any depth: it is shown under the address that was asked for."""
    root = urlsplit(address.site(app.config)).path or "/"
    path = Path(app.outdir, f"{MISSING}.html")
    path.write_text(absolute(path.read_text("utf-8"), root), "utf-8")


def absolute(html: str, root: str) -> str:
    """Return a page of the site's root with all its addresses seen from the host's root.

    Examples
    --------
    >>> absolute('<a href="b.html">, <a href="https://c.org">, <a href="#d">', "/book/")
    '<a href="/book/b.html">, <a href="https://c.org">, <a href="#d">'
    """
    return _RELATIVE.sub(rf"\g<1>{root}", html)


def robots(site: str) -> str:
    """Return what search engines may read: everything."""
    text = "User-agent: *\nDisallow:\n"
    return f"{text}Sitemap: {site}sitemap.xml\n" if site else text


def sitemap(site: str, pages: list[str]) -> str:
    """Return the list of the pages, as https://www.sitemaps.org tells it.

    Examples
    --------
    >>> sitemap("https://example.org/", ["a"]).partition("<url>")[2]
    '<loc>https://example.org/a.html</loc></url></urlset>'
    """
    urls = "".join(f"<url><loc>{escape(f'{site}{page}.html')}</loc></url>" for page in pages)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'


def index(app: Sphinx) -> str:
    """Return the site's first page, which leads on and has the landing page's preview."""
    title, tags = share.landing(app)
    start = f"{course.LANDING}.html"
    return _INDEX.format(title=title, start=start, tags=tags)


def _write(app: Sphinx) -> None:
    if app.builder.name != "html":
        return
    site, home = address.site(app.config), Path(app.outdir)
    _make_absolute(app)
    (home / "robots.txt").write_text(robots(site), "utf-8")
    (home / "index.html").write_text(index(app), "utf-8")
    if site:
        (home / "sitemap.xml").write_text(sitemap(site, sorted(app.env.found_docs)), "utf-8")


def setup(app: Sphinx) -> None:
    """Write the files when all pages are edited."""
    app.connect("html-collect-pages", _missing)
    site_step(app, _write, after="pages")
