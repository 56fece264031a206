"""The German part of the book: prose and buttons are German, figures and questions English."""

import gzip
import json
import re
from pathlib import Path

import gate
import pytest
from accessible import grave
from explorable import words
from playwright.sync_api import expect
from visits import wait_for_arrival

from tools.translation import catalogs

pytestmark = gate.STAGE

BOOK = Path(__file__).parents[2]
CHAPTER, LANDING = "chapters/01-scores-and-margins", "chapters/intro"
PAGES = catalogs.pages(BOOK, "de")
WORDS = {each.context: each.string for each in catalogs.read(BOOK, "de", "interface") if each.id}
PACKED_BY_HOSTS = (".html", ".css", ".js", ".svg", ".json")
ENGLISH = re.compile(r"\b(the|of|and|is|are|with|which|this|what|to be|score of|loss)\b")
# What is stored, proofs and titles that are cited in English, code, names of files and of pages.
NOT_TRANSLATED = (
    "script, style, pre, code, math, noscript, svg, [lang], .citation, [href*=bibliography], "
    ".prev-next-area"
)
SAID = f"""() => {{
  const page = document.querySelector("main").cloneNode(true);
  for (const each of page.querySelectorAll("{NOT_TRANSLATED}")) each.remove();
  return page.textContent;
}}"""
LABELS = """() => [...document.body.querySelectorAll("[aria-label], [title], [alt], [placeholder]")]
  .filter((each) => !each.closest("[lang]:not(html), [href*=bibliography]"))
  .flatMap((each) => ["aria-label", "title", "alt", "placeholder"].map((n) => each.getAttribute(n)))
  .filter((said) => said)"""
LEADS = """() => [...document.querySelectorAll(".explorable-see a")].map((link) => {
  const section = document.querySelector(link.hash).closest("section");
  return [link.textContent, section.querySelector("h2, h3").firstChild.textContent];
})"""
CUT_OFF = """() => [...document.querySelectorAll("main span.math > math")]
  .filter((formula) => formula.checkVisibility())
  .filter((formula) => formula.getBoundingClientRect().right > innerWidth)
  .map((formula) => formula.textContent)"""


@pytest.fixture(scope="module")
def context(browser):
    """A reader's browser for all of this: Python comes once."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        yield context


@pytest.fixture
def visit(context, address):
    """Open a page of the German part; what goes wrong is noted in `trouble`."""
    opened = []

    def visit(name):
        page, trouble = context.new_page(), []
        opened.append(page)
        page.on("console", lambda m: m.type == "error" and trouble.append(m.text))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("response", lambda r: r.status < 400 or trouble.append(r.url))
        page.goto(f"{address}/de/{name}.html")
        wait_for_arrival(page)
        return page, trouble

    yield visit
    for page in opened:
        page.close()


@pytest.mark.parametrize("name", PAGES)
def test_it_says_what_it_is_and_no_english(visit, name):
    page, trouble = visit(name)
    expect(page.locator("html")).to_have_attribute("lang", "de")
    said = [page.evaluate(SAID), *page.evaluate(LABELS)] if "bibliography" not in name else []
    assert not [found for text in said for found in ENGLISH.findall(text)]
    english = {said for key, said in words.english().items() if said != WORDS[key] and " " in said}
    text = page.locator("body").inner_text()
    assert not [said for said in english if "{" not in said and said in text]
    assert not trouble


@pytest.mark.parametrize("name", [LANDING, CHAPTER])
def test_axe_finds_nothing(visit, name):
    page, _ = visit(name)
    assert not grave(page, {"exclude": [["math"]]})


def test_an_explorer_moves_and_its_buttons_are_german(visit):
    page, trouble = visit(CHAPTER)
    figure = page.locator('[data-explorer="hinge_by_hand"]')
    figure.get_by_role("button", name=WORDS["showAnswer"]).click()
    slider = figure.get_by_role("slider", name="score of car").first
    slider.press("End")
    caption = figure.locator(".explorable-caption")
    expect(caption).to_contain_text("Loss 3.8: car 3.8 and frog 0.0.")
    expect(figure).to_have_attribute("data-runtime", "ready")  # its own Python, not a baked frame
    figure.locator(".explorable-more > summary").click()
    figure.locator("[data-preset$=frog]").click()
    expect(caption).to_contain_text("Loss 12.9: cat 6.3 and car 6.6.")
    assert not trouble


def test_a_cell_runs_an_exercise_is_judged_and_a_question_answers(visit):
    page, trouble = visit(CHAPTER)
    cell = page.locator("div.cell.tag_exercise").first
    cell.get_by_role("button", name=WORDS["edit"]).first.dispatch_event("click")
    box = cell.get_by_role("textbox")
    expect(box).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("my_hinge = lambda s, k: np.maximum(s - s[k] + 1, 0).sum()\n")
    page.keyboard.type("checks.scores.hinge(my_hinge)")
    cell.get_by_role("button", name=WORDS["run"]).first.dispatch_event("click")
    expect(cell.locator(".explorable-verdict")).to_contain_text("does not compete with itself")
    ask = page.locator(".explorable-ask").first
    ask.locator("label", has_text="the 4, the 7").click()
    ask.get_by_role("button", name=WORDS["check"]).click()
    expect(ask.locator(".explorable-said")).to_contain_text("These numbers are names.")
    assert not trouble


def test_answers_lead_back_to_sections_by_the_names_that_these_have(visit):
    page, _ = visit(CHAPTER)
    leads = page.evaluate(LEADS)
    assert leads
    assert not [pair for pair in leads if pair[0] != pair[1]]


def test_on_a_phone_no_formula_with_german_words_is_cut_off(visit):
    page, _ = visit(CHAPTER)
    page.set_viewport_size({"width": 390, "height": 844})
    assert not page.evaluate(CUT_OFF)


@pytest.mark.parametrize("name", [LANDING, CHAPTER])
def test_it_asks_for_little_before_a_touch(browser, address, name):
    with browser.new_context() as context:
        page, arrived = context.new_page(), []
        page.on("requestfinished", lambda request: arrived.append(request))
        page.goto(f"{address}/de/{name}.html", wait_until="networkidle")
        bodies = [(each.url.partition("?")[0], each.response().body()) for each in arrived]
    sent = [gzip.compress(b) if url.endswith(PACKED_BY_HOSTS) else b for url, b in bodies]
    assert sum(map(len, sent)) <= 300_000


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_what_is_english_and_marks_it(site, name):
    html = (site / "de" / f"{name}.html").read_text("utf-8")
    assert '<p class="stays">Bilder, Fragen und Code sind auf Englisch.</p>' in html
    outputs = re.findall(r'<div class="cell_output[^>]*>', html)
    assert all('lang="en"' in each for each in outputs)
    assert not re.search(r'<(?:img|div class="math)[^>]* lang="en"', html)


@pytest.mark.parametrize("name", PAGES)
def test_each_page_leads_to_the_other_language_and_back(site, name):
    here, there = (site / f"{folder}{name}.html" for folder in ("", "de/"))
    for page, other, language in ((here, there, "de"), (there, here, "en")):
        html = page.read_text("utf-8")
        link = re.search(rf'<a class="language" href="([^"]+)" hreflang="{language}"', html)
        assert (page.parent / link[1]).resolve() == other.resolve()
        assert f'<link rel="alternate" hreflang="{language}" href=' in html


def test_pages_without_a_translation_offer_none(site):
    html = (site / "chapters" / "glossary.html").read_text("utf-8")
    assert not re.search(r'<[^>]* (class="language"|hreflang=)', html)


def test_a_link_to_a_page_that_is_not_translated_leads_to_english_and_says_so(site, visit):
    page, _ = visit(CHAPTER)
    link = page.get_by_role("main").get_by_role("link", name=re.compile("^Glossar"))
    expect(link).to_have_attribute("href", "../../chapters/glossary.html")
    shown = link.evaluate("link => getComputedStyle(link, '::after').content")
    assert json.loads(shown) == " (en)"
    number = re.search(
        r"thm-borders.*?Theorem ([\d.]+)", (site / f"{CHAPTER}.html").read_text(), re.S
    )
    expect(page.locator("[href$='#thm-borders']").first).to_have_text(f"Satz {number[1]}")


def test_the_parts_of_python_that_both_have_lie_there_once(site):
    manifest = json.loads((site / "de" / "_live" / "manifest.json").read_text())
    files = [*manifest["archives"], *manifest["core"].values(), *manifest["data"].values()]
    assert all(each["file"].startswith("../../_live/") for each in files)
    assert all((site / "de" / "_live" / each["file"]).exists() for each in files)
