"""Pages as a browser shows them: wide and narrow, light and dark, quiet and accessible."""

import gzip
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import prose
import pytest
from accessible import grave
from playwright.sync_api import expect
from stored import CONTENTS
from visits import wait_for_arrival, wait_for_frame

PAGES = [*CONTENTS, "search", "genindex", "404"]
CORES = ["chapters/intro", *(f"chapters/{path.stem}" for path in prose.CORES)]
WIDE, NARROW, ZOOMED = (1280, 1024), (390, 844), (320, 256)  # the wide window, at 400%
LOOKS = [(WIDE, "light"), (NARROW, "dark")]

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


# The theme's button of search shows its shortcut beside its name.
LOOKED_AT = {"exclude": [[".search-button-field"]]}
ASKED = ("label-content-name-mismatch", "target-size")  # which axe asks only if it is told to
OF_STYLE = ("color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size")
"""What depends on the window and the theme: the rest is the document's, which is the same."""


@only((WIDE, "light"))
def test_page_is_accessible(page):
    assert not grave(page, LOOKED_AT, ASKED)


@pytest.mark.parametrize("name", CORES, indirect=True)
@only((NARROW, "dark"))
def test_page_is_accessible_on_a_phone_in_the_dark(page):
    assert not grave(page, LOOKED_AT, ASKED, OF_STYLE)


FAULTS = {
    "folds that share a name, or whose name hides its words": (
        [(WIDE, "light")],
        """() => {
          const named = [...document.querySelectorAll("details.hide > summary")].map((summary) =>
            [...summary.children].filter((each) => getComputedStyle(each).display !== "none")
              .map((each) => each.textContent).join(", "));
          return [...named.filter((name, k) => named.indexOf(name) < k),
            ...document.querySelectorAll("article details.hide > summary[aria-label]")].map(String);
        }""",
    ),
    "columns that do not say what they hold": (
        [(WIDE, "light")],
        """() => [...document.querySelectorAll(".pst-scrollable-table-container th")]
          .filter((head) => !head.textContent.trim()).map((head) => head.outerHTML)""",
    ),
    "formulas of another color than the text around them": (
        [(WIDE, "light"), (NARROW, "dark")],
        """() => [...document.querySelectorAll("math, math *")].filter((part) =>
          getComputedStyle(part).color !== getComputedStyle(part.parentElement).color
        ).map((part) => part.textContent)""",
    ),
    "formulas in a line that do not fit into it": (
        [(NARROW, "dark")],
        """() => {
          const folds = [...document.querySelectorAll(".explorable-ask details:not([open])")];
          for (const fold of folds) fold.open = true;
          const found = [...document.querySelectorAll("span.math > math")].filter((formula) =>
            formula.getBoundingClientRect().right >
            formula.closest("p, li, dd, dt, td, th, div").getBoundingClientRect().right + 1
          ).map((formula) => formula.textContent);
          for (const fold of folds) fold.open = false;
          return found;
        }""",
    ),
    "lines that begin with the punctuation behind a formula": (
        [(WIDE, "light"), (NARROW, "dark")],
        """() => [...document.querySelectorAll("article span.math > math")].filter((formula) => {
          const behind = formula.nextSibling;
          if (!behind || !formula.checkVisibility()) return false; // a closed fold has no lines
          const range = document.createRange();
          range.selectNodeContents(behind);
          return range.getBoundingClientRect().left < formula.getBoundingClientRect().right - 3;
        }).map((formula) => formula.parentElement.textContent)""",
    ),
    "more than 25 folds besides exercises and the code of figures": (
        [(WIDE, "light")],
        """() => [...document.querySelectorAll("article details")].filter((fold) =>
          !fold.closest("section[id^=deeper]") &&
          !fold.matches(".tag_figure > *, .tag_imports > *, .tag_solution > *, .tag_hint > *") &&
          !fold.closest(".explorable-explorer, .explorable-ask, .package") &&
          !/^\\s*(Hint( \\d)?|An? answer|Answer)\\s*$/.test(
            fold.querySelector("summary").textContent)
        ).slice(25).map((fold) => fold.textContent)""",
    ),
    "boxes that scroll sideways without a shade": (
        [(WIDE, "light"), (NARROW, "dark")],
        """() => [...document.querySelectorAll("article *")].filter((box) =>
          /auto|scroll/.test(getComputedStyle(box).overflowX) && box.checkVisibility() &&
          box.scrollWidth > box.clientWidth + 2 && getComputedStyle(box).backgroundImage === "none"
        ).map((box) => box.outerHTML.slice(0, 80))""",
    ),
    "formulas of a phone with their number beside them": (
        [(NARROW, "dark")],
        """() => [...document.querySelectorAll("div.math > .eqno")].filter((number) =>
          number.getBoundingClientRect().top <
          number.previousElementSibling.getBoundingClientRect().bottom - 1
        ).map((number) => number.textContent)""",
    ),
}
"""What no page has, in which windows and themes it is looked for, and how it is found."""


@only((WIDE, "light"), (NARROW, "dark"))
def test_page_has_no_fault_that_a_reader_would_see(page, look):
    seen = {what: page.evaluate(find) for what, (looks, find) in FAULTS.items() if look in looks}
    assert not {what: where for what, where in seen.items() if where}


@only((WIDE, "light"))
def test_page_can_be_read_at_four_times_its_size(page):
    page.set_viewport_size(dict(zip(("width", "height"), ZOOMED, strict=True)))
    wait_for_frame(page)
    assert page.evaluate(FITS)
    page.set_viewport_size(dict(zip(("width", "height"), WIDE, strict=True)))


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
    wait_for_frame(page)
    text, code, contents = page.evaluate(MARGIN)
    assert text + 90 < code <= contents
    assert page.evaluate(FITS)
    page.set_viewport_size(dict(zip(("width", "height"), WIDE, strict=True)))


SLIDERS = "all => all.map((each) => each.checkVisibility() ? each.clientWidth : 100)"


@only((WIDE, "light"), (NARROW, "dark"))
def test_page_can_be_read_and_used_with_text_of_twice_its_size(page):
    style = page.add_style_tag(content="html { font-size: 200% !important }")
    wait_for_frame(page)
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
