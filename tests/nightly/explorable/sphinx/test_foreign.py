"""A book of somebody else lives too: as a Jupyter Book in German, and in plain Sphinx.

In each theme that is installed: `make test-sphinx` has them all.

Its explorers stand in a module of its own, which needs a wheel of pure Python, and in a cell.
"""

import re
from functools import cache
from importlib.util import find_spec

import pytest
from foreign_book import build
from playwright.sync_api import expect
from serving import serving

THEMES = {
    "jupyter-book": "jupyter_book",
    "alabaster": "alabaster",
    "furo": "furo",
    "explorable_book": "sphinx_book_theme",
}
"""Which package each has to have, by the theme's name."""
BOOKS = [kind for kind, module in THEMES.items() if find_spec(module)]
in_one_theme = pytest.mark.parametrize("open_page", BOOKS[:1], indirect=True)
"""What Python and the page's scripts do, which no theme has a part in."""
# Jupyter Book loads sphinx-thebe twice, with or without this extension; a missing file is noted by
# its address, and a browser asks for an icon that no page names. Sphinx's script evaluates a rule
# of plurals, the last thing that it takes from a translation, and a strict policy refuses that.
NOT_OURS = (
    "Identifier 'THEBE_JS_URL' has already been declared",
    "Failed to load resource",
    "Evaluating a string as JavaScript violates",
)
ICON = "/favicon.ico"


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    """Give the pages of a book, which is built once."""
    folder = tmp_path_factory.mktemp("foreign")
    return cache(lambda kind: build(kind, folder / kind))


@pytest.fixture(params=BOOKS)
def open_page(request, books, browser):
    """Open a page of a book, on which nothing may go wrong, and which asks no other host."""
    trouble = []
    with serving(books(request.param)) as address, browser.new_page() as page:
        ours = (f"{address}/", "data:", f"blob:{address}/")
        page.on("request", lambda r: r.url.startswith(ours) or trouble.append(r.url))
        page.on("response", lambda r: r.status < 400 or trouble.append(r.url))
        page.on("console", lambda m: m.type == "error" and trouble.append(m.text))
        page.on("pageerror", lambda error: trouble.append(str(error)))

        def open_page(name):
            page.goto(f"{address}/{name}.html")
            expect(page.locator("fieldset:disabled")).to_have_count(0)  # its explorer is mounted
            return page

        yield open_page
    assert not [t for t in trouble if not t.startswith(NOT_OURS) and not t.endswith(ICON)]


@pytest.mark.parametrize(
    ("open_page", "name", "control", "caption"),
    [
        *((kind, "wave", "freq", "amplitude 1.0, frequency 1.5") for kind in BOOKS),
        (BOOKS[0], "power", "power", "x to the power of 4"),
    ],
    indirect=["open_page"],
)
def test_its_explorers_live(open_page, name, control, caption):
    page = open_page(name)
    figure = page.locator("figure.explorable-explorer")
    figure.locator(f"input[type=range][name={control}]").press("ArrowRight")
    expect(figure.locator(".explorable-caption")).to_have_text(caption)
    expect(figure.page.locator("html")).to_have_attribute("data-runtime", "ready")
    assert figure.locator(".explorable-error").count() == 0


def test_a_question_is_answered_and_has_the_formulas_links_and_words_of_its_book(open_page):
    page = open_page("quiz")
    ask = page.locator(".explorable-ask")
    ask.scroll_into_view_if_needed()
    expect(ask.locator(".explorable-asked math")).to_have_text("l")
    check = ask.get_by_role("button", name="Check")
    ask.locator("label", has_text="verdoppelt").click()
    check.click()
    said = ask.locator(".explorable-feedback")
    expect(said).to_contain_text("Das tut die Frequenz: in")
    expect(said.locator("math")).to_have_count(2)
    link = said.get_by_role("link", name="Der Takt")
    expect(link).to_have_attribute("href", "wave.html#der-takt")
    ask.locator("label", has_text="halbiert").click()
    check.click()
    expect(said.get_by_role("link", name="hier")).to_have_attribute("href", "wave.html#der-takt")
    page.reload()
    expect(said).to_contain_text("Das Tempo bleibt")


@in_one_theme
def test_functions_of_plain_ipywidgets_live(open_page):
    page = open_page("tilt")
    ramp = page.locator("figure[data-explorer=ramp]")
    text, title = ramp.locator("pre"), ramp.locator("svg text", has_text=re.compile("dry|wet"))
    expect(text).to_have_text("it rises by 1.00\n")
    ramp.locator("input[type=range]").press("ArrowRight")
    expect(text).to_have_text("it rises by 1.15\n")  # a frame, or what Python says
    expect(ramp.page.locator("html")).to_have_attribute("data-runtime", "ready")
    ramp.locator("select").select_option("wet")
    expect(title).to_have_text("wet")
    ramp.locator("input[data-for]").fill("60")
    expect(text).to_have_text("it rises by 1.73\n")
    weight = page.locator("figure.explorable-function").nth(1)
    weight.locator("input[type=range]").press("ArrowRight")
    expect(weight.locator("pre").first).to_have_text("15 N\n")
    weight.locator("input[type=range]").press("End")
    expect(weight.get_by_role("alert")).to_contain_text("ValueError: too heavy")
    weight.locator("input[type=range]").press("Home")
    expect(weight.locator("pre").first).to_have_text("5 N\n")
    assert "<function" not in page.locator("body").inner_text()


@pytest.mark.parametrize("kind", BOOKS)
def test_a_fold_is_called_what_the_book_calls_it(books, kind):
    words = "The code of" if kind == "alabaster" else "Der Code des Bildes"
    folds = re.findall("<summary>.*?</summary>", (books(kind) / "power.html").read_text(), re.S)
    assert len(folds) == 1 and folds[0].count(words) == 2


def test_a_search_speaks_the_language_of_its_book_under_a_strict_policy_too(open_page):
    page = open_page("search")
    page.goto(f"{page.url}?q=Frequenz")
    expect(page.locator("#search-results").get_by_role("link").first).to_be_visible()
    page.goto(f"{page.url}nonsense")
    german = page.locator("html").get_attribute("lang") == "de"
    none = "Ihre Suche ergab keine Treffer" if german else "Your search did not match"
    expect(page.locator("#search-results")).to_contain_text(none)


@in_one_theme
def test_a_stream_runs_in_the_worker_stops_goes_on_and_starts_over(open_page):
    page = open_page("flood")
    figure = page.locator("figure.explorable-explorer")
    caption, button = figure.locator(".explorable-caption"), figure.locator("[data-do=run]")
    expect(caption).to_have_text("hour 60: 180 cm")
    page.evaluate("""() => {
      window.seen = [];
      const caption = document.querySelector(".explorable-caption");
      const button = document.querySelector("[data-do=run]");
      new MutationObserver(() => {
        seen.push(caption.textContent);
        if (caption.textContent.startsWith("hour 5:")) button.click();
      }).observe(caption, { childList: true });
    }""")
    button.click()
    expect(button).to_have_text("Continue")
    button.click()
    expect(caption).to_have_text("hour 60: 180 cm")
    expect(button).to_have_text("Run")
    assert page.evaluate("seen.filter((each) => each.endsWith(' cm'))") == [
        f"hour {hour}: {3 * hour} cm" for hour in range(1, 61)
    ]
    slider = figure.locator("input[type=range]")
    for key, speed in {"End": 9, "Home": 1}.items():  # the second while the first has not ended
        slider.press(key)
        expect(caption).to_have_text(f"hour 6: {6 * speed} cm")
        expect(button).to_have_text("Continue")
    button.click()
    expect(caption).to_have_text("hour 60: 60 cm")
    assert figure.locator(".explorable-error").count() == 0
