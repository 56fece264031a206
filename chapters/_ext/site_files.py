"""Files beside the pages: for who asks for a page that is not there, and for search engines."""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

from explorable.sphinx.steps import site_step
from sphinx.application import Sphinx

from _ext import address, course, share

MISSING = "404"
MOVED = {
    f"de/{page}": page
    for page in (
        "chapters/intro", "chapters/01-scores-and-margins", "chapters/again",
        "chapters/bibliography", "search", "genindex",
    )
}  # fmt: skip
"""Where a page is today, by the address that old links and bookmarks have."""
_BODY = """<section><h1>Page not found</h1>
<p>There is no page at this address. It may have moved since the link was made.</p>
<p><a href="{start}">Start at the map of the course</a>, <a href="search.html">search the book</a>,
or go to a chapter:</p>
<ul>{chapters}</ul></section>"""
_RELATIVE = re.compile(
    r'((?: (?:href|src|action|data-content_root)="|url\(["\']?+))(?![\w+.-]+:|[/#)])(?:\./)?'
)
_LEADS_ON = """<!doctype html>
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


def sitemap(site: str, pages: list[str]) -> bytes:
    """Return the list of the pages, as https://www.sitemaps.org tells it."""
    urls = ElementTree.Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for page in pages:
        ElementTree.SubElement(
            ElementTree.SubElement(urls, "url"), "loc"
        ).text = f"{site}{page}.html"
    return ElementTree.tostring(urls, "utf-8", xml_declaration=True)


def index(app: Sphinx) -> str:
    """Return the site's first page, which leads on and has the landing page's preview."""
    title, tags = share.landing(app)
    start = f"{course.LANDING}.html"
    return _LEADS_ON.format(title=title, start=start, tags=tags)


def moved(old: str, new: str) -> str:
    """Return the page at an old address, which leads to where it is today.

    Examples
    --------
    >>> 'url=../../chapters/intro.html"' in moved("de/chapters/intro", "chapters/intro")
    True
    """
    start = f"{'../' * old.count('/')}{new}.html"
    tags = '<meta name="robots" content="noindex">'
    return _LEADS_ON.format(title="This page has moved", start=start, tags=tags)


def _write(app: Sphinx) -> None:
    if app.builder.name != "html":
        return
    site, home = address.site(app.config), Path(app.outdir)
    _make_absolute(app)
    (home / "robots.txt").write_text(robots(site), "utf-8")
    (home / "index.html").write_text(index(app), "utf-8")
    for old, new in MOVED.items():
        path = home / f"{old}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(moved(old, new), "utf-8")
    if site:
        (home / "sitemap.xml").write_bytes(sitemap(site, sorted(app.env.found_docs)))


def setup(app: Sphinx) -> None:
    """Write the files when all pages are edited."""
    app.connect("html-collect-pages", _missing)
    site_step(app, _write, after="pages")
