"""Pages as a browser shows them: wide and narrow, light and dark, quiet and accessible."""

import gzip
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from accessible import grave
from playwright.sync_api import expect
from stored import CONTENTS
from visits import wait_for_arrival

PAGES = [*CONTENTS, "search", "genindex", "404"]
ONE_OF_EACH_KIND = [
    *("chapters/intro", "chapters/03-softmax", "chapters/03-softmax-deeper", "chapters/gallery"),
    *("chapters/notation", "chapters/again", "search"),
]
pytestmark = pytest.mark.sample(8, always=ONE_OF_EACH_KIND, together=True)
WIDE, NARROW, ZOOMED = (1280, 900), (390, 844), (640, 450)  # the wide window, at 200%
LOOKS = [(size, theme) for size in (WIDE, NARROW) for theme in ("light", "dark")]

FITS = "document.documentElement.scrollWidth <= window.innerWidth"


def named(value):
    return value if isinstance(value, str) else f"{value[0][0]}-{value[1]}"


@pytest.fixture(scope="module", params=PAGES)
def name(request):
    return request.param


@pytest.fixture(scope="module", params=LOOKS, ids=named)
def look(request):
    return request.param


@pytest.fixture(scope="module")
def tab(browser, address, name):
    """Give a page by its window's size, opened once for all that is asked of it.

    In `trouble` stand errors and other hosts.
    """
    with ExitStack() as contexts:

        @cache
        def tab(size):
            viewport = dict(zip(("width", "height"), size, strict=True))
            context = browser.new_context(viewport=viewport, reduced_motion="reduce")
            contexts.callback(context.close)
            page, ours = context.new_page(), (address, "data:", "blob:")
            page.trouble, page.arrived = [], []
            page.on("requestfinished", lambda request: page.arrived.append(request))
            page.on("request", lambda r: r.url.startswith(ours) or page.trouble.append(r.url))
            page.on("console", lambda m: m.type == "error" and page.trouble.append(m.text))
            page.on("pageerror", lambda error: page.trouble.append(str(error)))
            page.goto(f"{address}/{name}.html", wait_until="networkidle")
            wait_for_arrival(page)
            return page

        yield tab


@pytest.fixture
def page(tab, look):
    """The page in a window of that size, in that theme, which follows the system's."""
    size, theme = look
    page = tab(size)
    page.emulate_media(color_scheme=theme)
    page.wait_for_function("(theme) => document.documentElement.dataset.theme === theme", arg=theme)
    return page


def only(*looks):
    return pytest.mark.parametrize("look", looks, indirect=True, ids=named)


def test_page_is_quiet_and_fits(page):
    assert not page.trouble
    assert page.evaluate(FITS)


EDITOR = "/_live/editor-"


@only((WIDE, "light"))
def test_page_asks_for_at_most_300_kilobytes_before_any_touch(page):
    """A page for practice opens with an exercise, whose editor it may bring."""
    spared = EDITOR if "-practice" in page.url else None
    arrived = [each for each in page.arrived if not (spared and spared in each.url)]
    bodies = [(each, each.response().body()) for each in arrived]
    sent = [gzip.compress(body) if is_text(each) else body for each, body in bodies]
    assert sum(map(len, sent)) <= 300_000


def is_text(request):
    """Whether hosts send it compressed."""
    return Path(urlsplit(request.url).path).suffix in (".html", ".css", ".js", ".svg", ".json")


# Letters of formulas are a third of a page's elements, and axe looks long at each; the theme's
# button of search shows its shortcut beside its name.
LOOKED_AT = {"exclude": [["math"], [".search-button-field"]]}
ASKED = ("label-content-name-mismatch", "target-size")  # which axe asks only if it is told to


@only((WIDE, "light"), (NARROW, "dark"))
def test_page_is_accessible(page):
    assert not grave(page, LOOKED_AT, ASKED)


FOLDS = """[...document.querySelectorAll("details.hide > summary")].map((summary) =>
  [...summary.children].filter((each) => getComputedStyle(each).display !== "none")
    .map((each) => each.textContent).join(", "))"""


@only((WIDE, "light"))
def test_every_fold_has_a_name_of_its_own(page):
    names = page.evaluate(FOLDS)
    assert len(set(names)) == len(names)
    assert not page.locator("article details.hide > summary[aria-label]").count()


@only((WIDE, "light"))
def test_every_column_says_what_it_holds(page):
    heads = page.locator(".pst-scrollable-table-container th").all_text_contents()
    assert all(head.strip() for head in heads)


COLORED = """[...document.querySelectorAll("math, math *")].filter((part) =>
  getComputedStyle(part).color !== getComputedStyle(part.parentElement).color
).map((part) => part.textContent)"""


@only((WIDE, "light"), (NARROW, "dark"))
def test_a_formula_has_the_color_of_the_text_around_it(page):
    assert not page.evaluate(COLORED)


OUTSIDE = """() => {
  const folds = [...document.querySelectorAll(".explorable-ask details:not([open])")];
  for (const fold of folds) fold.open = true;
  const found = [...document.querySelectorAll("span.math > math")].filter((formula) =>
    formula.getBoundingClientRect().right >
    formula.closest("p, li, dd, dt, td, th, div").getBoundingClientRect().right + 1
  ).map((formula) => formula.textContent);
  for (const fold of folds) fold.open = false;
  return found;
}"""


@only((NARROW, "light"))
def test_a_formula_in_a_line_fits_into_it(page):
    assert not page.evaluate(OUTSIDE)


@only((WIDE, "light"))
def test_page_can_be_read_at_twice_its_size(page):
    page.set_viewport_size(dict(zip(("width", "height"), ZOOMED, strict=True)))
    assert page.evaluate(FITS)
    page.set_viewport_size(dict(zip(("width", "height"), WIDE, strict=True)))


STARTS = """() => [...document.querySelectorAll("article span.math > math")].filter((formula) => {
  const behind = formula.nextSibling;
  if (!behind) return false;
  const range = document.createRange();
  range.selectNodeContents(behind);
  return range.getBoundingClientRect().left < formula.getBoundingClientRect().right - 3;
}).map((formula) => formula.parentElement.textContent)"""


@only((WIDE, "light"), (NARROW, "light"))
def test_no_line_begins_with_the_punctuation_behind_a_formula(page):
    assert not page.evaluate(STARTS)


FURNITURE = """() => [...document.querySelectorAll("article details")].filter((fold) =>
  !fold.closest("section[id^=deeper]") &&
  !fold.matches(".tag_figure > *, .tag_imports > *, .tag_solution > *, .tag_hint > *") &&
  !fold.closest(".explorable-explorer, .explorable-ask, .package") &&
  !/^\\s*(Hint( \\d)?|An? answer|Answer)\\s*$/.test(
    fold.querySelector("summary").textContent)).length"""


@only((WIDE, "light"))
def test_a_core_has_at_most_25_folds_besides_exercises_and_the_code_of_figures(page):
    assert page.evaluate(FURNITURE) <= 25


SCROLLS = """() => [...document.querySelectorAll("article *")].filter((box) =>
  /auto|scroll/.test(getComputedStyle(box).overflowX) && box.checkVisibility() &&
  box.scrollWidth > box.clientWidth + 2 && getComputedStyle(box).backgroundImage === "none"
).map((box) => box.outerHTML.slice(0, 80))"""


@only((WIDE, "light"), (NARROW, "dark"))
def test_what_goes_on_sideways_shows_it_by_a_shade(page):
    assert not page.evaluate(SCROLLS)


NUMBERS = """numbers => numbers.filter((number) => number.getBoundingClientRect().top <
  number.previousElementSibling.getBoundingClientRect().bottom - 1).length"""


@only((NARROW, "light"))
def test_on_a_phone_a_formula_has_its_number_below(page):
    assert page.locator("div.math > .eqno").evaluate_all(NUMBERS) == 0


@pytest.mark.parametrize("name", ["chapters/11-myths"], indirect=True)
@only((WIDE, "light"))
def test_logo_and_search_stay_in_sight_when_the_list_of_chapters_is_scrolled(page):
    page.locator("#pst-primary-sidebar").evaluate("bar => bar.scrollTo(0, bar.scrollHeight)")
    page.set_viewport_size({"width": 1280, "height": 500})
    page.locator("#pst-primary-sidebar").evaluate("bar => bar.scrollTo(0, bar.scrollHeight)")
    for part in (".navbar-brand", ".search-button-field"):
        expect(page.locator(f"#pst-primary-sidebar {part}")).to_be_in_viewport(ratio=1)
    page.set_viewport_size(dict(zip(("width", "height"), WIDE, strict=True)))


MARGIN = """() => {
  const right = (path) => Math.max(...[...document.querySelectorAll(path)]
    .filter((each) => each.checkVisibility()).map((each) => each.getBoundingClientRect().right));
  const contents = document.querySelector(".bd-sidebar-secondary").getBoundingClientRect().left;
  return [right("section > p"), right("section > div.cell > .cell_input"), contents];
}"""


@only((WIDE, "light"))
@pytest.mark.parametrize("name", ["chapters/05-gradient-descent"], indirect=True)
@pytest.mark.parametrize("width", [1200, 1280, 1440, 1920])
def test_code_takes_the_margin_beside_the_text_up_to_the_contents(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    text, code, contents = page.evaluate(MARGIN)
    assert text + 90 < code <= contents
    assert page.evaluate(FITS)
    page.set_viewport_size(dict(zip(("width", "height"), WIDE, strict=True)))


SLIDERS = "all => all.map((each) => each.checkVisibility() ? each.clientWidth : 100)"


@only((WIDE, "light"), (NARROW, "light"))
def test_page_can_be_read_and_used_with_text_of_twice_its_size(page):
    style = page.add_style_tag(content="html { font-size: 200% !important }")
    assert page.evaluate(FITS)
    assert not [w for w in page.locator("input[type=range]").evaluate_all(SLIDERS) if w < 60]
    style.evaluate("style => style.remove()")


NARROWEST = (320, 844)  # the formula is a quarter too wide for it, however its font is hinted


@pytest.mark.parametrize("name", ["chapters/notation"], indirect=True)
@only(*((size, theme) for size in (WIDE, NARROWEST) for theme in ("light", "dark")))
def test_a_long_formula_scrolls_in_its_own_box(page, look):
    formula = page.locator(".formula").first
    wide = formula.evaluate("e => e.scrollWidth > e.clientWidth")
    assert wide == (look[0] == NARROWEST)
    assert formula.get_attribute("tabindex") == ("0" if wide else None)
    assert page.evaluate(FITS)


@only((WIDE, "light"))
@pytest.mark.parametrize("name", ["chapters/notation"], indirect=True)
def test_the_font_of_formulas_is_loaded(page):
    assert page.evaluate("document.fonts.check('16px STIX2')")
