"""What search engines and previews are told of the pages, with and without a public address."""

from pathlib import Path

import pytest
from _ext import citing, course, share, site_files
from PIL import Image
from pybtex.database import parse_string
from stored import CONTENTS

ROOT = Path(__file__).parents[3]
HOME, SOURCES = "https://example.org/book/", "https://github.com/someone/book"
PAGES = [page.removeprefix("chapters/") for page in CONTENTS]


@pytest.mark.parametrize("page", PAGES)
def test_each_page_has_a_description_that_a_search_engine_shows_whole(page):
    assert 120 <= len(share.descriptions()[page]["description"]) <= 160


def test_no_two_pages_say_the_same():
    descriptions = [page["description"] for page in share.descriptions().values()]
    assert len(set(descriptions)) == len(descriptions)


@pytest.mark.parametrize("page", [share.LANDING, *(each.page for each in course.read().values())])
def test_each_chapter_has_a_picture_for_its_preview(page):
    path = share.CHAPTERS / share.PREVIEWS / f"{page}.png"
    assert path.stat().st_size <= 60_000
    with Image.open(path) as picture:
        assert picture.size == share.SIZE


@pytest.mark.parametrize(
    ("page", "picture"),
    [
        ("chapters/03-softmax", "03-softmax.png"),
        ("chapters/03-softmax-deeper", "03-softmax.png"),
        ("chapters/09-regularizing-networks-deeper", "09-neural-networks.png"),
        ("chapters/glossary", "intro.png"),
    ],
)
def test_a_deeper_page_has_its_chapter_s_picture_and_the_rest_the_landing_page_s(page, picture):
    assert share.preview_of(page) == picture


def test_addresses_that_are_not_known_are_left_out():
    assert "http" not in share.tags("Softmax", 'Scores & "odds".')
    assert "Scores &amp; &quot;odds&quot;." in share.tags("Softmax", 'Scores & "odds".')


@pytest.mark.parametrize(
    ("html", "root", "there"),
    [
        ('<a href="b.html#c">', "/book/", '<a href="/book/b.html#c">'),
        ('<html data-content_root="./">', "/", '<html data-content_root="/">'),
        ('<a href="#d"> <a href="/e"> <a href="https://f.org">', "/", None),
        (
            "<style>a{src:url(_static/g)}</style>",
            "/book/",
            "<style>a{src:url(/book/_static/g)}</style>",
        ),
        ("<style>a{src:url(data:,)}</style>", "/", None),
        ("""<style>a{src:url("data:,")}</style>""", "/", None),
        ("<style>a{src:url('g')}</style>", "/", "<style>a{src:url('/g')}</style>"),
    ],
)
def test_the_page_for_what_is_missing_works_at_any_depth(html, root, there):
    assert site_files.absolute(html, root) == (there or html)


@pytest.mark.parametrize(
    ("provider", "link"),
    [
        ("GitHub", f"{SOURCES}/issues/new?title=On%20chapters/cite"),
        ("GitLab", f"{SOURCES}/-/issues/new?issue[title]=On%20chapters/cite"),
    ],
)
def test_a_report_names_its_page(provider, link):
    assert citing.report_link(provider, SOURCES, "chapters/cite") == link


def test_a_notebook_is_shown_and_a_page_of_text_is_edited():
    shown = citing.edit_link(f"{SOURCES}/edit/main/chapters/03-softmax.ipynb")
    assert shown == f"{SOURCES}/blob/main/chapters/03-softmax.ipynb"
    assert citing.edit_link(f"{SOURCES}/edit/main/a.md") == f"{SOURCES}/edit/main/a.md"


def test_the_citation_has_the_title_and_the_address():
    text = citing.citation("2026", HOME)
    assert text.startswith("> The Descent authors. *Descent: ") and f"2026. <{HOME}>" in text
    (entry,) = parse_string(
        text.partition("```bibtex")[2].partition("```")[0], "bibtex"
    ).entries.values()
    assert entry.fields["url"] == HOME and entry.fields["title"] == citing.cff()["title"]
    assert str(entry.persons["author"][0]) == "{The Descent authors}"
