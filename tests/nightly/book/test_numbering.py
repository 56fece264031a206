"""The site numbers theorems and exercises by chapter, and the copy for JupyterLab agrees."""

import re
from pathlib import Path

import pytest
from _ext.course import is_deeper

from tools.references import collect, page_order

CHAPTERS = Path(__file__).parents[3] / "chapters"
PAGES = sorted(CHAPTERS.glob("[0-9]*.ipynb"), key=page_order)


@pytest.fixture(scope="module")
def references():
    return collect(CHAPTERS)


def text_of(html):
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_each_page_has_the_numbers_of_the_copy(site, references, path):
    page = (site / "chapters" / f"{path.stem}.html").read_text("utf-8")
    titles = re.findall(r'<span class="caption-number">([A-Z]\w+ [\d.]+) ?</span>', page)
    here = [name for file, name in references.targets.values() if file == path.name]
    assert titles == [name for name in here if not name.startswith("(")]
    if not is_deeper(path.stem):
        assert titles[0].split()[1] == f"{int(path.stem[:2])}.1"


def test_on_a_page_without_a_number_they_are_counted_from_1(site):
    page = (site / "chapters" / "make-your-own.html").read_text("utf-8")
    titles = re.findall(r'<span class="caption-number">([A-Z]\w+ [\d.]+) ?</span>', page)
    assert titles == ["Exercise 1"]


def test_a_reference_across_chapters_has_the_number_of_its_chapter(site, references):
    page = (site / "chapters" / "05-gradient-descent-deeper.html").read_text("utf-8")
    links = re.findall(r'<a [^>]*href="03-softmax.html#thm-[^"]*"[^>]*>(.*?)</a>', page)
    name = references.targets["thm-jacobian"][1]
    assert name.startswith("Theorem 3.") and name in map(text_of, links)
