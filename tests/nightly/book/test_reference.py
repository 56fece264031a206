"""The reference of the package as it is built: names have entries, chapters lead to them."""

import inspect
import re
from functools import cache
from urllib.parse import quote, urldefrag, urljoin

import nbformat
import pytest
from _ext import first_uses, reference
from pages import read
from playwright.sync_api import expect
from public import public_names
from stored import CONTENTS

NAMES = sorted(public_names())
BASES = {"NotFittedError", "DivergenceError", "Method", "Surface"}  # nobody makes one
CHAPTERS = [page for page in CONTENTS if re.match(r"chapters/\d\d-", page)]


@pytest.fixture(scope="module")
def page(site):
    """Return a page's elements by its name."""
    return cache(lambda name: read(site / f"{name}.html"))


@pytest.fixture(scope="module")
def places(page):
    """Return the elements of a page that links can lead to, by the page's name."""
    return cache(lambda name: {each["id"]: each for each in page(name).find_all(id=True)})


def place(places, here, link):
    """Return the element that a link on a page leads to, if there is one."""
    address, anchor = urldefrag(urljoin(f"{here}.html", link))
    return places(address.removesuffix(".html")).get(anchor)


def entry_of(places, name):
    return places(reference.page_of(name))[reference.path_of(name)].parent


def takes_nothing(name):
    return not inspect.signature(public_names()[name]).parameters


@pytest.mark.parametrize("name", NAMES)
def test_an_entry_says_what_goes_in_and_where_it_is_taught(places, name):
    entry = entry_of(places, name)
    fields = dict(
        zip(
            (each.get_text().rstrip(":") for each in entry.select("dl.field-list > dt")),
            entry.select("dl.field-list > dd"),
            strict=True,
        )
    )
    assert fields.keys() & {"Parameters", "Attributes"} or name in BASES or takes_nothing(name)
    taught = fields["Taught in"]
    if (lesson := reference.lesson(name)) is None:
        assert taught.get_text(strip=True) == reference.UNTAUGHT
        return
    section, *labels = (
        place(places, reference.page_of(name), link["href"]) for link in taught("a")
    )
    heading = section if section.name == "section" else section.parent
    assert heading.find(re.compile("^h[1-3]$"), recursive=False)
    assert all(labels) and len(labels) == bool(lesson[2])


@pytest.mark.parametrize("name", NAMES)
def test_an_entry_has_its_source_and_what_can_be_called_an_example(places, name):
    entry = entry_of(places, name)
    source = entry.select_one("details pre").get_text()
    assert re.search(rf"^(?:def|class) {name}\b", source, re.MULTILINE)
    assert name != "softmax" or "largest(o)" in source
    described = "Parameters" in entry.get_text()
    assert not described or ">>> " in entry.get_text()


def test_no_signature_has_a_type(places):
    signatures = [entry_of(places, name).find("dt").get_text() for name in NAMES]
    assert not [each for each in signatures if re.search(r"ArrayLike|ndarray|: |->", each)]


def test_references_are_said_in_few_letters(page):
    links = page("chapters/reference/simplex").select("dl.py dd > p > a.external")
    said = {link["href"]: link.get_text() for link in links}
    assert said["https://doi.org/10.1093/imanum/draa038"] == "doi:10.1093/imanum/draa038"


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_name_leads_to_its_entry_where_a_page_first_uses_it(page, places, name):
    links = page(name).select("div.cell_input pre a")
    notebook = nbformat.read(f"{name}.ipynb", as_version=4)
    code = "".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    imported = re.findall(r"^from descent.*?import \([^)]*\)", code, re.MULTILINE)
    called = dict(re.findall(r"(\w+) as (\w+)", "".join(imported)))  # a page's own names
    names = list(first_uses.uses(notebook))
    assert [link.get_text() for link in links] == [called.get(each, each) for each in names]
    for each, link in zip(names, links, strict=True):
        assert place(places, name, link["href"])["id"] == reference.path_of(each)


def test_links_leave_the_code_as_it_is(page):
    block = page("chapters/03-softmax").select_one("div.cell_input pre:has(a)")
    assert block.get_text().replace("\n", "").isprintable() and "<a" not in block.get_text()


@pytest.mark.parametrize("asked", ["softmax_jacobian", "jaccard_index", "soft_threshold"])
def test_a_name_of_the_package_is_found(open_page, asked):
    page = open_page(f"search.html?q={quote(asked)}")
    first = page.locator("#search-results li").first
    expect(first).to_contain_text("(Python ")
    first.get_by_role("link").click()
    page.wait_for_url(f"**/{reference.page_of(asked)}.html*#{reference.path_of(asked)}")
