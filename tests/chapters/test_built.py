"""What the extensions make of a small book, built; `make check` of a chapter leaves it out."""

import os
import re
from pathlib import Path
from xml.etree import ElementTree

import projects
import pytest
from _ext import citing

ROOT = Path(__file__).parents[2]
HOME, SOURCES = "https://example.org/book/", "https://github.com/someone/book"
SHARED = """
extensions = ["myst_parser"]
extensions += ["_ext.address", "_ext.citing", "_ext.share", "_ext.site_files"]
html_theme = "sphinx_book_theme"
root_doc = "chapters/intro"
html_title = "Descent"
copyright = "2026"
"""


def sphinx(source, conf, **environment):
    """Build a book with the book's extensions, and return how it ended."""
    (source / "conf.py").write_text(conf)
    paths = [source, ROOT / "chapters", *(ROOT / "code").glob("*/src")]
    environment |= {"PYTHONPATH": os.pathsep.join(map(str, paths))}
    options = ["-q", "-N", "-W", "--keep-going"]
    return projects.sphinx(source, *options, ".", "html", **environment)


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A book of three pages, built for an address."""
    book = tmp_path_factory.mktemp("published")
    (book / "chapters").mkdir()
    text = "# Descent\n\n```{toctree}\ncite\nglossary\n```\n"
    (book / "chapters" / "intro.md").write_text(text)
    cite = (ROOT / "chapters" / "cite.md").read_text("utf-8")
    (book / "chapters" / "cite.md").write_text(cite, "utf-8")
    (book / "chapters" / "glossary.md").write_text("# Glossary\n")
    result = sphinx(book, SHARED, BOOK_ADDRESS=HOME, BOOK_REPOSITORY=SOURCES)
    assert result.returncode == 0, result.stderr
    return book / "html"


def test_a_preview_has_absolute_addresses(published):
    page = (published / "chapters" / "glossary.html").read_text("utf-8")
    assert f'<link rel="canonical" href="{HOME}chapters/glossary.html"' in page
    assert f'property="og:url" content="{HOME}chapters/glossary.html"' in page
    assert f'property="og:image" content="{HOME}_static/previews/intro.png"' in page


def test_the_site_s_first_page_has_the_preview_of_the_landing_page(published):
    index = (published / "index.html").read_text("utf-8")
    assert 'url=chapters/intro.html"' in index
    assert f'property="og:url" content="{HOME}chapters/intro.html"' in index


def test_search_engines_find_the_list_of_all_pages(published):
    assert (published / "robots.txt").read_text().endswith(f"\nSitemap: {HOME}sitemap.xml\n")
    found = ElementTree.parse(published / "sitemap.xml").getroot().findall("{*}url/{*}loc")
    names = ("cite", "glossary", "intro")
    assert [each.text for each in found] == [f"{HOME}chapters/{name}.html" for name in names]


def test_what_is_missing_leads_to_where_the_book_is(published):
    missing = (published / "404.html").read_text("utf-8")
    assert 'href="/book/chapters/intro.html"' in missing
    assert not re.search(r' (?:href|src|action)="(?![#/]|\w+:)', missing)


def test_a_page_leads_to_its_citation_and_its_source(published):
    page = (published / "chapters" / "glossary.html").read_text("utf-8")
    (foot,) = re.findall(r'<div class="extra_footer">(.*?)</div>', page, re.DOTALL)
    links = re.findall('href="(.*?)"', foot)
    edit, report = f"{SOURCES}/edit/main/chapters/glossary.md", f"{SOURCES}/issues/new?title="
    assert links == ["cite.html", edit, f"{report}On%20chapters/glossary"]


def test_the_citation_of_the_book_has_its_address(published):
    page = (published / "chapters" / "cite.html").read_text("utf-8")
    said = f"version {citing.cff()['version']}, 2026."
    assert f'{said} <a class="reference external" href="{HOME}">' in page
