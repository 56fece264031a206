"""Each built page, opened once: quiet, whole, and no wider than a laptop's or a phone's window."""

import pytest
from stored import CONTENTS
from visits import wait_for_arrival

PAGES = [*CONTENTS, "search", "genindex", "404"]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
FITS = "document.documentElement.scrollWidth <= window.innerWidth"
REPEATED = """() => [...document.querySelectorAll("[id]")]
  .map(({ id }) => id)
  .filter((id, k, ids) => ids.indexOf(id) < k)"""
"""Ids that stand twice."""
NAMELESS = """() => [...document.querySelectorAll("img, svg[role=img]")]
  .filter((each) => !each.matches("img") || !each.hasAttribute("alt"))
  .filter((each) => !each.querySelector("title") && !each.hasAttribute("aria-label"))
  .map((each) => each.outerHTML.slice(0, 80))"""
"""Pictures that say nothing to who does not see them."""


@pytest.fixture(scope="module")
def context(browser):
    with browser.new_context(viewport=WIDE, reduced_motion="reduce") as context:
        yield context


@pytest.fixture
def page(context, address):
    """A tab; in `trouble` stands what its console says, and what it asks of other hosts."""
    page, ours = context.new_page(), (address, "data:", "blob:")
    page.trouble = []
    page.on("request", lambda r: r.url.startswith(ours) or page.trouble.append(r.url))
    page.on("console", lambda m: m.type == "error" and page.trouble.append(m.text))
    page.on("pageerror", lambda error: page.trouble.append(str(error)))
    yield page
    page.close()


@pytest.mark.parametrize("name", PAGES)
def test_page_is_quiet_and_fits(page, address, name):
    page.goto(f"{address}/{name}.html", wait_until="networkidle")
    wait_for_arrival(page)
    assert page.evaluate(REPEATED) == [] and page.evaluate(NAMELESS) == []
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        assert page.evaluate(FITS), size
    assert page.trouble == []
