"""Pages as a browser shows them: wide and narrow, light and dark, quiet and accessible."""

from pathlib import Path

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe

ROOT = Path(__file__).parents[2]
TOC = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
CHAPTERS = [entry["file"] for part in TOC["parts"] for entry in part["chapters"]]
PAGES = [TOC["root"], *CHAPTERS, "search", "genindex"]
WIDE, NARROW, ZOOMED = (1280, 900), (390, 844), (640, 450)  # the wide window, at 200%
LOOKS = [(size, theme) for size in (WIDE, NARROW) for theme in ("light", "dark")]

FITS = "document.documentElement.scrollWidth <= window.innerWidth"


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look[0][0]}-{look[1]}")
def look(request):
    return request.param


@pytest.fixture
def context(browser, look):
    (width, height), theme = look
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=theme, reduced_motion="reduce"
    )
    context.add_init_script(f"localStorage.setItem('mode', '{theme}')")
    context.add_init_script(f"localStorage.setItem('theme', '{theme}')")
    yield context
    context.close()


@pytest.fixture
def open_page(context, address):
    """Open a page; every other host is refused and, like an error, noted in `trouble`."""
    trouble = []

    def local_only(route):
        if route.request.url.startswith((address, "data:", "blob:")):
            route.continue_()
        else:
            trouble.append(f"asked for {route.request.url}")
            route.abort()

    def open_page(name):
        page = context.new_page()
        page.route("**/*", local_only)
        page.on("console", lambda m: m.type == "error" and trouble.append(m.text))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.goto(f"{address}/{name}.html", wait_until="networkidle")
        return page, trouble

    return open_page


@pytest.mark.parametrize("name", PAGES)
def test_page_is_quiet_and_fits(open_page, name, look):
    page, trouble = open_page(name)
    assert not trouble
    assert page.evaluate("document.documentElement.dataset.theme") == look[1]
    assert page.evaluate(FITS)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("look", [LOOKS[0], LOOKS[-1]], indirect=True, ids=["light", "dark"])
def test_page_is_accessible(open_page, name):
    page, _ = open_page(name)
    violations = Axe().run(page).response["violations"]
    grave = [v for v in violations if v["impact"] in ("serious", "critical")]
    assert not [(v["id"], node["html"][:200]) for v in grave for node in v["nodes"][:3]]


def test_a_long_formula_scrolls_in_its_own_box(open_page, look):
    page, _ = open_page("chapters/notation")
    formula = page.locator(".formula").first
    wide = formula.evaluate("e => e.scrollWidth > e.clientWidth")
    assert wide == (look[0] == NARROW)
    assert formula.get_attribute("tabindex") == ("0" if wide else None)
    assert page.evaluate(FITS)


OUTSIDE = """[...document.querySelectorAll("span.math > math")].filter((formula) =>
  formula.getBoundingClientRect().right >
  formula.closest("p, li, dd, dt, td, th, div").getBoundingClientRect().right + 1
).map((formula) => formula.textContent)"""


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("look", [(NARROW, "light")], indirect=True, ids=["narrow"])
def test_a_formula_in_a_line_fits_into_it(open_page, name):
    page, _ = open_page(name)
    assert not page.evaluate(OUTSIDE)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("look", [(ZOOMED, "light")], indirect=True, ids=["zoomed"])
def test_page_can_be_read_at_twice_its_size(open_page, name):
    page, _ = open_page(name)
    assert page.evaluate(FITS)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("look", LOOKS[:1], indirect=True, ids=["wide"])
def test_page_can_be_read_with_text_of_twice_its_size(open_page, name):
    page, _ = open_page(name)
    page.add_style_tag(content="html { font-size: 200% !important }")
    assert page.evaluate(FITS)


def test_the_font_of_formulas_is_loaded(open_page):
    page, _ = open_page("chapters/notation")
    assert page.evaluate("document.fonts.check('16px STIX2')")
