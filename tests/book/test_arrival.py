"""A long page comes section by section and is whole soon after; what scrolls has a tab stop."""

import gate
import pytest
from playwright.sync_api import expect
from visits import wait_for_arrival

pytestmark = gate.STAGE

LAST = "section > section:last-of-type"
KEPT_BACK = f"""document.addEventListener("readystatechange", () => {{
  const last = [...document.querySelectorAll("{LAST}")].at(-1);
  self.keptBack = getComputedStyle(last).contentVisibility === "auto";
}}, {{ once: true }});"""
WIDE_LINE = "a word " * 200
FORMULAS_IN_THEIR_FONT = """async () => {
  await document.fonts.ready;
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
}"""


@pytest.fixture
def page(browser, address):
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        context.add_init_script(KEPT_BACK)
        page = context.new_page()
        page.goto(f"{address}/chapters/03-softmax.html")
        yield page


def open_fold(page):
    fold = page.locator("details.hide:has(pre)").first
    fold.evaluate("fold => { fold.open = true }")
    return fold.locator("pre").first


def top_of(place):
    """Where it stands in the window, once formulas have the font that makes them higher."""
    place.page.evaluate(FORMULAS_IN_THEIR_FONT)
    return place.bounding_box()["y"]


def test_what_is_not_seen_is_kept_back_and_then_shown(page):
    assert page.evaluate("self.keptBack")
    wait_for_arrival(page)
    shown = "all => all.map((e) => getComputedStyle(e).contentVisibility)"
    assert set(page.locator("section").evaluate_all(shown)) == {"visible"}


def test_who_follows_a_link_or_comes_back_finds_the_whole_page(page, address):
    page.goto(f"{address}/chapters/02-regularization.html#a-worked-example")
    assert not page.evaluate("self.keptBack")
    read = page.get_by_role("heading", name="What is a penalty good for?")
    read.evaluate("heading => heading.scrollIntoView()")
    left = top_of(read)
    page.goto(f"{address}/chapters/glossary.html")
    page.go_back()
    assert not page.evaluate("self.keptBack")
    assert top_of(read) == pytest.approx(left, abs=1)


def test_a_link_pressed_before_the_page_is_whole_leads_to_its_place(browser, address):
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        context.add_init_script("self.requestIdleCallback = () => 0;")
        page = context.new_page()
        page.goto(f"{address}/chapters/03-softmax.html")
        expect(page.locator(".explorable-arriving")).to_be_attached()
        page.get_by_role("link", name="Temperature", exact=True).first.click()
        page.wait_for_function(
            "() => Math.abs(document.querySelector('#temperature').getBoundingClientRect().y) < 100"
        )


def test_a_page_without_scripts_is_whole(browser, address):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/chapters/03-softmax.html")
        expect(page.locator(f"{LAST} > h2").last).to_be_visible()
        expect(page.locator("html.explorable-arriving")).to_have_count(0)


def test_code_has_a_tab_stop_while_it_scrolls(page):
    wait_for_arrival(page)
    code = open_fold(page)
    for text, stop in ((WIDE_LINE, True), ("short", False), (WIDE_LINE, True)):
        code.evaluate("(code, text) => code.replaceChildren(text)", text)
        assert code.evaluate("code => code.scrollWidth > code.clientWidth") == stop
        expect(page.locator("pre[tabindex='0']").and_(code)).to_have_count(int(stop))


def test_what_a_cell_brings_has_a_tab_stop_too(page):
    page.evaluate(
        """line => {
          const output = document.createElement("div");
          output.append(document.createElement("pre"));
          output.firstChild.append(line);
          document.querySelector("article").append(output);
        }""",
        WIDE_LINE,
    )
    expect(page.locator("article > div > pre").last).to_have_attribute("tabindex", "0")
