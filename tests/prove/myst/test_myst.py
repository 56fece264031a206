"""Books of MyST's engine live: a stranger's notebooks, two pages with a question, a chapter.

The theme is a light one of our own, which calls widgets as MyST's own themes do; those were not
tried, for their own command fetches them.
"""

import re
import shutil

import living
import myst_book
import nbformat
import pytest
import reading
import strangers
from browser import LIMIT
from descent.explorers import catalogue
from foreign_book import HERE as FOREIGN
from playwright.sync_api import expect
from serving import serving
from visits import damaged, lost, show_controls, touch, wait_for_answers

ENGINES = ["chromium", "firefox"]
STRANGERS = ["sliders", "closures"]
NOTEBOOKS = myst_book.ROOT / "tests" / "nightly" / "explorable" / "notebooks"
CHAPTER = "03-softmax"
PLAIN = {
    "application/vnd.jupyter.widget-view+json": {"model_id": "0"},
    "text/plain": "interactive(children=(IntSlider(value=1),))",
}
"""What `interact` leaves in a notebook that nobody has stored for pages."""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Give the folder of the book, and what was said while its pages were built."""
    folder = tmp_path_factory.mktemp("myst")
    myst_book.prepare(folder)
    texts = [*(NOTEBOOKS / f"{name}.md" for name in STRANGERS)]
    texts += [FOREIGN / f"{name}.md" for name in ("wave", "quiz")]
    myst_book.store(folder, texts)
    shown = nbformat.v4.new_output("display_data", PLAIN)
    cell = nbformat.v4.new_code_cell("interact(f, n=(1, 3))", outputs=[shown])
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), folder / "plain.ipynb")
    for name in (f"{CHAPTER}.ipynb", "references.bib"):
        shutil.copy(myst_book.ROOT / "chapters" / name, folder)
    return folder, myst_book.build(folder, "--html")


@pytest.fixture(scope="module")
def book(built):
    with serving(built[0] / "_build" / "html") as address:
        yield address


@pytest.fixture(params=ENGINES)
def tab(request, open_tab, book):
    """A tab, in which nothing may go wrong and which asks no other host."""
    expect.set_options(timeout=LIMIT)
    with open_tab(request.param) as tab:
        page, trouble = tab.page, []
        page.trouble = trouble
        ours = (f"{book}/", "data:", f"blob:{book}/")
        page.on("request", lambda r: r.url.startswith(ours) or trouble.append(r.url))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        yield tab
        assert trouble == []


@pytest.mark.parametrize("name", STRANGERS)
def test_functions_of_strangers_are_moved_by_keys(tab, book, name):
    strangers.move(tab, f"{book}/{name}/", name)


def test_a_chapter_s_figures_say_what_python_says(tab, book):
    tab.goto(f"{book}/softmax/")
    living.answers_as_cpython_does(tab.page, CHAPTER)


def test_an_explorer_that_needs_a_wheel_lives(tab, book):
    tab.open(f"{book}/wave/")
    tab.wake("figure")
    tab.focus("input[name=freq]")
    tab.press("ArrowRight")
    tab.wait_for_words(".explorable-caption", "^amplitude 1.0, frequency 1.5$")


def test_a_guess_is_answered_and_kept(tab, book):
    asking = catalogue()["softmax_temperature"]
    reading.guess(tab, f"{book}/softmax/", asking, [0.02, 0.3, 0.6, 0.98])


def test_a_question_is_answered_and_kept_and_its_links_lead_to_the_other_page(tab, book):
    tab.goto(f"{book}/quiz/")
    ask = tab.page.locator(".explorable-ask")
    expect(ask.locator(".explorable-asked math")).to_have_text("l")
    said, check = ask.locator(".explorable-feedback"), ask.get_by_role("button", name="Check")
    ask.locator("label", has_text="verdoppelt").click()
    check.click()
    expect(said).to_contain_text("Das tut die Frequenz: in")
    expect(said.locator("math")).to_have_count(2)
    ask.locator("label", has_text="halbiert").click()
    check.click()
    expect(said.get_by_role("link").first).to_have_attribute("href", re.compile(r"/wave(#|$)"))
    tab.reload()
    expect(said).to_contain_text("Das Tempo bleibt")


def test_in_the_dark_ink_is_light_before_and_after_a_move(tab, book):
    tab.open(f"{book}/softmax/")
    ink = f"{reading.TEMPERATURE} .explorable-picture svg[role=img]"
    assert tab.evaluate(reading.LIGHTNESS, ink) < 0.3
    tab.evaluate("() => document.documentElement.classList.add('dark')")
    assert tab.evaluate(reading.LIGHTNESS, ink) > 0.7
    wait_for_answers(touch(tab.page))
    assert tab.evaluate(reading.LIGHTNESS, ink) > 0.7


@pytest.mark.parametrize(
    ("pattern", "mishap"), [("**/manifest.json", lost), ("**/packages-*.tar.gz", damaged)]
)
def test_a_start_that_fails_once_is_made_again(tab, book, pattern, mishap):
    tab.page.route(pattern, mishap, times=1)
    tab.goto(f"{book}/softmax/")
    wait_for_answers(touch(tab.page))


def test_without_python_frames_move_it_and_retry_is_offered(tab, book):
    tab.page.route("**/manifest.json", lost)
    tab.goto(f"{book}/softmax/")
    figure = touch(tab.page)
    show_controls(figure)
    figure.locator("[name=temperature]").press("End")
    reading.wait_for_caption(
        tab, reading.TEMPERATURE, reading.caption("softmax_temperature", temperature=100.0)
    )
    retry = figure.get_by_role("button", name="Retry")
    expect(retry).to_be_visible()  # what comes before that is found by the second try of its own
    tab.page.unroute("**/manifest.json")
    retry.click()
    wait_for_answers(figure)


def test_nothing_of_python_is_asked_for_before_a_touch(tab, book):
    asked = []
    tab.page.on("request", lambda request: asked.append(request.url))
    tab.open(f"{book}/sliders/")
    assert not [url for url in asked if "/python/" in url]
    tab.wake("figure")
    assert any("/python/manifest.json" in url for url in asked)


def test_the_living_one_alone_is_printed_without_what_is_pressed(tab, book):
    tab.open(f"{book}/softmax/")
    tab.page.emulate_media(media="print")
    expect(tab.page.locator(".explorable-still").filter(visible=True)).to_have_count(0)
    expect(tab.page.locator(".explorable-controls").filter(visible=True)).to_have_count(0)
    assert tab.page.locator(".explorable-picture svg[role=img]").first.is_visible()


def test_without_scripts_there_are_picture_words_and_question(browser, book):
    with browser.new_page(java_script_enabled=False) as page:
        page.goto(f"{book}/softmax/")
        still = page.locator(".explorable-still")
        first = still.filter(has=page.locator("img")).first
        words = catalogue()["softmax_temperature"].question
        assert first.locator("img").get_attribute("alt").startswith(words)
        assert first.evaluate("still => still.querySelector('img').naturalWidth") > 100
        assert first.locator("p").inner_text().startswith(words)
        asked = still.filter(has_text="Which pair of weight vectors").first
        assert asked.locator("li").count() >= 3
        assert asked.locator("math").count() >= 4


def test_what_was_not_stored_for_pages_is_named_with_what_stores_it(built):
    assert re.search(
        r"plain\.ipynb.* code cell 1 stays still: interactive\(…\) .* --interact plain\.ipynb",
        built[1],
    )


def test_the_engine_exports_a_figure_s_picture_and_words(built):
    folder, _ = built
    myst_book.build(folder, "--tex")
    text = (folder / "out" / "wave.tex").read_text("utf-8")
    assert r"\includegraphics" in text
    assert "Was geschieht, wenn die Frequenz steigt? amplitude 1.0, frequency 1.0" in text
