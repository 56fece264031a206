"""Pages as a browser shows them: wide and narrow, light and dark, quiet and accessible."""

from pathlib import Path

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe

ROOT = Path(__file__).parents[2]
TOC = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
CHAPTERS = [entry["file"] for part in TOC["parts"] for entry in part["chapters"]]
PAGES = [TOC["root"], *CHAPTERS, "search", "genindex"]
WIDTHS = {"wide": (1280, 900), "narrow": (390, 844)}


@pytest.fixture(params=["light", "dark"])
def theme(request):
    return request.param


@pytest.fixture(params=WIDTHS)
def context(request, browser, theme):
    width, height = WIDTHS[request.param]
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
def test_page_is_quiet_fits_and_is_accessible(open_page, name, theme):
    page, trouble = open_page(name)
    assert not trouble
    assert page.evaluate("document.documentElement.dataset.theme") == theme
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    violations = Axe().run(page).response["violations"]
    grave = [v for v in violations if v["impact"] in ("serious", "critical")]
    assert not [(v["id"], node["html"][:200]) for v in grave for node in v["nodes"][:3]]


def test_a_long_formula_scrolls_in_its_own_box(open_page):
    page, _ = open_page("chapters/notation")
    wide = page.locator(".katex-display").first.evaluate("e => e.scrollWidth > e.clientWidth")
    assert wide == (page.viewport_size["width"] < 400)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_font_of_formulas_is_loaded(open_page):
    page, _ = open_page("chapters/notation")
    assert page.evaluate("document.fonts.check('16px KaTeX_Math')")
